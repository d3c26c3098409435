package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A correction for multiple tests: adjusts the p-values of all tests in one window, which are then compared with one
 * level.
 */
public enum Correction {
    /** No correction: with many features a false alarm is likely. */
    NONE {
        @Override
        public double[] adjust(double[] pValues) {
            return pValues.clone();
        }
    },
    /** Bounds the probability of any false alarm, whatever the dependence between the tests. {@link #HOLM} finds no less. */
    BONFERRONI {
        @Override
        public double[] adjust(double[] pValues) {
            return Arrays.stream(pValues)
                    .map(p -> Math.min(1, p * pValues.length))
                    .toArray();
        }
    },
    /** Bounds the probability of any false alarm, whatever the dependence between the tests (Holm 1979). */
    HOLM {
        @Override
        public double[] adjust(double[] pValues) {
            int n = pValues.length;
            int[] descending = descending(pValues);
            double[] adjusted = new double[n];
            double most = 0;
            for (int k = n - 1; k >= 0; k--) {
                most = Math.max(most, Math.min(1, pValues[descending[k]] * (k + 1)));
                adjusted[descending[k]] = most;
            }
            return adjusted;
        }
    },
    /**
     * Bounds the expected share of false alarms among all alarms (Benjamini and Hochberg 1995); if nothing has changed,
     * that is the probability of any false alarm. Valid for independent or positively dependent tests.
     */
    BENJAMINI_HOCHBERG {
        @Override
        public double[] adjust(double[] pValues) {
            return stepUp(pValues, 1);
        }
    },
    /**
     * Bounds the expected share of false alarms among all alarms, whatever the dependence between the tests (Benjamini and Yekutieli 2001). It
     * divides the level of {@link #BENJAMINI_HOCHBERG} by 1 + 1/2 + ... + 1/n: by 3.1 for 12 tests, by 5.2 for 100.
     */
    BENJAMINI_YEKUTIELI {
        @Override
        public double[] adjust(double[] pValues) {
            return stepUp(pValues, harmonic(pValues.length));
        }
    },
    /**
     * Bounds the expected share of false alarms among all alarms, whatever the dependence between the tests, by e-values (Wang and Ramdas 2022):
     * the k largest are alarms if the least of them is at least n / (k alpha).
     *
     * <p>P-values become e-values by the calibrator (1 - p + p ln p) / (p ln(p)^2), the mean of all k p^(k - 1) with k from 0 to 1 (Vovk and Wang
     * 2021). It costs a factor of about ln(p)^2: a p-value of 0.001 counts as 0.048. From p-values
     * {@link #BENJAMINI_YEKUTIELI}, which assumes as little, finds more.
     */
    E_BENJAMINI_HOCHBERG {
        @Override
        public double[] adjust(double[] pValues) {
            return stepUp(
                    Arrays.stream(pValues).map(p -> Math.min(1, 1 / eValue(p))).toArray(), 1);
        }
    };

    /**
     * The least level that any of so many p-values is compared with; 0 if none is known. Whether a p-value is above or below other numbers than this and greater ones makes no difference to what {@link
     * #adjust} finds significant.
     */
    double leastLevel(double alpha, int pValues) {
        int n = Math.max(1, pValues);
        return switch (this) {
            case NONE -> alpha;
            case BONFERRONI, HOLM, BENJAMINI_HOCHBERG -> alpha / n;
            case BENJAMINI_YEKUTIELI -> alpha / n / harmonic(n);
            case E_BENJAMINI_HOCHBERG -> 0;
        };
    }

    private static double harmonic(int n) {
        double harmonic = 0;
        for (int k = 1; k <= n; k++) {
            harmonic += 1.0 / k;
        }
        return harmonic;
    }

    /** Below it the quotient loses its digits, and three terms of its series have them all. */
    private static final double NEAR_ONE = 1e-4;

    /** The e-value of a p-value, by L = -ln p: (exp(L) - 1 - L) / L^2. */
    private static double eValue(double p) {
        double log = -Math.log(p);
        double excess = log < NEAR_ONE ? 0.5 + log / 6 + log * log / 24 : (Math.expm1(log) - log) / log / log;
        // Infinite where even the logarithm is.
        return p == 0 ? Double.POSITIVE_INFINITY : excess;
    }

    private static int[] descending(double[] pValues) {
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The least p n / rank of this rank and those above, times a factor. */
    private static double[] stepUp(double[] pValues, double factor) {
        int n = pValues.length;
        int[] descending = descending(pValues);
        double[] adjusted = new double[n];
        double least = 1;
        for (int k = 0; k < n; k++) {
            least = Math.min(least, pValues[descending[k]] * n / (n - k) * factor);
            adjusted[descending[k]] = least;
        }
        return adjusted;
    }

    /**
     * Adjusts the p-values of one window.
     *
     * @param pValues p-values in [0, 1], in any order; the array is not changed
     * @return the adjusted p-values in the same order; a test is significant at level alpha if its adjusted p-value is
     *     at most alpha
     */
    public abstract double[] adjust(double[] pValues);
}
