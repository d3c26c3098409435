package io.leeway.monitoring.drift.multivariate;

/** Székely and Rizzo (2013), "Energy statistics: a class of statistics based on distances", equation 6.1. */
final class EnergyDistance implements PermutationTest.Statistic {

    @Override
    public double[] values(double[] squaredDistances) {
        for (int i = 0; i < squaredDistances.length; i++) {
            squaredDistances[i] = Math.sqrt(squaredDistances[i]);
        }
        return squaredDistances;
    }

    @Override
    public double of(PairMatrix.Sums sums, int reference, int current) {
        double n = reference;
        double m = current;
        return 2 * sums.between() / (n * m) - 2 * sums.within() / (n * n) - 2 * sums.outside() / (m * m);
    }
}
