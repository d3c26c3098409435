package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RegressionMetricsTest {
    private static final String[] NAMES = {"mae", "rmse", "r2", "bias"};

    @TestFactory
    List<DynamicTest> agreesWithScikitLearn() {
        List<String[]> cases = Fixtures.read("regression.csv");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(30);
        return cases.stream()
                .map(fields -> DynamicTest.dynamicTest(fields[0], () -> compare(fields)))
                .toList();
    }

    private static void compare(String[] fields) {
        RegressionMetrics metrics = RegressionMetrics.of(Fixtures.numbers(fields[1]), Fixtures.numbers(fields[2]));
        assertThat(metrics.rows()).isEqualTo((long) Double.parseDouble(fields[3]));
        for (int i = 0; i < NAMES.length; i++) {
            double expected = Double.parseDouble(fields[4 + i]);
            if (Double.isNaN(expected)) {
                assertThat(metrics.values()).as(NAMES[i]).doesNotContainKey(NAMES[i]);
            } else {
                double scale = Math.max(
                        Math.abs(expected), NAMES[i].equals("bias") ? metrics.rmse() : NAMES[i].equals("r2") ? 1 : 0);
                assertThat(metrics.values().get(NAMES[i])).as(NAMES[i]).isCloseTo(expected, within(1e-12 * scale));
            }
        }
    }

    @Test
    void noRowsDefineNoMetric() {
        assertThat(RegressionMetrics.of(new double[0], new double[0]).values()).isEmpty();
    }

    @Test
    void numbersWhoseSquaresOverflowOrVanishAreMeasured() {
        double[] predicted = {1, 2, 4};
        double[] actual = {1.5, 2, 3};
        RegressionMetrics ordinary = RegressionMetrics.of(predicted, actual);
        for (int exponent : new int[] {1_000, 600, -600, -1_000}) {
            RegressionMetrics scaled = RegressionMetrics.of(scaled(predicted, exponent), scaled(actual, exponent));
            assertThat(scaled.rmse()).isEqualTo(Math.scalb(ordinary.rmse(), exponent));
            assertThat(scaled.mae()).isEqualTo(Math.scalb(ordinary.mae(), exponent));
            assertThat(scaled.bias()).isEqualTo(Math.scalb(ordinary.bias(), exponent));
            assertThat(scaled.r2()).isEqualTo(ordinary.r2());
        }
    }

    @Test
    void errorsOfOppositeSignsCancelAlsoWhereADifferenceOverflows() {
        double[] wrong = {1e308, -1e308};
        double[] right = {-1e308, 1e308};
        RegressionMetrics metrics = RegressionMetrics.of(wrong, right);
        assertThat(metrics.bias()).isZero();
        assertThat(metrics.mae()).isInfinite();
        assertThat(metrics.r2()).isEqualTo(-3);
    }

    private static double[] scaled(double[] values, int exponent) {
        return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
    }

    @Test
    void anInfinitePredictionIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> RegressionMetrics.of(new double[] {1, Double.POSITIVE_INFINITY}, new double[2]))
                .isInstanceOfSatisfying(InvalidPredictionException.class, e -> assertThat(e.index())
                        .isEqualTo(1));
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> RegressionMetrics.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 predictions for 3 actual values");
    }
}
