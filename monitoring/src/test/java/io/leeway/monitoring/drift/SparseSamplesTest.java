package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.profile.NumericProfile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P-values of few rows, rare categories, ties and skewed numbers keep their level; {@code DriftValidity} simulates 2,000 years. */
class SparseSamplesTest {

    private static final int REFERENCE_ROWS = 1_000;
    private static final int ROWS = 50;
    private static final int PER_REFERENCE = 20;
    private static final double LEVEL = 0.01;

    /** A share of alarms of unchanged samples. */
    private static double alarms(DriftTest test, Function<SplittableRandom, double[]> draw, int rows, int comparisons) {
        SplittableRandom random = new SplittableRandom(11);
        int alarms = 0;
        Sample reference = Sample.of(many(draw, REFERENCE_ROWS, random));
        for (int i = 0; i < comparisons; i++) {
            reference = i % PER_REFERENCE == 0 ? Sample.of(many(draw, REFERENCE_ROWS, random)) : reference;
            double p = test.test(reference, Sample.of(many(draw, rows, random)))
                    .pValue()
                    .orElseThrow();
            alarms += p <= LEVEL ? 1 : 0;
        }
        return (double) alarms / comparisons;
    }

    private static double[] many(Function<SplittableRandom, double[]> draw, int rows, SplittableRandom random) {
        return IntStream.range(0, rows).mapToDouble(i -> draw.apply(random)[0]).toArray();
    }

    private static double upperLimit(int comparisons) {
        return LEVEL + 3 * Math.sqrt(LEVEL * (1 - LEVEL) / comparisons);
    }

    private static double[] skewed(SplittableRandom random) {
        return new double[] {1 / Math.sqrt(1 - random.nextDouble())};
    }

    private static double[] tied(SplittableRandom random) {
        return new double[] {random.nextInt(6)};
    }

    private static double[] normal(SplittableRandom random) {
        return new double[] {random.nextGaussian()};
    }

    @Test
    void fewRareNumbersAreNotTakenForSamplesThatLieApart() {
        double[] reference = new double[100];
        reference[0] = 0.62;
        reference[1] = 0.63;
        reference[2] = 0.67;
        double[] current = new double[20];
        current[0] = 0.51;

        Significance found = DriftTests.eppsSingleton().significance(reference, current);

        assertThat(found.statistic()).isFinite();
        assertThat(found.pValue()).isGreaterThan(0.05);
    }

    @Test
    void psiOfFewRowsKeepsItsLevelAndItsPlainFormulaDoesNot() {
        int comparisons = 3_000;
        ShareDistance plain = DriftTests.psi().withMethod(PValueMethod.ASYMPTOTIC);

        assertThat(alarms(DriftTests.psi(), SparseSamplesTest::normal, ROWS, comparisons))
                .isBetween(LEVEL / 2, upperLimit(comparisons));
        assertThat(alarms(plain, SparseSamplesTest::normal, ROWS, comparisons)).isGreaterThan(1.5 * LEVEL);
    }

    @Test
    void welchOfSkewedNumbersKeepsItsLevelAndItsPlainFormulaDoesNot() {
        int comparisons = 600;
        NumericTest plain = DriftTests.welchT().withMethod(PValueMethod.ASYMPTOTIC);

        assertThat(alarms(DriftTests.welchT(), SparseSamplesTest::skewed, ROWS, comparisons))
                .isLessThan(upperLimit(comparisons));
        assertThat(alarms(plain, SparseSamplesTest::skewed, ROWS, comparisons)).isGreaterThan(3 * LEVEL);
    }

    @Test
    void cramerAndVonMisesOfTiesKeepTheirLevelAndTheirPlainFormulaDoesNot() {
        int comparisons = 400;
        NumericTest plain = DriftTests.cramerVonMises().withMethod(PValueMethod.ASYMPTOTIC);

        assertThat(alarms(DriftTests.cramerVonMises(), SparseSamplesTest::tied, ROWS, comparisons))
                .isLessThan(upperLimit(comparisons));
        assertThat(alarms(plain, SparseSamplesTest::tied, ROWS, comparisons)).isGreaterThan(0.9);
    }

