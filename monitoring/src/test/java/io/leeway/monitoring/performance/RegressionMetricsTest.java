package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
