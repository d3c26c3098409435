package io.leeway.monitoring.drift.multivariate;

/** The unbiased quadratic estimator of squared MMD: Gretton et al. (2012), "A kernel two-sample test", equation 3. */
final class Mmd implements PermutationTest.Statistic {

    @Override
    public double[] values(double[] squaredDistances) {
        double scale = Distances.scale(squaredDistances);
        for (int i = 0; i < squaredDistances.length; i++) {
            squaredDistances[i] = Math.exp(-squaredDistances[i] / scale);
        }
        return squaredDistances;
    }

    @Override
    public double of(PairMatrix.Sums sums, int reference, int current) {
        double n = reference;
        double m = current;
        return 2 * sums.within() / (n * (n - 1)) + 2 * sums.outside() / (m * (m - 1)) - 2 * sums.between() / (n * m);
    }
}
