package io.leeway.benchmarks;

import io.leeway.examples.flights.Flight;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Trees of {@link TreesBenchmark} by turns in one JVM, by the time of the processor that the thread took: the ratios hold where other
 * processes take the processor away.
 */
public final class TreesInTurn {
    private static final int ROUNDS = 40;
    private static final int ROWS = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static double sink;

    private TreesInTurn() {}

    /** Prints a line for each model: medians in ns a row, and their ratio. */
    public static void main(String[] arguments) throws IOException {
        for (String model : List.of("30 rounds", "60 rounds", "dart", "gblinear", "forest", "tree")) {
            TreesBenchmark benchmark = new TreesBenchmark();
            benchmark.model = model;
            benchmark.setUp();
            double[] live = new double[ROUNDS];
            double[] tribuo = new double[ROUNDS];
            for (int i = -ROUNDS; i < ROUNDS; i++) {
                int from = Math.floorMod(i, benchmark.flights.size() / ROWS) * ROWS;
                List<Flight> rows = benchmark.flights.subList(from, from + ROWS);
                double byTribuo = time(rows, benchmark, false);
                double byLive = time(rows, benchmark, true);
                if (i >= 0) {
                    tribuo[i] = byTribuo;
                    live[i] = byLive;
                }
            }
            Arrays.sort(live);
            Arrays.sort(tribuo);
            double ratio = tribuo[ROUNDS / 2] / live[ROUNDS / 2];
            System.out.printf(
                    Locale.ROOT,
                    "%s: live.score %.0f ns, Tribuo from the row %.0f ns, %.0f times%n",
                    model,
                    live[ROUNDS / 2],
                    tribuo[ROUNDS / 2],
                    ratio);
        }
        System.out.println("(" + sink + ")");
    }

    private static double time(List<Flight> rows, TreesBenchmark benchmark, boolean live) {
        int times = live ? 50 : 1;
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            for (Flight each : rows) {
                sink += live
                        ? benchmark.live.score(each)
                        : benchmark.tribuo.prediction(each).getOutput().getScore();
            }
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / times / rows.size();
    }
}
