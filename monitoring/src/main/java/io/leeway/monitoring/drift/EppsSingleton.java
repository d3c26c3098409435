package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.CharacteristicSums;
import io.leeway.monitoring.statistics.ResampledMoments;
import io.leeway.monitoring.statistics.ResampledMoments.Sums;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The distance of two empirical characteristic functions at two points, in units of its covariance (Epps and Singleton 1986), as
 * {@code epps_singleton_2samp} in scipy. Sees any change, also of distributions that are not continuous.
 */
final class EppsSingleton {

    private static final double FREQUENCY = 0.4;

    /** Cosines and sines, of {@link #FREQUENCY} and of twice as much. */
    private static final int SIZE = 4;

    /** The size of the larger sample below which the statistic is corrected. */
    private static final int SMALL = 25;

    /** The size of the smaller sample from which the p-value is asymptotic. */
    private static final int MANY = 10_000;

    /** A direction with less of the largest variance has none but by rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * How many times the variance of such a direction, at its most, the square of a difference along it must be, so that the samples lie apart in it: the variance may be
     * a true one that is too small to be known.
     */
    private static final double APART = 1_000;

    /** The share of a variance that the others leave unexplained from which the covariance is inverted without looking at its directions. */
    private static final double NEAR_SINGULAR = 1e-6;

