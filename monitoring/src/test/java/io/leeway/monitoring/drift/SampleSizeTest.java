package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are needed: those of statsmodels, see {@code power_fixtures.py}, and by simulation the power that they give. */
class SampleSizeTest {

    private static final List<DriftFixture> CASES = DriftFixture.read("power.csv");
    private static final double ALPHA = 0.01;
    private static final double POWER = 0.8;
    private static final int TRIALS = 400;

    /** Four standard errors of a share of 0.8 in so many trials. */
    private static final double TOLERANCE = 0.08;

    private static long needed(DriftFixture each) {
        double effect = each.number("effect");
        double alpha = each.number("alpha");
        double power = each.number("power");
        int categories = (int) each.number("categories");
        return switch (each.text("test")) {
            case "welch-t" -> DriftTests.welchT().rowsNeeded(effect, alpha, power);
            case "proportions" -> DriftTests.proportions().rowsNeeded(effect, categories, alpha, power);
            default -> DriftTests.chiSquare().rowsNeeded(effect, categories, alpha, power);
        };
    }

    @Test
    void meansAndTablesNeedTheRowsOfStatsmodels() {
        SoftAssertions softly = new SoftAssertions();
        for (DriftFixture each : CASES) {
            if (!each.text("test").equals("proportions")) {
                long least = each.text("test").equals("welch-t") ? NumericTest.MINIMUM_ROWS : CountTest.MINIMUM_ROWS;
                long expected = Math.max(least, (long) Math.ceil(each.number("rows")));
                softly.assertThat(needed(each)).as("%s", each).isCloseTo(expected, within(1L));
            }
        }
        softly.assertAll();
    }

    @Test
    void proportionsNeedTheRowsOfTheArcsineWithinTwoInAHundred() {
        SoftAssertions softly = new SoftAssertions();
        for (DriftFixture each : CASES) {
            if (each.text("test").equals("proportions")) {
                softly.assertThat((double) needed(each))
                        .as("%s", each)
                        .isCloseTo(each.number("rows"), Percentage.withPercentage(2));
            }
        }
        softly.assertAll();
    }

    /** A shift of normal numbers by half a deviation, or a deviation of 1.4, in the measure of each test. */
    static Stream<Arguments> ofNumbers() {
        double distance = 0.19741;
        return Stream.of(
                Arguments.of(DriftTests.welchT(), 0.5, 0.5, 1, false),
                Arguments.of(DriftTests.mannWhitney(), 0.63816, 0.5, 1, false),
                Arguments.of(DriftTests.cramerVonMises(), distance, 0.5, 1, false),
                Arguments.of(DriftTests.andersonDarling(), distance, 0.5, 1, false),
                Arguments.of(DriftTests.eppsSingleton(), distance, 0.5, 1, false),
                Arguments.of(DriftTests.levene(), 1.96, 0, 1.4, false),
                Arguments.of(DriftTests.ks(), distance, 0.5, 1, true),
                Arguments.of(DriftTests.kuiper(), distance, 0.5, 1, true));
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void aTestOfNumbersFindsAnEffectInSoManyRowsAsOftenAsAsked(
            NumericTest test, double effect, double shift, double deviation, boolean isBound) {
        int rows = (int) test.rowsNeeded(effect, ALPHA, POWER);
        NumericTest plain = test.withMethod(PValueMethod.ASYMPTOTIC);
        SplittableRandom random = new SplittableRandom(9);
        double found =
                share(() -> plain.significance(normal(rows, 0, 1, random), normal(rows, shift, deviation, random))
                        .pValue());

        assertThat(found).isBetween(POWER - TOLERANCE, isBound ? 0.99 : POWER + TOLERANCE);
    }

    @Test
    void aTestOfCountsFindsAnEffectInSoManyRowsAsOftenAsAsked() {
        double[] before = {0.4, 0.3, 0.2, 0.1};
        double[] after = {0.3, 0.3, 0.2, 0.2};
        double w = 0;
        double index = 0;
        for (int i = 0; i < before.length; i++) {
            double mean = (before[i] + after[i]) / 2;
            w += Math.pow((before[i] - after[i]) / 2, 2) / mean;
            index += (after[i] - before[i]) * Math.log(after[i] / before[i]);
        }
        double effect = Math.sqrt(w);
        for (CountTest test : List.of(DriftTests.chiSquare(), DriftTests.gTest(), DriftTests.fisherExact())) {
            long rows = test.rowsNeeded(effect, 4, ALPHA, POWER);
            assertThat(power(test.withMethod(PValueMethod.ASYMPTOTIC), before, after, rows))
                    .isCloseTo(POWER, within(TOLERANCE));
        }
        long bound = DriftTests.proportions().rowsNeeded(effect, 4, ALPHA, POWER);
        assertThat(power(DriftTests.proportions(), before, after, bound)).isGreaterThan(POWER - TOLERANCE);
        long rows = DriftTests.psi().rowsNeeded(index, 4, ALPHA, POWER);
        assertThat(power(DriftTests.psi().withMethod(PValueMethod.ASYMPTOTIC), before, after, rows))
                .isCloseTo(POWER, within(TOLERANCE));
    }

    private static double power(DriftTest test, double[] before, double[] after, long rows) {
        SplittableRandom random = new SplittableRandom(4);
        return share(() -> test.test(Samples.counts(before, rows, random), Samples.counts(after, rows, random))
                .pValue()
                .orElseThrow());
    }

    private static double share(DoubleSupplier pValue) {
        int found = 0;
        for (int i = 0; i < TRIALS; i++) {
            found += pValue.getAsDouble() <= ALPHA ? 1 : 0;
        }
        return (double) found / TRIALS;
    }

    private static double[] normal(int rows, double mean, double deviation, SplittableRandom random) {
        double[] values = new double[rows];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }

    @Test
    void aSmallerEffectALowerLevelAndMorePowerNeedMoreRows() {
        for (DriftTest each : DriftTests.all()) {
            if (each instanceof NumericTest test) {
                double large = each.name().equals("levene") ? 2 : each.name().equals("mann-whitney") ? 0.7 : 0.3;
                double small = each.name().equals("levene") ? 1.5 : each.name().equals("mann-whitney") ? 0.6 : 0.2;
                long rows = test.rowsNeeded(large, 0.01, 0.8);
                assertThat(test.rowsNeeded(small, 0.01, 0.8)).as(each.name()).isGreaterThan(rows);
                assertThat(test.rowsNeeded(large, 0.001, 0.8)).as(each.name()).isGreaterThan(rows);
                assertThat(test.rowsNeeded(large, 0.01, 0.9)).as(each.name()).isGreaterThan(rows);
            }
        }
    }

    @Test
    void noEffectAndAPowerBelowTheLevelAreRefused() {
        assertThatThrownBy(() -> DriftTests.welchT().rowsNeeded(0, 0.05, 0.8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("effect");
        assertThatThrownBy(() -> DriftTests.levene().rowsNeeded(1, 0.05, 0.8))
                .hasMessageContaining("ratio of variances of 1");
        assertThatThrownBy(() -> DriftTests.ks().rowsNeeded(1.5, 0.05, 0.8)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> DriftTests.ks().rowsNeeded(0.2, 0.05, 0.04)).hasMessageContaining("power");
        assertThatThrownBy(() -> DriftTests.jensenShannon().rowsNeeded(0.1, 10, 0.05, 0.8))
                .hasMessage("jensen-shannon has no p-value");
    }
}
