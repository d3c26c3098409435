package io.leeway.benchmarks;

import io.leeway.monitoring.drift.AlarmBudget;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.CountTest;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.NumericTest;
import io.leeway.monitoring.drift.PValueMethod;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.ShareDistance;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * False alarms of a budget of one a year over twelve features that never change, for each test with a p-value and for all together, by rows a week.
 *
 * <p>A year has a reference and 52 weeks, all drawn anew. What the weeks' p-values above {@value #IRRELEVANT} are does not matter, because no
 * correction makes them smaller and a week's level is 0.0192; so the methods of the library are asked only where the quick asymptotic p-value is
 * not above it.
 */
public final class DriftValidity {
    private static final int WEEKS = 52;
    private static final int REFERENCE_ROWS = 1_000;
    private static final double IRRELEVANT = 0.05;
    private static final double ALPHA =
            AlarmBudget.of(1, Duration.ofDays(7 * WEEKS)).alphaFor(Duration.ofDays(7));

    /** The standard normal quantile of 0.99. */
    private static final double UPPER = 2.326;

    private DriftValidity() {}

    /**
     * Prints alarmed weeks a year, by test.
     *
     * @param arguments years; rows a week; {@code raw} or {@code profiles}; {@code plain} for asymptotic p-values, {@code auto} for the default; and
     *     the names of tests, all if there is none
     */
    public static void main(String[] arguments) {
        int years = Integer.parseInt(arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        boolean profiles = arguments[2].equals("profiles");
        boolean plain = arguments[3].equals("plain");
        List<String> names = Arrays.asList(arguments).subList(4, arguments.length);
        List<DriftTest> tests = DriftTests.all().stream()
                .filter(DriftValidity::hasPValue)
                .filter(test -> names.isEmpty() || names.contains(test.name()))
                .toList();
        long start = System.nanoTime();
        Map<String, int[]> alarms = alarms(tests, years, rows, profiles, plain);
        alarms.forEach((name, byYear) -> System.out.println(line(name, rows, arguments[2], byYear)));
        System.out.printf(Locale.ROOT, "# %d s%n", (System.nanoTime() - start) / 1_000_000_000);
    }

    private static String line(String name, int rows, String kind, int[] byYear) {
        double mean = Arrays.stream(byYear).average().orElseThrow();
        double squares =
                Arrays.stream(byYear).mapToDouble(a -> (a - mean) * (a - mean)).sum();
        double error = Math.sqrt(squares / (byYear.length - 1) / byYear.length);
        return String.format(Locale.ROOT, "%-18s %5d %-8s %.3f %.3f", name, rows, kind, mean, mean + UPPER * error);
    }

    /** Alarmed weeks of each year, by test, and of all together. */
    private static Map<String, int[]> alarms(
            List<DriftTest> tests, int years, int rows, boolean profiles, boolean plain) {
        Map<String, int[]> alarms = new TreeMap<>();
        tests.forEach(test -> alarms.put(test.name(), new int[years]));
        alarms.put("all", new int[years]);
        IntStream.range(0, years).parallel().forEach(year -> {
            SplittableRandom random = new SplittableRandom(1_000_003L * rows + year);
            List<Sample> reference = week(REFERENCE_ROWS, profiles, random);
            for (int week = 0; week < WEEKS; week++) {
                double[][] found = pValues(tests, reference, week(rows, profiles, random), plain);
                for (int t = 0; t < tests.size(); t++) {
                    int chosen = t;
                    String name = tests.get(t).name();
                    alarms.get(name)[year] += isAlarm(found, i -> i == chosen) ? 1 : 0;
                }
                alarms.get("all")[year] += isAlarm(found, i -> true) ? 1 : 0;
            }
        });
        return alarms;
    }

    private static boolean hasPValue(DriftTest test) {
        return test instanceof NumericTest
                || test instanceof CountTest
                || test.name().equals("psi");
    }

    private static boolean isAlarm(double[][] byTest, Predicate<Integer> chosen) {
        double[] pValues = IntStream.range(0, byTest.length)
                .filter(chosen::test)
                .mapToObj(i -> byTest[i])
                .flatMapToDouble(Arrays::stream)
                .toArray();
        return Arrays.stream(Correction.BENJAMINI_HOCHBERG.adjust(pValues)).anyMatch(p -> p <= ALPHA);
    }

    private static double[][] pValues(
            List<DriftTest> tests, List<Sample> reference, List<Sample> current, boolean plain) {
        double[][] found = new double[tests.size()][];
        for (int t = 0; t < found.length; t++) {
            DriftTest test = tests.get(t);
            DriftTest asymptotic = asymptotic(test);
            double[] pValues = new double[reference.size()];
            int size = 0;
            for (int i = 0; i < reference.size(); i++) {
                if (test.supports(reference.get(i).type())) {
                    double p = pValue(asymptotic, reference.get(i), current.get(i));
                    pValues[size++] = plain || p > IRRELEVANT ? p : pValue(test, reference.get(i), current.get(i));
                }
            }
            found[t] = Arrays.copyOf(pValues, size);
        }
        return found;
    }

    private static double pValue(DriftTest test, Sample reference, Sample current) {
        return test.test(reference, current).pValue().orElse(1);
    }

    private static DriftTest asymptotic(DriftTest test) {
        if (test instanceof NumericTest numbers) {
            return numbers.withMethod(PValueMethod.ASYMPTOTIC);
        }
        return test instanceof CountTest counts
                ? counts.withMethod(PValueMethod.ASYMPTOTIC)
                : ((ShareDistance) test).withMethod(PValueMethod.ASYMPTOTIC);
    }

    /** Twelve features: two normal, two log-normal, four tied, one skewed, and three of categories, two of them rare. */
    private static List<Sample> week(int rows, boolean profiles, SplittableRandom random) {
        List<Sample> week = new ArrayList<>();
        for (DriftFeature feature : DriftFeature.values()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                week.add(feature.counts(rows, random));
            } else {
                double[] values = feature.numbers(rows, random);
                week.add(profiles ? Sample.of(NumericProfile.of(values)) : Sample.of(values));
            }
        }
        return week;
    }
}
