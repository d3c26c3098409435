package io.leeway.examples.detectors;

import static io.leeway.monitoring.sequential.SequentialTests.categories;
import static io.leeway.monitoring.sequential.SequentialTests.confidenceSequence;
import static io.leeway.monitoring.sequential.SequentialTests.distribution;
import static io.leeway.monitoring.sequential.SequentialTests.mean;

import io.leeway.examples.console.TextTable;
import io.leeway.monitoring.change.BaseDetector;
import io.leeway.monitoring.change.ChangeDetectors;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.sequential.ConfidenceSequence;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Simulates the sequential tests: how often they ever reject what is true when they are read after every row, and how long they take for a
 * change, beside KSWIN, ADWIN and a Kolmogorov-Smirnov test once a week.
 */
public final class SequentialCalibration {

    private static final int RUNS = 2_000;
    private static final int ROWS = 5_000;
    private static final double ALPHA = 0.05;
    private static final int DELAY_RUNS = 200;
    private static final int WEEK = 1_000;
    private static final int REFERENCE = 5_000;
    private static final int CHANGE = 2_300;
    private static final int LAST = 8_000;
    private static final double ERROR_RATE = 0.2;

    private SequentialCalibration() {}

    /** A test, seen as whether it rejects at a value. */
    interface Rejects {
        boolean at(double value);
    }

    /** How many of the runs ever reject. */
    static long rejections(int runs, int rows, LongFunction<Rejects> test, LongFunction<IntToDoubleFunction> stream) {
        return LongStream.range(0, runs)
                .filter(run -> firstRejection(test.apply(run), stream.apply(run), rows) >= 0)
                .count();
    }

    private static int firstRejection(Rejects test, IntToDoubleFunction stream, int rows) {
        for (int row = 0; row < rows; row++) {
            if (test.at(stream.applyAsDouble(row))) {
                return row;
            }
        }
        return -1;
    }

    /** The rate that is exceeded with a probability of 5% where so many of the runs reject: Clopper and Pearson 1934. */
    static double upperBound(long rejections, int runs) {
        return rejections == runs
                ? 1
                : BetaDistribution.of(rejections + 1.0, runs - rejections).inverseCumulativeProbability(0.95);
    }

    static Rejects rejects(BaseDetector detector) {
        return value -> Contestant.alarms(detector, value);
    }

    /** The mean leaves the interval. */
    static Rejects rejects(ConfidenceSequence sequence, double mean) {
        return value -> {
            sequence.update(value);
            return sequence.low() > mean || sequence.high() < mean;
        };
    }

    static IntToDoubleFunction errors(long run) {
        SplittableRandom random = new SplittableRandom(run);
        return row -> random.nextDouble() < ERROR_RATE ? 1 : 0;
    }

    private static IntToDoubleFunction products(long run) {
        SplittableRandom random = new SplittableRandom(run);
        return row -> random.nextDouble() * random.nextDouble();
    }

    private static IntToDoubleFunction normal(long run) {
        SplittableRandom random = new SplittableRandom(run);
        return row -> random.nextGaussian();
    }

    private static int category(SplittableRandom random) {
        double u = random.nextDouble();
        return u < 0.7 ? 0 : u < 0.9 ? 1 : 2;
    }

    static double[] sample(long run, int size) {
        SplittableRandom random = new SplittableRandom(-1 - run);
        return random.doubles(size).map(each -> random.nextGaussian()).toArray();
    }

    private static long[] counts(long run) {
        SplittableRandom random = new SplittableRandom(-1 - run);
        long[] counts = new long[3];
        for (int i = 0; i < 500; i++) {
            counts[category(random)]++;
        }
        return counts;
    }

    private static void calibrate() {
        TextTable table = new TextTable("true, read after each row", "rejected", "at most");
        row(table, "mean of errors", run -> rejects(mean(ERROR_RATE).withAlpha(ALPHA)), SequentialCalibration::errors);
        row(table, "mean of shares", run -> rejects(mean(0.25).withAlpha(ALPHA)), SequentialCalibration::products);
        row(
                table,
                "confidence sequence of shares",
                run -> rejects(confidenceSequence().withConfidence(1 - ALPHA), 0.25),
                SequentialCalibration::products);
        for (int size : new int[] {50, 1_000}) {
            row(
                    table,
                    "distribution, reference of " + size,
                    run -> rejects(
                            distribution(sample(run, size)).withAlpha(ALPHA).withSeed(run)),
                    SequentialCalibration::normal);
        }
        row(
                table,
                "categories, reference of 500",
                run -> rejects(categories(counts(run)).withAlpha(ALPHA).withSeed(run)),
                run -> {
                    SplittableRandom random = new SplittableRandom(run);
                    return row -> category(random);
                });
        System.out.println(table);
    }

    private static void row(
            TextTable table, String name, LongFunction<Rejects> test, LongFunction<IntToDoubleFunction> stream) {
        long rejections = rejections(RUNS, ROWS, test, stream);
        table.row(
                name,
                String.format(Locale.ROOT, "%d of %d", rejections, RUNS),
                String.format(Locale.ROOT, "%.4f", upperBound(rejections, RUNS)));
    }

    private static void delays() {
        TextTable table = new TextTable("normal values", "test", "delay", "not found", "alarmed before");
        for (double[] change : new double[][] {{0.1, 1}, {0.25, 1}, {1, 1}, {0, 1.3}}) {
            String name = String.format(Locale.ROOT, "mean +%.2f, deviation x %.1f", change[0], change[1]);
            delay(table, name, change, "sequential distribution", run -> rejects(distribution(sample(run, REFERENCE))));
            delay(table, name, change, "ADWIN", run -> rejects(ChangeDetectors.adwin()));
            delay(table, name, change, "KSWIN", run -> rejects(ChangeDetectors.kswin()));
            delay(table, name, change, "Kolmogorov-Smirnov once a week", SequentialCalibration::weekly);
        }
        System.out.println(table);
    }

    private static void delay(TextTable table, String name, double[] change, String test, LongFunction<Rejects> tests) {
        double sum = 0;
        int found = 0;
        int early = 0;
        for (int run = 0; run < DELAY_RUNS; run++) {
            SplittableRandom random = new SplittableRandom(run);
            int at = firstRejection(
                    tests.apply(run),
                    row -> (row < CHANGE ? 0 : change[0]) + (row < CHANGE ? 1 : change[1]) * random.nextGaussian(),
                    LAST);
            if (at >= CHANGE) {
                found++;
                sum += at - CHANGE;
            } else if (at >= 0) {
                early++;
            }
        }
        table.row(
                name,
                test,
                TextTable.number(sum / found, 0),
                String.valueOf(DELAY_RUNS - found - early),
                String.valueOf(early));
    }

    /** Compares the rows of a week with the reference, at the level of the sequential test. */
    private static Rejects weekly(long run) {
        Sample reference = Sample.of(sample(run, REFERENCE));
        double[] week = new double[WEEK];
        int[] size = new int[1];
        return value -> {
            week[size[0]++] = value;
            if (size[0] < WEEK) {
                return false;
            }
            size[0] = 0;
            return DriftTests.ks()
                            .test(reference, Sample.of(week.clone()))
                            .pValue()
                            .orElse(1)
                    <= 0.01;
        };
    }

    /**
     * Prints two tables.
     *
     * @param args none
     */
    public static void main(String[] args) {
        if (args.length > 0) {
            System.err.println("usage: ./examples/calibrate-sequential");
            System.exit(2);
            return;
        }
        calibrate();
        delays();
    }
}