    @Test
    void chiSquareOfRareCategoriesKeepsItsLevelAndItsPlainFormulaDoesNot() {
        int comparisons = 3_000;
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        int alarmsOfPlain = 0;
        CountTest plain = DriftTests.chiSquare().withMethod(PValueMethod.ASYMPTOTIC);
        Sample reference = rareCategories(REFERENCE_ROWS, random);
        for (int i = 0; i < comparisons; i++) {
            reference = i % PER_REFERENCE == 0 ? rareCategories(REFERENCE_ROWS, random) : reference;
            Sample current = rareCategories(ROWS, random);
            alarms += DriftTests.chiSquare().test(reference, current).pValue().orElseThrow() <= LEVEL ? 1 : 0;
            alarmsOfPlain += plain.test(reference, current).pValue().orElseThrow() <= LEVEL ? 1 : 0;
        }
        assertThat((double) alarms / comparisons).isBetween(LEVEL / 3, upperLimit(comparisons));
        assertThat((double) alarmsOfPlain / comparisons).isGreaterThan(2 * LEVEL);
    }

    private static Sample rareCategories(int rows, SplittableRandom random) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            int category = u < 0.98 ? (int) (u * 4) : 4 + random.nextInt(20);
            counts.merge("category " + category, 1L, Long::sum);
        }
        return Sample.ofCounts(counts);
    }

    @Test
    void aProfileOfFewRowsIsComparedInTheBucketsOfOneOfMany() {
        SplittableRandom random = new SplittableRandom(8);
        double[] many = IntStream.range(0, 5_000)
                .mapToDouble(i -> Math.rint(30 + 5.5 * random.nextGaussian()))
                .toArray();
        double[] few = Arrays.copyOf(many, 200);
        NumericProfile profile = NumericProfile.of(few);
        assertThat(profile.scale()).isGreaterThan(NumericProfile.of(many).scale());

        DriftResult found = DriftTests.psi().test(Sample.of(NumericProfile.of(many)), Sample.of(profile));

        double exact = DriftTests.psi().statistic(many, few);
        assertThat(found.statistic()).isLessThan(2 * exact + 0.02);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 5_000})
    void aNewCategoryThatFillsTheWindowHasAVerySmallPValue(int rows) {
        Sample reference = Sample.ofCounts(Map.of("a", 5_000L, "b", 3_000L));
        Sample current = Sample.ofCounts(Map.of("a", rows / 2L, "new", rows / 2L));
        for (CountTest test : new CountTest[] {DriftTests.chiSquare(), DriftTests.gTest()}) {
            DriftResult found = test.test(reference, current);
            assertThat(found.pValue().orElseThrow()).isLessThan(1e-8);
        }
        assertThat(DriftTests.psi().test(reference, current).pValue().orElseThrow())
                .isLessThan(1e-8);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 200})
    void numbersAboveAllOfTheReferenceHaveAVerySmallPValueInItsQuantiles(int rows) {
        SplittableRandom random = new SplittableRandom(2);
        Sample reference = Sample.of(many(SparseSamplesTest::normal, REFERENCE_ROWS, random));
        Sample current = Sample.of(random.doubles(rows, 10, 20).toArray());

        assertThat(DriftTests.psi().test(reference, current).pValue().orElseThrow())
                .isLessThan(1e-12);
        assertThat(DriftTests.chiSquare().test(reference, current).pValue().orElseThrow())
                .isLessThan(1e-12);
    }

    @Test
    void aSimulatedPValueIsTheSameEachTimeAndSaysSo() {
        Sample reference = Sample.ofCounts(Map.of("a", 990L, "b", 10L));
        Sample current = Sample.ofCounts(Map.of("a", 46L, "b", 4L));

        DriftResult first = DriftTests.chiSquare().test(reference, current);

        assertThat(first).isEqualTo(DriftTests.chiSquare().test(reference, current));
        assertThat(first.pValueMethod()).contains(PValueMethod.MONTE_CARLO);
        assertThat(first.explanation()).contains("simulated p = ");
        // Fisher's p-value is exact, and of two categories the order of tables is nearly the same.
        double exact =
                DriftTests.fisherExact().test(reference, current).pValue().orElseThrow();
        assertThat(first.pValue().orElseThrow()).isBetween(exact / 2, exact * 2);
    }
}
