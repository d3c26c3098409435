package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Counts how often each drift test, with its defaults, calls samples of the same distribution drifted. */
public final class DriftFalseAlarms {
    private static final int[][] SIZES = {{200, 200}, {500, 500}, {2_000, 2_000}, {20_000, 500}};
    private static final double[] SHARES = {0.4, 0.3, 0.2, 0.1};

    private DriftFalseAlarms() {}

    /**
     * Prints the false alarms of 100 comparisons, by test, type and rows.
     *
     * @param arguments the number of comparisons, 1,000 if there is none; and the names of tests, all if there is none
     */
    public static void main(String[] arguments) {
        int comparisons = arguments.length == 0 ? 1_000 : Integer.parseInt(arguments[0]);
        List<String> names = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        for (FeatureType type : FeatureType.values()) {
            for (DriftTest test : DriftTests.all()) {
                if (test.supports(type) && (names.isEmpty() || names.contains(test.name()))) {
                    StringBuilder line =
                            new StringBuilder(String.format(Locale.ROOT, "%-12s %-18s", type, test.name()));
                    for (int[] size : SIZES) {
                        line.append(String.format(
                                Locale.ROOT, " %6.1f", 100.0 * alarms(test, type, size, comparisons) / comparisons));
                    }
                    System.out.println(line);
                }
            }
        }
    }

    private static int alarms(DriftTest test, FeatureType type, int[] size, int comparisons) {
        SplittableRandom random = new SplittableRandom(7);
        int alarms = 0;
        for (int i = 0; i < comparisons; i++) {
            Sample reference = sample(type, size[0], random);
            Sample current = sample(type, size[1], random);
            alarms += test.test(reference, current).verdict() == Verdict.DRIFT ? 1 : 0;
        }
        return alarms;
    }

    /** Normal numbers, or four categories. */
    private static Sample sample(FeatureType type, int rows, SplittableRandom random) {
        if (type == FeatureType.NUMERIC) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = random.nextGaussian();
            }
            return Sample.of(values);
        }
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            int category = 0;
            while (category < SHARES.length - 1 && u >= SHARES[category]) {
                u -= SHARES[category++];
            }
            counts.merge("category " + category, 1L, Long::sum);
        }
        return Sample.ofCounts(counts);
    }
}
