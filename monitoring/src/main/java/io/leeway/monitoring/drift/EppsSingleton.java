package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TiedSamples;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
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

    /** A direction with less of the largest variance has none but by rounding. */
    private static final double ROUNDING = 1e-12;

    private EppsSingleton() {}

    static Significance significance(NumericSample reference, NumericSample current, PValueMethod method) {
        TiedSamples samples = Ties.of(reference, current);
        double n = samples.n();
        double m = samples.m();
        double[][] waves = waves(samples, Scale.of(reference, current));
        RealVector ofX = mean(waves, samples.x(), n);
        RealVector ofY = mean(waves, samples.y(), m);
        RealMatrix covariance = covariance(waves, samples.x(), ofX)
                .scalarMultiply((n + m) / n / n)
                .add(covariance(waves, samples.y(), ofY).scalarMultiply((n + m) / m / m));
        EigenDecomposition parts = new EigenDecomposition(covariance);
        double largest = parts.getRealEigenvalue(0);
        RealVector difference = ofX.subtract(ofY);
        int rank = 0;
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            double along = parts.getEigenvector(i).dotProduct(difference);
            if (parts.getRealEigenvalue(i) > ROUNDING * largest) {
                rank++;
                sum += along * along / parts.getRealEigenvalue(i);
            } else if (Math.abs(along) > ROUNDING) {
                return Significance.asymptotic(Double.POSITIVE_INFINITY, 0);
            }
        }
        double statistic = (n + m) * sum * correction(n, m);
        return Significance.asymptotic(
                statistic, rank == 0 ? 1 : ChiSquaredDistribution.of(rank).survivalProbability(statistic));
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
        double[][] waves = new double[SIZE][points.length];
        for (int i = 0; i < points.length; i++) {
            // The statistic does not depend on where zero is; near it angles are precise.
            double value = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, (points[i] - middle) / unit));
            double cosine = Math.cos(FREQUENCY * value);
            double sine = Math.sin(FREQUENCY * value);
            waves[0][i] = cosine;
            waves[1][i] = 1 - 2 * sine * sine;
            waves[2][i] = sine;
            waves[3][i] = 2 * sine * cosine;
        }
        return waves;
    }

    private static RealVector mean(double[][] waves, double[] counts, double n) {
        double[] means = new double[SIZE];
        for (int k = 0; k < SIZE; k++) {
            for (int i = 0; i < counts.length; i++) {
                means[k] += counts[i] * waves[k][i];
            }
            means[k] /= n;
        }
        return new ArrayRealVector(means, false);
    }

    /** The sums of the products of deviations from the mean. */
    private static RealMatrix covariance(double[][] waves, double[] counts, RealVector mean) {
        RealMatrix sums = new Array2DRowRealMatrix(SIZE, SIZE);
        for (int k = 0; k < SIZE; k++) {
            for (int l = k; l < SIZE; l++) {
                double sum = 0;
                for (int i = 0; i < counts.length; i++) {
                    sum += counts[i] * (waves[k][i] - mean.getEntry(k)) * (waves[l][i] - mean.getEntry(l));
                }
                sums.setEntry(k, l, sum);
                sums.setEntry(l, k, sum);
            }
        }
        return sums;
    }

    private static double correction(double n, double m) {
        return Math.max(n, m) < SMALL
                ? 1 / (1 + Math.pow(n + m, -0.45) + 10.1 * (Math.pow(n, -1.7) + Math.pow(m, -1.7)))
                : 1;
    }
}
