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
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * False alarms of a budget of one a year over twelve features that never change, for each test with a p-value and for all together, by rows a week.
 *
 * <p>A year has a reference and 52 weeks, all drawn anew. What the weeks' p-values above {@value #IRRELEVANT} are does not matter, because no
 * correction makes them smaller and a week's level is 0.0192; so p-values are simulated only where the quick asymptotic one is not above it.
 */
public final class DriftValidity {
    private static final int WEEKS = 52;
    private static final int REFERENCE_ROWS = 1_000;
    private static final double IRRELEVANT = 0.1;
    private static final double ALPHA =
            AlarmBudget.of(1, Duration.ofDays(7 * WEEKS)).alphaFor(Duration.ofDays(7));

    /** The standard normal quantile of 0.99. */
    private static final double UPPER = 2.326;

    private DriftValidity() {}

    /**
     * Prints alarmed weeks a year, by test, and how many years were simulated.
     *
     * @param arguments years, or seconds such as {@code 600s} after which no year begins; rows a week; {@code raw} or {@code profiles}; {@code plain}
     *     for asymptotic p-values, {@code auto} for the default; and the names of tests, all if there is none
     */
    public static void main(String[] arguments) {
        boolean timed = arguments[0].endsWith("s");
        int most = Integer.parseInt(timed ? arguments[0].substring(0, arguments[0].length() - 1) : arguments[0]);
        int rows = Integer.parseInt(arguments[1]);
        boolean plain = arguments[3].equals("plain");
        List<String> names = Arrays.asList(arguments).subList(4, arguments.length);
        List<Judge> tests = DriftTests.all().stream()
                .filter(DriftValidity::hasPValue)
                .filter(test -> names.isEmpty() || names.contains(test.name()))
                .map(test -> new Judge(plain ? asymptotic(test) : test, asymptotic(test)))
                .toList();
        boolean profiles = arguments[2].equals("profiles");
        long end = System.nanoTime() + (timed ? most * 1_000_000_000L : Long.MAX_VALUE / 2);
        Map<String, List<Integer>> alarms = new TreeMap<>();
        for (int year = 0; timed ? System.nanoTime() < end : year < most; year++) {
            Map<String, Integer> ofYear = year(tests, year, rows, profiles);
            ofYear.forEach((name, count) ->
                    alarms.computeIfAbsent(name, any -> new ArrayList<>()).add(count));
        }
        alarms.forEach((name, byYear) -> System.out.println(line(name, rows, arguments[2], byYear)));
    }

    /** A test, and its quick p-value. */
    private record Judge(DriftTest test, DriftTest quick) {

        double pValue(Sample reference, Sample current, boolean isSimulated) {
            double first = isSimulated ? pValueOf(quick, reference, current) : 0;
            return first > IRRELEVANT ? first : pValueOf(test, reference, current);
        }

        boolean isSimulated(Sample reference, Sample current) {
            return test.test(reference, current).pValueMethod().equals(Optional.of(PValueMethod.MONTE_CARLO));
        }

        private static double pValueOf(DriftTest test, Sample reference, Sample current) {
            return test.test(reference, current).pValue().orElse(1);
        }
    }

    private static String line(String name, int rows, String kind, List<Integer> byYear) {
        double mean = byYear.stream().mapToInt(a -> a).average().orElseThrow();
        double squares =
                byYear.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
        double error = Math.sqrt(squares / (byYear.size() - 1) / byYear.size());
        return String.format(
                Locale.ROOT,
                "%-18s %5d %-8s %5d years %.3f %.3f",
                name,
                rows,
                kind,
                byYear.size(),
                mean,
                mean + UPPER * error);
    }

    /** Alarmed weeks of a year, by test, and of all together. */
    private static Map<String, Integer> year(List<Judge> tests, int year, int rows, boolean profiles) {
        Map<String, Integer> alarms = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(1_000_003L * rows + year);
        List<Sample> reference = week(REFERENCE_ROWS, profiles, random);
        boolean[][] simulated = null;
        for (int week = 0; week < WEEKS; week++) {
            List<Sample> current = week(rows, profiles, random);
            simulated = simulated == null ? simulated(tests, reference, current) : simulated;
            double[][] found = new double[tests.size()][];
            for (int t = 0; t < found.length; t++) {
                found[t] = pValues(tests.get(t), reference, current, simulated[t]);
                alarms.merge(tests.get(t).test.name(), isAlarm(found[t]) ? 1 : 0, Integer::sum);
            }
            double[] all = Arrays.stream(found).flatMapToDouble(Arrays::stream).toArray();
            alarms.merge("all", isAlarm(all) ? 1 : 0, Integer::sum);
        }
        return alarms;
    }

    static boolean hasPValue(DriftTest test) {
        return test instanceof NumericTest
                || test instanceof CountTest
                || test.name().equals("psi");
    }

    private static boolean isAlarm(double[] pValues) {
        return Arrays.stream(Correction.BENJAMINI_HOCHBERG.adjust(pValues)).anyMatch(p -> p <= ALPHA);
    }

    private static boolean[][] simulated(List<Judge> tests, List<Sample> reference, List<Sample> current) {
        boolean[][] simulated = new boolean[tests.size()][reference.size()];
        for (int t = 0; t < simulated.length; t++) {
            for (int i = 0; i < reference.size(); i++) {
                simulated[t][i] = tests.get(t).test.supports(reference.get(i).type())
                        && tests.get(t).isSimulated(reference.get(i), current.get(i));
            }
        }
        return simulated;
    }

    private static double[] pValues(Judge judge, List<Sample> reference, List<Sample> current, boolean[] simulated) {
        double[] pValues = new double[reference.size()];
        int size = 0;
        for (int i = 0; i < reference.size(); i++) {
            if (judge.test.supports(reference.get(i).type())) {
                pValues[size++] = judge.pValue(reference.get(i), current.get(i), simulated[i]);
            }
        }
        return Arrays.copyOf(pValues, size);
    }

    static DriftTest asymptotic(DriftTest test) {
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
