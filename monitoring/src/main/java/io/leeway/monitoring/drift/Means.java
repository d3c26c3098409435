package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.ResampledMoments;
import io.leeway.monitoring.statistics.ResampledMoments.Sums;
import java.util.Arrays;

/** Tests of the difference of two means: whether it is normal enough for an asymptotic p-value, and a p-value by simulation if not. */
final class Means {

    /** The skewness of the difference above which its p-value is simulated: at 0.05 one of 0.001 is off by a tenth. */
    private static final double LARGEST_SKEWNESS = 0.05;

    /** The excess kurtosis of the difference above which its p-value is simulated. */
    private static final double LARGEST_KURTOSIS = 0.02;

    private final double[] values;
    private final double[] x;
    private final double[] y;
    private final double n;
    private final double m;

    private Means(double[] values, double[] x, double[] y) {
        this.values = values;
        this.x = x;
        this.y = y;
        this.n = Arrays.stream(x).sum();
        this.m = Arrays.stream(y).sum();
    }

    /** Values of any scale with how often each occurs in each sample. */
    static Means of(double[] values, double[] x, double[] y) {
        double all = 0;
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            all += x[k] + y[k];
            sum += (x[k] + y[k]) * values[k];
        }
        double mean = sum / all;
        double squares = 0;
        for (int k = 0; k < values.length; k++) {
            squares += (x[k] + y[k]) * (values[k] - mean) * (values[k] - mean);
        }
        double unit = squares > 0 ? Math.sqrt(squares / all) : 1;
        double[] standardised = new double[values.length];
        for (int k = 0; k < standardised.length; k++) {
            standardised[k] = (values[k] - mean) / unit;
        }
        return new Means(standardised, rounded(x), rounded(y));
    }

    /** Counts of a profile are estimates. */
    private static double[] rounded(double[] counts) {
        double[] whole = new double[counts.length];
        for (int k = 0; k < whole.length; k++) {
            whole[k] = Math.rint(counts[k]);
        }
        return whole;
    }

    boolean areSimulated(PValueMethod method) {
        return method == PValueMethod.AUTO ? !isNormal() : method != PValueMethod.ASYMPTOTIC;
    }

    /** The same of samples of which the moments of both together are known. */
    static boolean areSimulated(PValueMethod method, CentralMoments both, double n, double m) {
        return method == PValueMethod.AUTO
                ? !isNormal(both.skewness(), both.kurtosis(), n, m)
                : method != PValueMethod.ASYMPTOTIC;
    }

    /** By the cumulants of the difference of two means of samples of what both have in common. */
    private boolean isNormal() {
        double third = 0;
        double fourth = 0;
        for (int k = 0; k < values.length; k++) {
            double weight = (x[k] + y[k]) / (n + m);
            double square = values[k] * values[k];
            third += weight * square * values[k];
            fourth += weight * square * square;
        }
        return isNormal(third, fourth, n, m);
    }

    private static boolean isNormal(double third, double fourth, double n, double m) {
        double variance = 1 / n + 1 / m;
        double skewness = third * (1 / (n * n) - 1 / (m * m)) / Math.pow(variance, 1.5);
        double kurtosis = (fourth - 3) * (1 / (n * n * n) + 1 / (m * m * m)) / (variance * variance);
        return Math.abs(skewness) <= LARGEST_SKEWNESS && Math.abs(kurtosis) <= LARGEST_KURTOSIS;
    }

    double pValue(ResampledMoments.Statistic statistic) {
        double[][] points = new double[values.length][];
        for (int k = 0; k < points.length; k++) {
            points[k] = new double[] {values[k]};
        }
        return ResampledMoments.pValue(points, x, y, statistic);
    }

    /** The square of Welch's t. */
    static double welch(Sums x, Sums y) {
        double off = x.mean(0) - y.mean(0);
        double error =
                Math.max(0, x.covariance(0, 0)) / (x.rows() - 1) + Math.max(0, y.covariance(0, 0)) / (y.rows() - 1);
        return off == 0 ? 0 : off * off / error;
    }

    /** Without constants, the F of an analysis of variance of two samples. */
    static double variances(Sums x, Sums y) {
        double off = x.mean(0) - y.mean(0);
        double within = x.rows() * x.covariance(0, 0) + y.rows() * y.covariance(0, 0);
        return off == 0 ? 0 : off * off / Math.max(0, within);
    }
}
