package io.leeway.benchmarks;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gates;
import io.leeway.monitoring.performance.Bootstrap;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.ClusterIntervals;
import io.leeway.monitoring.performance.Interval;
import io.leeway.monitoring.performance.MetricIntervals;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Simulates how often intervals of confidence 0.95 contain the true metric when rows of one day share an effect that the
 * model does not know: {@link ClusterIntervals}, the {@link Bootstrap} of days, and the intervals of an {@link Evaluation}, which gates compare by, with days and without. Seeded.
 */
public final class ClusterCoverage {
    private static final List<String> METRICS = List.of("logLoss", "brier", "accuracy", "recall", "rocAuc");
    private static final int TRUTH_DAYS = 100_000;

    private ClusterCoverage() {}

    /** Days of 50 to 250 rows. */
    private record Days(double[] probability, boolean[] actual, long[] day) {
        static Days drawn(int days, Random random) {
            int[] sizes = random.ints(days, 50, 250).toArray();
            int rows = Arrays.stream(sizes).sum();
            Days drawn = new Days(new double[rows], new boolean[rows], new long[rows]);
            int row = 0;
            for (int d = 0; d < days; d++) {
                double effect = 0.5 * random.nextGaussian();
                for (int i = 0; i < sizes[d]; i++, row++) {
                    double x = random.nextGaussian() - 1;
                    drawn.probability[row] = 1 / (1 + Math.exp(-x));
                    drawn.actual[row] = random.nextDouble() < 1 / (1 + Math.exp(-x - effect));
                    drawn.day[row] = d;
                }
            }
            return drawn;
        }
    }

    /**
     * Prints a table of coverages.
     *
     * @param arguments the number of rounds, 4,000 if there is none; then numbers of days, 5, 10, 20 and 60 if there are none
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 4_000 : Integer.parseInt(arguments[0]);
        Days many = Days.drawn(TRUTH_DAYS, new Random(1));
        Map<String, Double> truth =
                ClassificationMetrics.of(many.probability(), many.actual()).values();
        System.out.println("| days | intervals | " + String.join(" | ", METRICS) + " |");
        int[] sizes = arguments.length < 2
                ? new int[] {5, 10, 20, 60}
                : Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        for (int days : sizes) {
            Random random = new Random(days);
            int[] clusters = new int[METRICS.size()];
            int[] bootstrap = new int[METRICS.size()];
            int[] byDay = new int[METRICS.size()];
            int[] byRow = new int[METRICS.size()];
            for (int round = 0; round < rounds; round++) {
                Days rows = Days.drawn(days, random);
                count(
                        ClusterIntervals.of(rows.day()).classification(rows.probability(), rows.actual()),
                        truth,
                        clusters);
                count(
                        Bootstrap.of(round).blocks(rows.day()).classification(rows.probability(), rows.actual()),
                        truth,
                        bootstrap);
                Evaluation evaluation = Evaluation.ofBinary(rows.probability(), rows.actual());
                count(intervals(evaluation.withDays(rows.day())), truth, byDay);
                count(intervals(evaluation), truth, byRow);
            }
            print(days, "ClusterIntervals", clusters, rounds);
            print(days, "Bootstrap", bootstrap, rounds);
            print(days, "Evaluation with days", byDay, rounds);
            print(days, "Evaluation without days", byRow, rounds);
        }
    }

    /** By the names of the monitor's metrics. */
    private static MetricIntervals intervals(Evaluation evaluation) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        evaluation
                .intervals(
                        List.of(Gates.logLoss(), Gates.brier(), Gates.accuracy(), Gates.recall("true"), Gates.rocAuc()),
                        0.95)
                .forEach((name, interval) -> intervals.put(name.replace("(true)", ""), interval));
        return new MetricIntervals(intervals);
    }

    private static void count(MetricIntervals intervals, Map<String, Double> truth, int[] covered) {
        for (int i = 0; i < covered.length; i++) {
            String metric = METRICS.get(i);
            covered[i] +=
                    intervals.has(metric) && intervals.get(metric).contains(truth.getOrDefault(metric, Double.NaN))
                            ? 1
                            : 0;
        }
    }

    private static void print(int days, String name, int[] covered, int rounds) {
        StringBuilder line = new StringBuilder("| " + days + " | " + name + " |");
        for (int each : covered) {
            line.append(String.format(Locale.ROOT, " %.3f |", (double) each / rounds));
        }
        System.out.println(line);
    }
}
