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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        Map<String, Work> works = new LinkedHashMap<>();
        Map<String, Double> units = new LinkedHashMap<>();
        add(works, units, "column, normal, ns a value", ROWS, () -> NumericProfile.of(normal));
        add(works, units, "column, log-normal, ns a value", ROWS, () -> NumericProfile.of(logNormal));
        add(works, units, "column, whole numbers below 100, ns a value", ROWS, () -> NumericProfile.of(tied));
        add(works, units, "column, a quarter missing, ns a value", ROWS, () -> NumericProfile.of(gaps));
        add(works, units, "rows, ns a value", (double) ROWS * values, () -> Profiler.of(schema)
                .addAll(rows)
                .profile());
        DriftDetector psiAndKs = DriftDetector.of(DriftTests.psi(), DriftTests.ks());
        add(works, units, "compare by PSI and KS, us a feature", 1e3 * values, () -> psiAndKs.compare(profile, other));
        DriftDetector all = DriftDetector.of(DriftTests.all());
        add(works, units, "compare by all tests, us a feature", 1e3 * values, () -> all.compare(profile, other));
        add(works, units, "merge 1,000 profiles, us a profile and feature", 1e3 * MERGED * values, () -> many.stream()
                .reduce(Profile::merge));
        measure(works, units, rounds);
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

    private static void add(Map<String, Work> works, Map<String, Double> units, String name, double parts, Work work) {
        works.put(name, work);
        units.put(name, parts);
    }

    private static void measure(Map<String, Work> works, Map<String, Double> units, int rounds) {
        Map<String, double[]> times = new LinkedHashMap<>();
        int used = 0;
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Work> each : works.entrySet()) {
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                used += System.identityHashCode(each.getValue().run()) & 1;
                times.computeIfAbsent(each.getKey(), key -> new double[rounds])[round] =
                        ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
        }
        times.forEach((name, each) -> {
            Arrays.sort(each);
            System.out.printf(
                    Locale.ROOT,
                    "%-50s %8.2f, least %8.2f%n",
                    name,
                    each[rounds / 2] / units.get(name),
                    each[0] / units.get(name));
        });
        System.out.println(used > rounds * works.size() ? "" : "done");
    }
}
