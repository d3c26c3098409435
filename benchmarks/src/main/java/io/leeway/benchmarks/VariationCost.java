package io.leeway.benchmarks;

import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Processor time of the thread, for 8 blocks and windows of 5,000 rows and 200 numbers: what it takes to learn, and to judge a window. */
public final class VariationCost {
    private static final int FEATURES = 200;
    private static final int ROWS = 5_000;
    private static final int WINDOWS = 5;

    private VariationCost() {}

    /**
     * Prints milliseconds.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        SplittableRandom random = new SplittableRandom(1);
        List<FeatureColumns> blocks =
                IntStream.range(0, 8).mapToObj(i -> rows(random)).toList();
        List<FeatureColumns> windows =
                IntStream.range(0, WINDOWS).mapToObj(i -> rows(random)).toList();
        for (int round = 0; round < 3; round++) {
            long start = now();
            List<Profile> profiles =
                    blocks.stream().map(FeatureColumns::profile).toList();
            List<Profile> ofWindows =
                    windows.stream().map(FeatureColumns::profile).toList();
            start = print("profiles, a block", start, 8 + WINDOWS);
            NaturalVariation variation = NaturalVariation.of(profiles);
            start = print("NaturalVariation.of", start, 1);
            ofWindows.forEach(variation::compare);
            start = print("NaturalVariation.compare, a window", start, WINDOWS);
            GivenOthers others = GivenOthers.of(blocks);
            start = print("GivenOthers.of", start, 1);
            windows.forEach(others::compare);
            print("GivenOthers.compare, a window", start, WINDOWS);
        }
    }

    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long print(String what, long start, int times) {
        System.out.printf(Locale.ROOT, "%-36s %8.1f ms%n", what, (now() - start) / 1e6 / times);
        return now();
    }

    /** Numbers that share a part. */
    private static FeatureColumns rows(SplittableRandom random) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        double[] shared = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            shared[i] = random.nextGaussian();
        }
        for (int f = 0; f < FEATURES; f++) {
            double[] values = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                values[i] = shared[i] + random.nextGaussian();
            }
            numbers.put("f" + f, values);
        }
        return new FeatureColumns(ROWS, numbers, Map.of());
    }
}
