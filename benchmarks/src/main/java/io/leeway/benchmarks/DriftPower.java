package io.leeway.benchmarks;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How often drift tests find three shifts of numbers and three of categories, beside the best that any valid use of the same statistic can do: rejecting
 * above the statistic's true quantile, which only a simulation knows that draws from the true distribution.
 */
public final class DriftPower {
    private static final int REFERENCE_ROWS = 1_000;
    private static final int NULLS = 40_000;

    /** One alarm a year over twelve features that are looked at weekly. */
    private static final double LEVEL = 1.0 / 52 / 12;

    private enum Shift {
        /** Normal numbers by 0.45 deviations. */
        NORMAL(FeatureType.NUMERIC, SplittableRandom::nextGaussian, random -> random.nextGaussian() + 0.45),
        /** Log-normal numbers 1.6 times as large. */
        LOG_NORMAL(
                FeatureType.NUMERIC,
                random -> Math.exp(random.nextGaussian()),
                random -> 1.6 * Math.exp(random.nextGaussian())),
        /** Normal numbers with deviations 1.5 times as large. */
        SPREAD(FeatureType.NUMERIC, SplittableRandom::nextGaussian, random -> 1.5 * random.nextGaussian()),
        /** One of three rows of skewed categories in the next. */
        NEXT(
                FeatureType.CATEGORICAL,
                DriftFeature.SKEWED_CATEGORIES::category,
                random -> DriftFeature.SKEWED_CATEGORIES.category(random) + (random.nextInt(3) == 0 ? 1 : 0)),
        /** A category that one row in two hundred has comes in one of twenty-five. */
        RARE(FeatureType.CATEGORICAL, DriftFeature.RARE_FLAG::category, random -> random.nextInt(25) == 0 ? 1 : 0),
        /** One row in thirty of skewed categories in a new one. */
        NEW(
                FeatureType.CATEGORICAL,
                DriftFeature.SKEWED_CATEGORIES::category,
                random -> random.nextInt(30) == 0 ? 99 : DriftFeature.SKEWED_CATEGORIES.category(random));

        private final FeatureType type;
        private final ToDoubleFunction<SplittableRandom> before;
        private final ToDoubleFunction<SplittableRandom> after;

        Shift(FeatureType type, ToDoubleFunction<SplittableRandom> before, ToDoubleFunction<SplittableRandom> after) {
            this.type = type;
            this.before = before;
            this.after = after;
        }

        Sample sample(int rows, boolean changed, SplittableRandom random) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = (changed ? after : before).applyAsDouble(random);
            }
            return type == FeatureType.CATEGORICAL ? counts(values) : Sample.of(values);
        }

        private static Sample counts(double[] values) {
            Map<String, Long> counts = new HashMap<>();
            for (double value : values) {
                counts.merge("category " + (int) value, 1L, Long::sum);
            }
            return Sample.ofCounts(counts);
        }
    }

    private DriftPower() {}

    /**
     * Prints, by shift and test, the share of shifted weeks that the test finds and that its statistic can find.
     *
     * @param arguments rows a week, shifted weeks, and the names of tests or shifts, all with a p-value if there is none
     */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        int weeks = Integer.parseInt(arguments[1]);
        List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
        List<Shift> shifts = Arrays.stream(Shift.values())
                .filter(shift -> names.contains(shift.name()))
                .toList();
        List<String> testNames = names.stream().filter(name -> !isShift(name)).toList();
        for (Shift shift : shifts.isEmpty() ? List.of(Shift.values()) : shifts) {
            List<DriftTest> tests = DriftTests.all().stream()
                    .filter(DriftValidity::hasPValue)
                    .filter(test -> test.supports(shift.type))
                    .filter(test -> testNames.isEmpty() || testNames.contains(test.name()))
                    .toList();
            double[] limits = limits(shift, tests, rows);
            for (int t = 0; t < limits.length; t++) {
                System.out.println(line(shift, tests.get(t), limits[t], rows, weeks));
            }
        }
    }

    private static boolean isShift(String name) {
        return Arrays.stream(Shift.values()).anyMatch(shift -> shift.name().equals(name));
    }

    /** What the statistic of each test exceeds just at the level if nothing is shifted. */
    private static double[] limits(Shift shift, List<DriftTest> tests, int rows) {
        SplittableRandom random = new SplittableRandom(17);
        List<DriftTest> plain = tests.stream().map(DriftValidity::asymptotic).toList();
        double[][] nulls = new double[plain.size()][NULLS];
        for (int i = 0; i < NULLS; i++) {
            Sample reference = shift.sample(REFERENCE_ROWS, false, random);
            Sample current = shift.sample(rows, false, random);
            for (int t = 0; t < nulls.length; t++) {
                nulls[t][i] = plain.get(t).test(reference, current).statistic();
            }
        }
        return Arrays.stream(nulls)
                .mapToDouble(each -> Arrays.stream(each).sorted().toArray()[(int) Math.ceil(NULLS * (1 - LEVEL))])
                .toArray();
    }

    /** By a p-value that is simulated no longer than it takes to decide. */
    private static boolean isFound(DriftTest test, Sample reference, Sample current) {
        return !DriftDetector.of(test)
                .withAlpha(LEVEL)
                .compare(Map.of("feature", reference), Map.of("feature", current))
                .drifted()
                .isEmpty();
    }

    private static String line(Shift shift, DriftTest test, double limit, int rows, int weeks) {
        DriftTest plain = DriftValidity.asymptotic(test);
        SplittableRandom random = new SplittableRandom(18);
        int found = 0;
        int possible = 0;
        for (int i = 0; i < weeks; i++) {
            Sample reference = shift.sample(REFERENCE_ROWS, false, random);
            Sample current = shift.sample(rows, true, random);
            found += isFound(test, reference, current) ? 1 : 0;
            possible += plain.test(reference, current).statistic() > limit ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%-11s %-18s %5d rows %.3f of %.3f",
                shift,
                test.name(),
                rows,
                (double) found / weeks,
                (double) possible / weeks);
    }
}