    private EppsSingleton() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        if (reference instanceof ExactSample x && current instanceof ExactSample y && areSummed(x, y, method)) {
            return asymptotic(summed(x, y), x.size(), y.size());
        }
        TiedSamples samples = Ties.of(reference, current);
        double n = samples.n();
        double m = samples.m();
        double[][] waves = waves(samples, Scale.of(reference, current));
        Distance distance = Distance.of(Sums.of(waves, samples.x()), Sums.of(waves, samples.y()));
        double statistic = distance.square * correction(n, m);
        boolean known = Double.isInfinite(statistic) || distance.rank == 0;
        boolean simulated =
                !known && (method == PValueMethod.AUTO ? Math.min(n, m) < MANY : method != PValueMethod.ASYMPTOTIC);
        return simulated ? Significance.simulated(statistic, simulated(waves, samples)) : asymptotic(distance, n, m);
    }

    private static Significance asymptotic(Distance distance, double n, double m) {
        double statistic = distance.square * correction(n, m);
        if (Double.isInfinite(statistic) || distance.rank == 0) {
            return Significance.asymptotic(statistic, distance.rank == 0 ? 1 : 0);
        }
        return Significance.asymptotic(
                statistic, ChiSquaredDistribution.of(distance.rank).survivalProbability(statistic));
    }

    /** Whether the statistic is computed from sums of the numbers: of many with few ties, and if nothing is simulated. */
    private static boolean areSummed(ExactSample x, ExactSample y, PValueMethod method) {
        return (method == PValueMethod.AUTO || method == PValueMethod.ASYMPTOTIC)
                && Math.min(x.size(), y.size()) >= MANY
                && !x.bucketed().isTied()
                && !y.bucketedLike(x).isTied()
                && y.pairWith(x).quartile(3, 1) > y.pairWith(x).quartile(1, 1);
    }

    private static Distance summed(ExactSample x, ExactSample y) {
        ExactPair pair = y.pairWith(x);
        double scale = Scale.of(x, y);
        double unit = (pair.quartile(3, scale) - pair.quartile(1, scale)) / 2;
        double middle = pair.quartile(2, scale);
        double frequency = FREQUENCY / unit;
        return Distance.of(sums(x, scale, middle, frequency), sums(y, scale, middle, frequency));
    }

    /** The products of cosines and sines are sums of those of other multiples of the angle. */
    private static Sums sums(ExactSample sample, double scale, double middle, double frequency) {
        CharacteristicSums sums = CharacteristicSums.of(sample.values(), scale, middle, frequency);
        double n = sample.size();
        double[] first = {sums.cosines(1), sums.cosines(2), sums.sines(1), sums.sines(2)};
        double[] products = {
            (n + sums.cosines(2)) / 2,
            (sums.cosines(1) + sums.cosines(3)) / 2,
            (n + sums.cosines(4)) / 2,
            sums.sines(2) / 2,
            (sums.sines(3) - sums.sines(1)) / 2,
            (n - sums.cosines(2)) / 2,
            (sums.sines(3) + sums.sines(1)) / 2,
            sums.sines(4) / 2,
            (sums.cosines(1) - sums.cosines(3)) / 2,
            (n - sums.cosines(4)) / 2
        };
        return new Sums(n, first, products);
    }

    /** Of the distance alone, since the correction is the same for all draws. */
    private static double simulated(double[][] waves, TiedSamples samples) {
        double[] x = Arrays.stream(samples.x()).map(Math::rint).toArray();
        double[] y = Arrays.stream(samples.y()).map(Math::rint).toArray();
        return ResampledMoments.pValue(waves, x, y, (ofX, ofY) -> Distance.of(ofX, ofY).square);
    }

    /**
     * The distance of the means in units of its covariance.
     *
     * @param square its square
     * @param rank the number of directions that have a variance
     */
    private record Distance(double square, int rank) {

        static Distance of(Sums x, Sums y) {
            double n = x.rows();
            double m = y.rows();
            double[][] covariance = new double[SIZE][SIZE];
            double[] difference = new double[SIZE];
            for (int i = 0; i < SIZE; i++) {
                difference[i] = x.mean(i) - y.mean(i);
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] = (n + m) / n * x.covariance(i, j) + (n + m) / m * y.covariance(i, j);
                    covariance[j][i] = covariance[i][j];
                }
            }
            double square = byCholesky(covariance, difference);
            return square >= 0
                    ? new Distance((n + m) * square, SIZE)
                    : byDirections(covariance, new ArrayRealVector(difference), n + m);
        }

        /** By the triangular root of the covariance; below 0 if that is near singular. */
        private static double byCholesky(double[][] covariance, double[] difference) {
            double[][] root = new double[SIZE][SIZE];
            double[] solved = new double[SIZE];
            double square = 0;
            for (int i = 0; i < SIZE; i++) {
                double rest = difference[i];
                for (int j = 0; j < i; j++) {
                    double product = covariance[i][j];
                    for (int k = 0; k < j; k++) {
                        product -= root[i][k] * root[j][k];
                    }
                    root[i][j] = product / root[j][j];
                    rest -= root[i][j] * solved[j];
                }
                double left = covariance[i][i];
                for (int k = 0; k < i; k++) {
                    left -= root[i][k] * root[i][k];
                }
                if (!(left > NEAR_SINGULAR * covariance[i][i])) {
                    return -1;
                }
                root[i][i] = Math.sqrt(left);
                solved[i] = rest / root[i][i];
                square += solved[i] * solved[i];
            }
            return square;
        }

        private static Distance byDirections(double[][] covariance, RealVector difference, double rows) {
            EigenDecomposition parts = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
            double largest = parts.getRealEigenvalue(0);
            int rank = 0;
            double sum = 0;
            for (int i = 0; i < SIZE; i++) {
                double along = parts.getEigenvector(i).dotProduct(difference);
                if (parts.getRealEigenvalue(i) > ROUNDING * largest) {
                    rank++;
                    sum += along * along / parts.getRealEigenvalue(i);
                } else if (Math.abs(along) > ROUNDING && along * along > APART * ROUNDING * largest) {
                    return new Distance(Double.POSITIVE_INFINITY, SIZE);
                }
            }
            return new Distance(rows * sum, rank);
        }
    }

    /** Cosines and sines of each value in units of half the interquartile range, or of what spread there is. */
    private static double[][] waves(TiedSamples samples, double scale) {
        double[] both = new double[samples.size()];
        double[] points = new double[samples.size()];
        for (int i = 0; i < both.length; i++) {
            both[i] = samples.x()[i] + samples.y()[i];
            points[i] = samples.points()[i] * scale;
        }
        double all = samples.n() + samples.m();
        double middle = Quantiles.at(points, both, Math.floor(all / 2));
        double unit = (Quantiles.between(points, both, all, 0.75) - Quantiles.between(points, both, all, 0.25)) / 2;
        if (unit == 0) {
            unit = Math.max((points[points.length - 1] - points[0]) / 2, Double.MIN_NORMAL);
        }
        double[][] waves = new double[points.length][SIZE];
        for (int i = 0; i < points.length; i++) {
            // The statistic does not depend on where zero is; near it angles are precise.
            double value = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, (points[i] - middle) / unit));
            double cosine = Math.cos(FREQUENCY * value);
            double sine = Math.sin(FREQUENCY * value);
            waves[i][0] = cosine;
            waves[i][1] = 1 - 2 * sine * sine;
            waves[i][2] = sine;
            waves[i][3] = 2 * sine * cosine;
        }
        centre(waves, both, all);
        return waves;
    }

    /** So that their products do not cancel. */
    private static void centre(double[][] waves, double[] counts, double all) {
        for (int k = 0; k < SIZE; k++) {
            double mean = 0;
            for (int i = 0; i < waves.length; i++) {
                mean += counts[i] / all * waves[i][k];
            }
            for (double[] wave : waves) {
                wave[k] -= mean;
            }
        }
    }

    private static double correction(double n, double m) {
        return Math.max(n, m) < SMALL
                ? 1 / (1 + Math.pow(n + m, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7)))
                : 1;
    }
}
