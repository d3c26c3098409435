package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.statistics.BucketedSample;
import io.leeway.schema.FeatureType;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures every drift test of one numeric feature, alone and all together, beside the price of reading both samples and putting them into buckets
 * once. They take turns in one JVM, by the processor's time of the thread.
 */
public final class DriftOneFeature {
    private static final int ROUNDS = 15;
    private static final int ROWS = 1_000_000;

    private DriftOneFeature() {}

    /**
     * Prints the median time of each in milliseconds, with making the samples, and its ratio to reading and buckets.
     *
     * @param arguments the number of rounds and of rows, and the distribution as {@link KolmogorovSmirnovBenchmark} names it: 15, 1,000,000 and
     *     {@code normal} if there are none
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
        int rows = arguments.length < 2 ? ROWS : Integer.parseInt(arguments[1]);
        String distribution = arguments.length < 3 ? "normal" : arguments[2];
        double[] reference = KolmogorovSmirnovBenchmark.Draw.values(distribution, rows, 1, 0);
        double[] current = KolmogorovSmirnovBenchmark.Draw.values(distribution, rows, 1_000, 0.01);
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            measure(times, "reading and buckets", () -> readAndBucket(reference, current));
            for (DriftTest test : tests()) {
                measure(times, test.name(), () -> test(List.of(test), reference, current));
            }
            measure(times, "all", () -> test(tests(), reference, current));
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        times.forEach((name, each) -> medians.put(
                name, each.stream().sorted().skip(each.size() / 2).findFirst().orElseThrow()));
        double unit = medians.get("reading and buckets");
        medians.forEach((name, time) -> System.out.printf(
                Locale.ROOT, "%-20s %7.1f ms %6.1f times reading and buckets%n", name, time, time / unit));
        new Measured("feature", "reading and buckets", "Leeway", unit, "ms").print();
        new Measured("feature", "all tests", "Leeway", medians.get("all"), "ms").print();
    }

    private static List<DriftTest> tests() {
        return DriftTests.all().stream()
                .filter(test -> test.supports(FeatureType.NUMERIC))
                .toList();
    }

    private static void readAndBucket(double[] reference, double[] current) {
        keep(Sample.of(reference).size() + Sample.of(current).size());
        BucketedSample buckets = BucketedSample.of(reference);
        keep(buckets.like(current).isLike(buckets) ? 1 : 0);
    }

    private static void test(List<DriftTest> tests, double[] reference, double[] current) {
        keep(DriftDetector.of(tests)
                .compare(Map.of("feature", Sample.of(reference)), Map.of("feature", Sample.of(current)))
                .features()
                .size());
    }

    private static void keep(long result) {
        if (result < 0) {
            throw new IllegalStateException("a size is never negative");
        }
    }

    private static void measure(Map<String, List<Double>> times, String name, Runnable work) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        times.computeIfAbsent(name, key -> new ArrayList<>()).add((end - start) / 1e6);
    }
}
