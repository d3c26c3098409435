package io.leeway.monitoring.drift.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTest;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link DriftTest}. Extend this class and return the test to verify. */
public abstract class DriftTestContract {

    private static final int ROWS = 3_000;

    /**
     * Returns the test to verify, with its defaults.
     *
     * @return an immutable test
     */
    protected abstract DriftTest test();

    /**
     * Returns whether the test sees that all numbers have become greater or smaller by the same. Override for a test of the spread, which is
     * then verified with numbers that are spread wider.
     *
     * @return true by default
     */
    protected boolean seesAShift() {
        return true;
    }

    @Test
    void itsNameIsShortAndNotBlank() {
        assertThat(test().name()).isNotBlank().hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void itSupportsAtLeastOneType() {
        assertThat(FeatureType.values()).anyMatch(test()::supports);
    }

    @ParameterizedTest
    @EnumSource
    void aSampleHasNotDriftedFromItself(FeatureType type) {
        if (test().supports(type)) {
            Sample sample = sample(type, 0, 1);
            DriftResult result = test().test(sample, sample);
            assertThat(result.verdict()).isEqualTo(Verdict.STABLE);
            assertThat(result.statistic()).isCloseTo(0, within(1e-9));
            result.pValue().ifPresent(p -> assertThat(p).isCloseTo(1, within(1e-9)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfHalfTheRowsIsDrift(FeatureType type) {
        if (test().supports(type)) {
            DriftResult result = test().test(sample(type, 0, 1), sample(type, 0.5, 2));
            assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
            assertThat(result.statistic()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargerChangeHasALargerStatistic(FeatureType type) {
        if (test().supports(type)) {
            Sample reference = sample(type, 0, 1);
            double small = test().test(reference, sample(type, 0.2, 2)).statistic();
            double large = test().test(reference, sample(type, 0.8, 2)).statistic();
            assertThat(large).isGreaterThan(small);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConstantIsStableAgainstItselfAndDriftsToAnother(FeatureType type) {
        if (test().supports(type)) {
            Sample one = constant(type, 1);
            assertThat(test().test(one, constant(type, 1)).verdict()).isEqualTo(Verdict.STABLE);
            if (type == FeatureType.CATEGORICAL || seesAShift()) {
                assertThat(test().test(one, constant(type, 2)).verdict()).isEqualTo(Verdict.DRIFT);
                assertThat(test().test(constant(type, 2), one).verdict()).isEqualTo(Verdict.DRIFT);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameSamplesHaveTheSameResultInEveryThread(FeatureType type) {
        if (test().supports(type)) {
            Sample reference = sample(type, 0, 1);
            Sample current = sample(type, 0.1, 2);
            List<DriftResult> results = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> test().test(reference, current))
                    .toList();
            assertThat(results).allMatch(results.get(0)::equals);
            assertThat(test().test(sample(type, 0, 1), sample(type, 0.1, 2))).isEqualTo(results.get(0));
        }
    }

    @Test
    void numbersOfAnySizeHaveAStatistic() {
        if (test().supports(FeatureType.NUMERIC)) {
            for (double unit : new double[] {Double.MIN_VALUE, 1e-300, 1e300, Double.MAX_VALUE / 8}) {
                double[] reference =
                        Arrays.stream(numbers(0, 1)).map(x -> x * unit).toArray();
                double[] current =
                        Arrays.stream(numbers(0.5, 2)).map(x -> x * unit).toArray();
                isAResult(test().test(Sample.of(reference), Sample.of(current)));
                isAResult(test().test(Sample.of(reference), Sample.of(reference)));
            }
        }
    }

    @Test
    void countsOfAnySizeHaveAStatistic() {
        if (test().supports(FeatureType.CATEGORICAL)) {
            for (long most : new long[] {1L << 53, Long.MAX_VALUE - 2}) {
                Sample reference = Sample.ofCounts(Map.of("a", most / 3, "b", most / 3 * 2));
                Sample current = Sample.ofCounts(Map.of("a", most / 2, "b", most / 4, "c", most / 8));
                isAResult(test().test(reference, current));
                assertThat(test().test(reference, reference).verdict()).isEqualTo(Verdict.STABLE);
            }
        }
    }

    @Test
    void manyCategoriesHaveAStatistic() {
        if (test().supports(FeatureType.CATEGORICAL)) {
            Map<String, Long> reference = new HashMap<>();
            Map<String, Long> current = new HashMap<>();
            for (int i = 0; i < 4_000; i++) {
                reference.put("category " + i, 1L + i % 3);
                current.put("category " + (i + 2_000), 1L);
            }
            isAResult(test().test(Sample.ofCounts(reference), Sample.ofCounts(current)));
        }
    }

    private static void isAResult(DriftResult result) {
        assertThat(result.verdict()).isNotEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result.statistic()).isNotNaN().isGreaterThanOrEqualTo(0);
        result.pValue().ifPresent(p -> assertThat(p).isBetween(0.0, 1.0));
    }

    @ParameterizedTest
    @EnumSource
    void tooFewRowsAreAVerdictAndNoError(FeatureType type) {
        if (test().supports(type)) {
            Sample enough = sample(type, 0, 1);
            for (Sample few : List.of(none(type), single(type))) {
                assertThat(test().test(few, enough).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
                assertThat(test().test(enough, few).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
                assertThat(test().test(few, few).pValue()).isEmpty();
                assertThat(test().test(few, few).explanation()).contains(test().name(), "rows");
            }
        }
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        if (test().supports(FeatureType.NUMERIC)) {
            double[] reference = numbers(0, 1);
            double[] current = numbers(0.1, 2);
            DriftResult inOrder = test().test(Sample.of(reference), Sample.of(current));
            DriftResult shuffled = test().test(Sample.of(shuffled(reference)), Sample.of(shuffled(current)));
            assertThat(shuffled.statistic()).isCloseTo(inOrder.statistic(), within(1e-9));
            assertThat(shuffled.verdict()).isEqualTo(inOrder.verdict());
        }
    }

    @Test
    void missingNumbersAreNotCompared() {
        if (test().supports(FeatureType.NUMERIC)) {
            double[] reference = numbers(0, 1);
            double[] current = numbers(0.1, 2);
            double[] holes = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
            double[] withHoles = DoubleStream.concat(Arrays.stream(holes), Arrays.stream(current))
                    .toArray();
            DriftResult plain = test().test(Sample.of(reference), Sample.of(current));
            assertThat(test().test(Sample.of(reference), Sample.of(withHoles))).isEqualTo(plain);
        }
    }

    @Test
    void samplesStayAsTheyWere() {
        if (test().supports(FeatureType.NUMERIC)) {
            double[] reference = numbers(0, 1);
            double[] current = numbers(0.1, 2);
            double[] copy = current.clone();
            test().test(Sample.of(reference), Sample.of(current));
            assertThat(current).containsExactly(copy);
        }
    }

    @Test
    void aProfileSaysThatItIsApproximateAndComesToTheSameVerdict() {
        if (test().supports(FeatureType.NUMERIC)) {
            for (double changed : new double[] {0, 0.5}) {
                double[] reference = numbers(0, 1);
                double[] current = numbers(changed, 2);
                DriftResult exact = test().test(Sample.of(reference), Sample.of(current));
                DriftResult about =
                        test().test(Sample.of(NumericProfile.of(reference)), Sample.of(NumericProfile.of(current)));
                assertThat(exact.approximate()).isFalse();
                assertThat(about.approximate()).isTrue();
                assertThat(about.verdict()).isEqualTo(exact.verdict());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theExplanationIsOneShortSentence(FeatureType type) {
        if (test().supports(type)) {
            String sentence =
                    test().test(sample(type, 0, 1), sample(type, 0.5, 2)).explanation();
            assertThat(sentence)
                    .contains(test().name(), "drift")
                    .hasSizeLessThanOrEqualTo(80)
                    .doesNotContain("\n");
        }
    }

    @Test
    void aTypeThatIsNotSupportedIsRefused() {
        for (FeatureType type : FeatureType.values()) {
            if (!test().supports(type)) {
                Sample sample = sample(type, 0, 1);
                assertThatThrownBy(() -> test().test(sample, sample)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void samplesOfDifferentTypesAreRefused() {
        Sample numbers = sample(FeatureType.NUMERIC, 0, 1);
        Sample categories = sample(FeatureType.CATEGORICAL, 0, 1);
        assertThatThrownBy(() -> test().test(numbers, categories)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> test().test(categories, numbers)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Rows of which a share has changed. */
    private Sample sample(FeatureType type, double changed, long seed) {
        return type == FeatureType.NUMERIC ? Sample.of(numbers(changed, seed)) : categories(changed, seed);
    }

    private double[] numbers(double changed, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, ROWS)
                .mapToDouble(i -> {
                    double value = random.nextGaussian();
                    return random.nextDouble() >= changed ? value : seesAShift() ? value + 3 : 4 * value;
                })
                .toArray();
    }

    private static Sample categories(double changed, long seed) {
        Random random = new Random(seed);
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < ROWS; i++) {
            String category = random.nextDouble() < changed ? "changed" : "category " + random.nextInt(5);
            counts.merge(category, 1L, Long::sum);
        }
        return Sample.ofCounts(counts);
    }

    private static Sample constant(FeatureType type, int value) {
        return type == FeatureType.NUMERIC
                ? Sample.of(DoubleStream.generate(() -> value).limit(ROWS).toArray())
                : Sample.ofCounts(Map.of("category " + value, (long) ROWS));
    }

    private static Sample none(FeatureType type) {
        return type == FeatureType.NUMERIC ? Sample.of(Double.NaN) : Sample.ofCounts(Map.of());
    }

    private static Sample single(FeatureType type) {
        return type == FeatureType.NUMERIC ? Sample.of(1) : Sample.ofCounts(Map.of("a", 1L));
    }

    private static double[] shuffled(double[] values) {
        List<Double> list = Arrays.stream(values).boxed().collect(Collectors.toList());
        Collections.shuffle(list, new Random(5));
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
