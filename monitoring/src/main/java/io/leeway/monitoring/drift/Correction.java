package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** What keeps many tests in one look from crying wolf: adjusts their p-values, to be compared with one level. */
public enum Correction {
    /** Each test stands alone: with many features a false alarm is likely. */
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
     * Bounds the expected share of false alarms among all alarms (Benjamini and Hochberg 1995); where nothing has changed at all, that
     * is the probability of any false alarm. Holds for independent or positively dependent tests.
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
     * Adjusts the p-values of one look.
     *
     * @param pValues p-values in [0, 1], in any order; left as they are
     * @return the adjusted p-values in the same order; a test is significant at level alpha where its adjusted p-value is at most alpha
     */
    public abstract double[] adjust(double[] pValues);
}
