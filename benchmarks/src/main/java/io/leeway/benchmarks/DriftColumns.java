package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/**
 * Measures KS and PSI of raw columns, alone, together and again with the same reference, which take turns in one JVM.
 *
 * <p>Wall-clock time is with the common pool; the processor time of one thread, which other work on the machine changes less, is without.
 */
public final class DriftColumns {
    private DriftColumns() {}

    /**
     * Prints the least time of each, in milliseconds for all columns, with making the samples.
     *
     * @param arguments the number of rounds, of rows and of columns: 7, 1,000,000 and 20 if there are none
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        int rows = arguments.length < 2 ? 1_000_000 : Integer.parseInt(arguments[1]);
        int columns = arguments.length < 3 ? 20 : Integer.parseInt(arguments[2]);
        double[][] reference = columns(rows, columns, 1, 0);
        double[][] current = columns(rows, columns, 1_000, 0.01);
        Map<String, DriftDetector> detectors = new LinkedHashMap<>();
        detectors.put("ks", DriftDetector.of(DriftTests.ks()));
        detectors.put("psi", DriftDetector.of(DriftTests.psi()));
        detectors.put("ks and psi", DriftDetector.of(DriftTests.ks(), DriftTests.psi()));
        Map<String, double[]> best = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            detectors.forEach((name, detector) -> {
                double[] least = best.computeIfAbsent(name, key -> infinities());
                measure(detector, reference, current, least, 0);
                DriftDetector parallel = detector.withExecutor(ForkJoinPool.commonPool());
                measure(parallel, reference, current, least, 2);
            });
        }
        best.forEach((name, least) -> System.out.printf(
                Locale.ROOT,
                "%-10s processor time of one thread %6.0f ms, again %6.0f ms; wall clock with the common pool %6.0f ms, again %6.0f ms%n",
                name,
                least[0],
                least[1],
                least[2],
                least[3]));
        String work = String.format(Locale.ROOT, "%,d x %d", rows, columns).replace(',', ' ');
        new Measured("drift", work, "Leeway", best.get("ks and psi")[0] / 1e3, "s").print();
    }

    private static double[] infinities() {
        double[] times = new double[4];
        Arrays.fill(times, Double.POSITIVE_INFINITY);
        return times;
    }

    private static void measure(
            DriftDetector detector, double[][] reference, double[][] current, double[] least, int at) {
        double start = now(at);
        Map<String, Sample> prepared = samples(reference);
        detector.compare(prepared, samples(current));
        double first = now(at);
        detector.compare(prepared, samples(current));
        least[at] = Math.min(least[at], first - start);
        least[at + 1] = Math.min(least[at + 1], now(at) - first);
    }

    /** In milliseconds: of the thread, or of the wall. */
    private static double now(int at) {
        return (at == 0 ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : System.nanoTime()) / 1e6;
    }

    private static Map<String, Sample> samples(double[][] columns) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            samples.put("column " + i, Sample.of(columns[i]));
        }
        return samples;
    }

    private static double[][] columns(int rows, int number, long seed, double shift) {
        double[][] columns = new double[number][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = KolmogorovSmirnovBenchmark.Draw.values("normal", rows, seed + i, shift);
        }
        return columns;
    }
}
