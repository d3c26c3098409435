package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.NoncentralChiSquared;
import io.leeway.monitoring.statistics.NoncentralF;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** How many rows each of two samples of equal size needs, so that a test finds an effect with a given probability. */
final class SampleSizes {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Rows that a test needs for a shift of normal numbers, for each one that the t-test needs; simulated, as are the next two. */
    private static final double CRAMER_VON_MISES = 1.12;

    private static final double ANDERSON_DARLING = 1.07;
    private static final double EPPS_SINGLETON = 1.02;
    private static final int EPPS_SINGLETON_FREEDOM = 4;

    /** The rows above which none is counted one by one. */
    private static final double MOST_ROWS = 1e15;

    private SampleSizes() {}

    /** Of Student's test of two normal samples with a standardised difference, by the noncentral F distribution. */
    static double means(double g, double alpha, double power) {
        double difference = Options.effect(Math.abs(g), Double.MAX_VALUE);
        return variances(difference * difference, alpha, power);
    }

    /** The least n from 2 on so that an analysis of variance with a noncentrality of n squared / 2 has the power. */
    private static double variances(double squared, double alpha, double power) {
        double least = 2;
        double most = 4;
        while (most < MOST_ROWS && powerOfVariances(most, squared, alpha) < power) {
            least = most;
            most *= 2;
        }
        while (most - least > Math.max(1, 1e-9 * most)) {
            double middle = Math.floor((least + most) / 2);
            if (powerOfVariances(middle, squared, alpha) < power) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    private static double powerOfVariances(double n, double squared, double alpha) {
        double freedom = 2 * n - 2;
        double limit = FDistribution.of(1, freedom).inverseSurvivalProbability(alpha);
        return NoncentralF.survival(limit, 1, freedom, n * squared / 2);
    }

    /** Of an analysis of variance of the absolute deviations of normal numbers. */
    static double ratio(double ratioOfVariances, double alpha, double power) {
        double deviation = Math.sqrt(Options.effect(ratioOfVariances, Double.MAX_VALUE));
        if (deviation == 1) {
            throw new IllegalArgumentException("a ratio of variances of 1 is no effect");
        }
        double difference = Math.sqrt(2 / Math.PI) * (deviation - 1);
        double variance = (1 - 2 / Math.PI) * (1 + deviation * deviation) / 2;
        return variances(difference * difference / variance, alpha, power);
    }

    /** Noether, "Sample size determination for some common nonparametric tests", 1987. */
    static double superiority(double probability, double alpha, double power) {
        double off = Options.effect(Math.abs(probability - 0.5), 0.5);
        double sum = quantile(alpha / 2) + quantile(1 - power);
        return sum * sum / (6 * off * off);
    }

    /** The power at the point of the distance alone, where the shares differ most if they are (1 - D) / 2 and (1 + D) / 2. */
    static double distance(double distance, double alpha, double power) {
        return atOnePoint(distance, Math.sqrt(-Math.log(alpha / 2) / 2), power);
    }

    /** As {@link #distance}, with the limit of Kuiper's statistic. */
    static double circularDistance(double distance, double alpha, double power) {
        double low = 0.1;
        double high = 40;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            // Its leading term, which is all there is at usual levels.
            double tail = 2 * (4 * middle * middle - 1) * Math.exp(-2 * middle * middle);
            if (middle < 1 || tail > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return atOnePoint(distance, high, power);
    }

    private static double atOnePoint(double distance, double limit, double power) {
        double d = Options.effect(distance, 1);
        double error = Math.sqrt((1 - d * d) / 2);
        double root = (Math.sqrt(2) * limit + quantile(1 - power) * error) / d;
        return root * root;
    }

    static double cramerVonMises(double distance, double alpha, double power) {
        return CRAMER_VON_MISES * ofShift(distance, alpha, power, 1);
    }

    static double andersonDarling(double distance, double alpha, double power) {
        return ANDERSON_DARLING * ofShift(distance, alpha, power, 1);
    }

    static double eppsSingleton(double distance, double alpha, double power) {
        return EPPS_SINGLETON * ofShift(distance, alpha, power, EPPS_SINGLETON_FREEDOM);
    }

    /** Of a shift of normal numbers with this distance of their distribution functions. */
    private static double ofShift(double distance, double alpha, double power, int freedom) {
        double d = Options.effect(distance, 1);
        double shift = 2 * NORMAL.inverseCumulativeProbability((1 + Math.min(d, 1 - 1e-12)) / 2);
        return 2 * noncentrality(freedom, alpha, power) / (shift * shift);
    }

    /** Cohen, "Statistical Power Analysis for the Behavioral Sciences", 1988: chi-square of a table has a noncentrality of all rows times w^2. */
    static double table(double w, int categories, double alpha, double power) {
        double effect = Options.effect(w, 1);
        return noncentrality(categories - 1, alpha, power) / (2 * effect * effect);
    }

    /** As {@link #table} for two categories; for more, that one has an equal part of the noncentrality, and the level is divided. */
    static double proportions(double w, int categories, double alpha, double power) {
        double effect = Options.effect(w, 1);
        int tests = categories == 2 ? 1 : categories;
        return (categories - 1) * noncentrality(1, alpha / tests, power) / (2 * effect * effect);
    }

    /** The index has the noncentrality n psi / 2, in its scale without a change. */
    static double psi(double index, int bins, double alpha, double power) {
        return 2 * noncentrality(bins - 1, alpha, power) / Options.effect(index, Double.MAX_VALUE);
    }

    private static double noncentrality(int freedom, double alpha, double power) {
        double limit = ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(alpha);
        return NoncentralChiSquared.shift(limit, freedom, 1 - power);
    }

    private static double quantile(double tail) {
        return NORMAL.inverseSurvivalProbability(tail);
    }

    /** A number of rows, of at least so many. */
    static long rows(double exact, int least) {
        return Math.max(least, (long) Math.ceil(exact - 1e-9));
    }
}
