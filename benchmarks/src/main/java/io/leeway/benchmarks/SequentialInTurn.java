package io.leeway.benchmarks;

import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.sequential.SequentialTest;
import io.leeway.monitoring.sequential.SequentialTests;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Measures what a value costs the sequential tests, which take turns in one JVM, by the processor's time of the thread; medians. */
public final class SequentialInTurn {
    private static final int VALUES = 50_000;
    private static final int ROUNDS = 15;
    private static final int CATEGORIES = 20;

    private SequentialInTurn() {}

    /**
     * Prints a line for each.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        double[] values = new SplittableRandom(1).doubles(VALUES).toArray();
        double[] categories = new SplittableRandom(2)
                .ints(VALUES, 0, CATEGORIES)
                .asDoubleStream()
                .toArray();
        long[] counts = new long[CATEGORIES];
        Arrays.fill(counts, 500);
        double[] reference = new SplittableRandom(3).doubles(5_000).toArray();
        Map<String, Supplier<SequentialTest>> tests = new LinkedHashMap<>();
        tests.put("mean", () -> SequentialTests.mean(0.5));
        tests.put("distribution against 5 000 numbers", () -> SequentialTests.distribution(reference));
        tests.put("20 categories", () -> SequentialTests.categories(counts));
        Map<String, double[]> times = new LinkedHashMap<>();
        int changes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, Supplier<SequentialTest>> each : tests.entrySet()) {
                SequentialTest test = each.getValue().get();
                double[] stream = each.getKey().equals("20 categories") ? categories : values;
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                for (double value : stream) {
                    changes += test.update(value) == ChangeState.CHANGE ? 1 : 0;
                }
                times.computeIfAbsent(each.getKey(), key -> new double[ROUNDS])[round] =
                        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
        }
        times.forEach((name, each) -> {
            Arrays.sort(each);
            new Measured("sequential", name, "Leeway", each[ROUNDS / 2] / VALUES, "ns a value").print();
        });
        System.out.println(changes + " alarms, each stream counted " + ROUNDS + " times");
    }
}
