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
    /** Bounds the probability of any false alarm, whatever the dependence between the tests. */
    BONFERRONI {
        @Override
        public double[] adjust(double[] pValues) {
            return Arrays.stream(pValues)
                    .map(p -> Math.min(1, p * pValues.length))
                    .toArray();
        }
    },
    /**
     * Bounds the expected share of false alarms among all alarms (Benjamini and Hochberg 1995); if nothing has changed,
     * that is the probability of any false alarm. Valid for independent or positively dependent tests.
     */
    BENJAMINI_HOCHBERG {
        @Override
        public double[] adjust(double[] pValues) {
            int n = pValues.length;
            int[] descending = IntStream.range(0, n)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> pValues[i])
                            .reversed())
                    .mapToInt(Integer::intValue)
                    .toArray();
            double[] adjusted = new double[n];
            double least = 1;
            for (int k = 0; k < n; k++) {
                least = Math.min(least, pValues[descending[k]] * n / (n - k));
                adjusted[descending[k]] = least;
            }
            return adjusted;
        }
    };

    /**
     * Adjusts the p-values of one window.
     *
     * @param pValues p-values in [0, 1], in any order; the array is not changed
     * @return the adjusted p-values in the same order; a test is significant at level alpha if its adjusted p-value is
     *     at most alpha
     */
    public abstract double[] adjust(double[] pValues);
}
