package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Measures profiles: of columns and of rows, comparing two, and merging a thousand. All take turns in one JVM; what counts is the processor's
 * time of the thread.
 */
public final class ProfilesInTurn {
    private static final int ROWS = 200_000;
    private static final int NUMBERS = 16;
    private static final int CATEGORIES = 4;
    private static final int MERGED = 1_000;

    /** So long each part runs alone first: in turns, some of its loops would still be interpreted or compiled provisionally after a minute. */
    private static final long WARM_UP_NANOS = 500_000_000L;

    private static final String[] NAMES = {"AA", "B6", "DL", "EV", "MQ", "UA", "US", "WN", "9E", "F9"};

    private ProfilesInTurn() {}

    /** A row of 16 numbers and 4 categories. */
    record Row(
            double a,
            double b,
            double c,
            double d,
            double e,
            double f,
            double g,
            double h,
            double i,
            double j,
            double k,
            double l,
            int m,
            int n,
            int o,
            int p,
            String q,
            String r,
            String s,
            boolean t) {}

    /** A row of ten numbers and a time. */
    record Timed(
            long at,
            double a,
            double b,
            double c,
            double d,
            double e,
            double f,
            double g,
            double h,
            double i,
            double j) {

        private static final int NUMBERS = 10;
        private static final int DAYS = 60;

        /** Of sixty days, in the order of time. */
        static List<Timed> rows(double[] normal) {
            List<Timed> rows = new ArrayList<>();
            for (int row = 0; row + NUMBERS < normal.length; row++) {
                rows.add(new Timed(
                        row * 86_400_000L / normal.length * DAYS,
                        normal[row],
                        normal[row + 1],
                        normal[row + 2],
                        normal[row + 3],
                        normal[row + 4],
                        normal[row + 5],
                        normal[row + 6],
                        normal[row + 7],
                        normal[row + 8],
                        normal[row + 9]));
            }
            return rows;
        }
    }

    private static Part timed(String name, Schema<Timed> schema, List<Timed> rows) {
        return new Part("profile", name, "ns a value", (double) rows.size() * Timed.NUMBERS, () -> Profiler.of(schema)
                .addAll(rows)
                .profile());
    }

    /** A work that consists of so many units. */
    private record Part(String chart, String name, String unit, double units, Work work) {}

    @FunctionalInterface
    private interface Work {
        Object run();
    }

    /**
     * Prints medians.
     *
     * @param arguments the number of rounds; 15 if there is none
     */
    public static void main(String[] arguments) {
        int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
        Random random = new Random(1);
        double[] normal = new double[ROWS];
        double[] logNormal = new double[ROWS];
        double[] tied = new double[ROWS];
        double[] gaps = new double[ROWS];
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            normal[i] = random.nextGaussian();
            logNormal[i] = Math.exp(2 * random.nextGaussian());
            tied[i] = random.nextInt(100);
            gaps[i] = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
            rows.add(row(random));
        }
        Schema<Row> schema = Schema.of(Row.class);
        Profile profile = Profiler.of(schema).addAll(rows).profile();
        Profile other = Profiler.of(schema).addAll(rows.subList(0, ROWS / 2)).profile();
        List<Profile> many = new ArrayList<>();
        for (int i = 0; i < MERGED; i++) {
            many.add(Profiler.of(schema)
                    .addAll(rows.subList(i * 200, i * 200 + 200))
                    .profile());
        }
        int values = NUMBERS + CATEGORIES;
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("profile", "column of normal numbers", "ns a value", ROWS, () -> NumericProfile.of(normal)));
        parts.add(new Part("profile", "log-normal", "ns a value", ROWS, () -> NumericProfile.of(logNormal)));
        parts.add(new Part("profile", "whole below 100", "ns a value", ROWS, () -> NumericProfile.of(tied)));
        parts.add(new Part("profile", "a quarter missing", "ns a value", ROWS, () -> NumericProfile.of(gaps)));
        parts.add(new Part("profile", "rows of 20", "ns a value", (double) ROWS * values, () -> Profiler.of(schema)
                .addAll(rows)
                .profile()));
        List<Timed> timed = Timed.rows(normal);
        parts.add(timed("rows of ten numbers", Schema.of(Timed.class).without("at"), timed));
        parts.add(timed("the same with a profile a day", Schema.of(Timed.class).time("at"), timed));
        parts.add(compared("PSI and KS", DriftDetector.of(DriftTests.psi(), DriftTests.ks()), profile, other));
        parts.add(compared("PSI alone", DriftDetector.of(DriftTests.psi()), profile, other));
        parts.add(new Part("compare", "merge a thousand", "us a feature", 1e3 * MERGED * values, () -> many.stream()
                .reduce(Profile::merge)));
        measure(parts, rounds);
    }

    /** Twenty comparisons of two profiles. */
    private static Part compared(String name, DriftDetector detector, Profile profile, Profile other) {
        int times = 20;
        return new Part("compare", name, "us a feature", 1e3 * times * (NUMBERS + CATEGORIES), () -> {
            Object last = "";
            for (int i = 0; i < times; i++) {
                last = detector.compare(profile, other);
            }
            return last;
        });
    }

    private static Row row(Random random) {
        return new Row(
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                random.nextGaussian(),
                Math.exp(random.nextGaussian()),
                Math.exp(random.nextGaussian()),
                random.nextDouble(),
                random.nextDouble(),
                random.nextInt(1_000),
                random.nextInt(24),
                random.nextInt(7),
                random.nextInt(31),
                NAMES[random.nextInt(NAMES.length)],
                NAMES[random.nextInt(NAMES.length)],
                NAMES[random.nextInt(2)],
                random.nextBoolean());
    }

    private static void measure(List<Part> parts, int rounds) {
        double[][] times = new double[parts.size()][rounds];
        int used = 0;
        for (Part part : parts) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start < WARM_UP_NANOS) {
                used += System.identityHashCode(part.work.run()) & 1;
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < times.length; i++) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                used += System.identityHashCode(parts.get(i).work.run()) & 1;
                times[i][round] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
        }
        for (int i = 0; i < times.length; i++) {
            Part part = parts.get(i);
            Arrays.sort(times[i]);
            double median = times[i][rounds / 2] / part.units;
            new Measured(part.chart, part.name, "Leeway", median, part.unit).print();
            System.out.printf(Locale.ROOT, "    least %.2f%n", times[i][0] / part.units);
        }
        System.out.println(used < 0 ? "" : "done");
    }
}
