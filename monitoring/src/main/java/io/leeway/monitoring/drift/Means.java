package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.LargeMeans;
import io.leeway.monitoring.statistics.OutlyingRows;
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
    private final CentralMoments both;

    private Means(double[] values, double[] x, double[] y) {
        this.values = values;
        this.x = x;
        this.y = y;
        this.n = Arrays.stream(x).sum();
        this.m = Arrays.stream(y).sum();
        this.both = moments();
    }

    private CentralMoments moments() {
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int k = 0; k < values.length; k++) {
            double weight = (x[k] + y[k]) / (n + m);
            double square = values[k] * values[k];
            second += weight * square;
            third += weight * square * values[k];
            fourth += weight * square * square;
        }
        return new CentralMoments(n + m, 0, second, third, fourth);
    }

    /** Values of any scale with how often each occurs in each sample. */
    static Means of(double[] values, double[] x, double[] y) {
        double[] ofX = rounded(x);
        double[] ofY = rounded(y);
        double all = 0;
        double sum = 0;
        for (int k = 0; k < values.length; k++) {
            all += ofX[k] + ofY[k];
            sum += (ofX[k] + ofY[k]) * values[k];
        }
        double mean = sum / all;
        double squares = 0;
        for (int k = 0; k < values.length; k++) {
            squares += (ofX[k] + ofY[k]) * (values[k] - mean) * (values[k] - mean);
        }
        double unit = squares > 0 ? Math.sqrt(squares / all) : 1;
        double[] standardised = new double[values.length];
        for (int k = 0; k < standardised.length; k++) {
            standardised[k] = (values[k] - mean) / unit;
        }
        return new Means(standardised, ofX, ofY);
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
        return areSimulated(method, both, n, m);
    }

    /** The same of samples of which the moments of both together are known. */
    static boolean areSimulated(PValueMethod method, CentralMoments both, double n, double m) {
        return method == PValueMethod.AUTO
                ? !isNormal(both.skewness(), both.kurtosis(), n, m)
                : method != PValueMethod.ASYMPTOTIC;
    }

    /** By the cumulants of the difference of two means of samples of what both have in common. */
    private static boolean isNormal(double third, double fourth, double n, double m) {
        double variance = 1 / n + 1 / m;
        double skewness = third * (1 / (n * n) - 1 / (m * m)) / Math.pow(variance, 1.5);
        double kurtosis = (fourth - 3) * (1 / (n * n * n) + 1 / (m * m * m)) / (variance * variance);
        return Math.abs(skewness) <= LARGEST_SKEWNESS && Math.abs(kurtosis) <= LARGEST_KURTOSIS;
    }

    double pValue(StandardError error) {
        double[][] points = new double[values.length][];
        for (int k = 0; k < points.length; k++) {
            points[k] = new double[] {values[k]};
        }
        return LargeMeans.areLarge(n, m)
                ? pValue(outlying(), n, m, error, error.inErrors(Sums.of(points, x), Sums.of(points, y)))
                : ResampledMoments.pValue(points, x, y, error::inErrors);
    }

    private OutlyingRows outlying() {
        OutlyingRows rows = outlying(both, n, m);
        for (int k = 0; k < values.length; k++) {
            rows.add(values[k], x[k] + y[k]);
        }
        return rows;
    }

    /** Those of large samples of which the moments of both together are known; without rows yet. */
    static OutlyingRows outlying(CentralMoments both, double n, double m) {
        return new OutlyingRows(both, LargeMeans.limit(n, m));
    }

    /** The p-value of the square of the difference in its standard errors, of large samples. */
    static double pValue(OutlyingRows rows, double n, double m, StandardError error, double square) {
        return n <= m
                ? LargeMeans.pValue(rows, n, error.factor(n), error.factor(m), square)
                : LargeMeans.pValue(rows, m, error.factor(m), error.factor(n), square);
    }

    /** What the square of the difference is divided by: the sum of squares of each sample around its mean, times a factor. */
    enum StandardError {
        /** That of Welch's t. */
        OF_EACH {
            @Override
            double factor(double rows) {
                return 1 / (rows * (rows - 1));
            }
        },
        /** That of an analysis of variance, but for constants. */
        POOLED {
            @Override
            double factor(double rows) {
                return 1;
            }
        };

        abstract double factor(double rows);

        /** The square of the difference in errors. */
        double inErrors(Sums x, Sums y) {
            double off = x.mean(0) - y.mean(0);
            double error = factor(x.rows()) * x.rows() * Math.max(0, x.covariance(0, 0))
                    + factor(y.rows()) * y.rows() * Math.max(0, y.covariance(0, 0));
            return off == 0 ? 0 : off * off / error;
        }
    }
}
