package io.leeway.benchmarks;

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
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * How often drift tests find three shifts, beside the best that any valid use of the same statistic can do: rejecting above the statistic's true quantile,
 * which only a simulation knows that draws from the true distribution.
 */
public final class DriftPower {
    private static final int REFERENCE_ROWS = 1_000;
    private static final int NULLS = 40_000;

    /** One alarm a year over twelve features that are looked at weekly. */
    private static final double LEVEL = 1.0 / 52 / 12;

    /** Normal numbers by 0.45 deviations, log-normal ones 1.6 times as large, and one of three rows of skewed categories in the next. */
    private static final List<Shift> SHIFTS = List.of(
            new Shift("NORMAL", FeatureType.NUMERIC, SplittableRandom::nextGaussian, value -> value + 0.45),
            new Shift(
                    "LOG_NORMAL", FeatureType.NUMERIC, random -> Math.exp(random.nextGaussian()), value -> 1.6 * value),
            new Shift("CATEGORIES", FeatureType.CATEGORICAL, DriftFeature.SKEWED_CATEGORIES::category, value -> value));

    private record Shift(
            String name, FeatureType type, ToDoubleFunction<SplittableRandom> draw, DoubleUnaryOperator change) {

        Sample sample(int rows, boolean changed, SplittableRandom random) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                double value = draw.applyAsDouble(random);
                values[i] = changed ? change.applyAsDouble(value) : value;
                if (changed && type == FeatureType.CATEGORICAL && random.nextInt(3) == 0) {
                    values[i]++;
                }
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
     * @param arguments rows a week, shifted weeks, and the names of tests, all with a p-value if there is none
     */
    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[0]);
        int weeks = Integer.parseInt(arguments[1]);
        List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
        for (Shift shift : SHIFTS) {
            for (DriftTest test : DriftTests.all()) {
                if (DriftValidity.hasPValue(test)
                        && test.supports(shift.type)
                        && (names.isEmpty() || names.contains(test.name()))) {
                    System.out.println(line(shift, test, rows, weeks));
                }
            }
        }
    }

    private static String line(Shift shift, DriftTest test, int rows, int weeks) {
        DriftTest plain = DriftValidity.asymptotic(test);
        SplittableRandom random = new SplittableRandom(17);
        double[] nulls = new double[NULLS];
        for (int i = 0; i < NULLS; i++) {
            nulls[i] = statistic(plain, shift, rows, false, random);
        }
        Arrays.sort(nulls);
        double limit = nulls[(int) Math.ceil(NULLS * (1 - LEVEL))];
        int found = 0;
        int possible = 0;
        for (int i = 0; i < weeks; i++) {
            Sample reference = shift.sample(REFERENCE_ROWS, false, random);
            Sample current = shift.sample(rows, true, random);
            found += test.test(reference, current).pValue().orElse(1) <= LEVEL ? 1 : 0;
            possible += plain.test(reference, current).statistic() > limit ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "%-11s %-18s %5d rows %.3f of %.3f",
                shift.name,
                test.name(),
                rows,
                (double) found / weeks,
                (double) possible / weeks);
    }

    private static double statistic(DriftTest test, Shift shift, int rows, boolean changed, SplittableRandom random) {
        Sample reference = shift.sample(REFERENCE_ROWS, false, random);
        return test.test(reference, shift.sample(rows, changed, random)).statistic();
    }
}
