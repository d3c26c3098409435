package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClassificationMetricsTest {
    private static final String[] NAMES = {
        "logLoss", "rocAuc", "brier", "calibrationError", "calibrationBias", "accuracy", "precision", "recall", "f1"
    };

    @Test
    void theBaseRatesLogLossIsThatOfAlwaysAnsweringTheBaseRate() {
        boolean[] actual = {true, false, false, false};
        ClassificationMetrics metrics = ClassificationMetrics.of(new double[] {0.9, 0.1, 0.2, 0.3}, actual);

        assertThat(metrics.baseRateLogLoss())
                .isCloseTo(
                        ClassificationMetrics.of(new double[] {0.25, 0.25, 0.25, 0.25}, actual)
                                .logLoss(),
                        within(1e-15));
        assertThat(ClassificationMetrics.of(new double[] {0.9}, new boolean[] {true})
                        .baseRateLogLoss())
                .isZero();
        assertThat(ClassificationMetrics.of(new double[0], new boolean[0]).baseRateLogLoss())
                .isNaN();
    }

    @TestFactory
    List<DynamicTest> agreesWithScikitLearn() {
        List<String[]> cases = Fixtures.read("classification.csv");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(30);
        return cases.stream()
                .map(fields -> DynamicTest.dynamicTest(fields[0], () -> compare(fields)))
                .toList();
    }

    private static void compare(String[] fields) {
        ClassificationMetrics metrics = ClassificationMetrics.of(
                Fixtures.numbers(fields[3]), Fixtures.labels(fields[2]), Double.parseDouble(fields[1]), 10);
        assertThat(metrics.rows()).isEqualTo((long) Double.parseDouble(fields[4]));
        assertThat(metrics.positives()).isEqualTo((long) Double.parseDouble(fields[5]));
        for (int i = 0; i < NAMES.length; i++) {
            double expected = Double.parseDouble(fields[6 + i]);
            if (Double.isNaN(expected)) {
                assertThat(metrics.values()).as(NAMES[i]).doesNotContainKey(NAMES[i]);
            } else {
                assertThat(metrics.values().get(NAMES[i]))
                        .as(NAMES[i])
                        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    @Test
    void noRowsDefineNoMetric() {
        ClassificationMetrics metrics = ClassificationMetrics.of(new double[0], new boolean[0]);
        assertThat(metrics.rows()).isZero();
        assertThat(metrics.values()).isEmpty();
    }

    @Test
    void oneClassDefinesNoAreaButALoss() {
        ClassificationMetrics metrics = ClassificationMetrics.of(new double[] {0.5, 0.25}, new boolean[] {true, true});
        assertThat(metrics.rocAuc()).isNaN();
        assertThat(metrics.logLoss()).isCloseTo(1.5 * Math.log(2), within(1e-15));
        assertThat(metrics.values()).containsKey("logLoss").doesNotContainKey("rocAuc");
    }

    @Test
    void negativeZeroTiesWithZero() {
        assertThat(ClassificationMetrics.of(new double[] {-0.0, 0.0}, new boolean[] {false, true})
                        .rocAuc())
                .isEqualTo(0.5);
    }

    @Test
    void aNanIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> ClassificationMetrics.of(new double[] {0.5, Double.NaN}, new boolean[2]))
                .isInstanceOfSatisfying(InvalidPredictionException.class, e -> {
                    assertThat(e.index()).isEqualTo(1);
                    assertThat(e.value()).isNaN();
                });
    }

    @Test
    void aProbabilityAboveOneIsRefused() {
        assertThatThrownBy(() -> ClassificationMetrics.of(new double[] {1.0000001}, new boolean[1]))
                .isInstanceOf(InvalidPredictionException.class)
                .hasMessageContaining("1.0000001");
    }

    @Test
    void lengthsMustAgree() {
        assertThatThrownBy(() -> ClassificationMetrics.of(new double[2], new boolean[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 probabilities for 3 labels");
    }

    @Property(tries = 200)
    void theAreaIsTheShareOfOrderedPairs(@ForAll List<@IntRange(max = 9) Integer> tenths, @ForAll long labelBits) {
        int n = Math.min(tenths.size(), 60);
        double[] p = new double[n];
        boolean[] y = new boolean[n];
        for (int i = 0; i < n; i++) {
            p[i] = tenths.get(i) / 10.0;
            y[i] = (labelBits >>> i & 1) == 1;
        }
        double pairs = 0;
        double ordered = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (y[i] && !y[j]) {
                    pairs++;
                    ordered += p[i] > p[j] ? 1 : p[i] == p[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(ClassificationMetrics.of(p, y).rocAuc()).isEqualTo(Double.valueOf(ordered / pairs));
    }

    @Test
    void printsOneLine() {
        assertThat(ClassificationMetrics.of(new double[] {0.2, 0.9}, new boolean[] {false, true}))
                .hasToString(
                        "n 2, base rate 0.5000, log loss 0.1643, AUC 1.0000, Brier 0.0250, ECE 0.1500, bias +0.0500,"
                                + " accuracy 1.0000, precision 1.0000, recall 1.0000, F1 1.0000 at 0.5");
    }
}
