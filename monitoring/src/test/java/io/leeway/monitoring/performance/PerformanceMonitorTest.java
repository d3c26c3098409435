package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PerformanceMonitorTest {
    private final PerformanceMonitor performance = PerformanceMonitor.of(4);

    @Test
    void keepsTheNewestRowsInTheOrderOfTheirLabels() {
        add(6);
        assertThat(performance.size()).isEqualTo(4);
        assertThat(performance.total()).isEqualTo(6);
        assertThat(performance.newest(3).predictions()).containsExactly(0.3, 0.4, 0.5);
        assertThat(performance.newest(100).predictions()).containsExactly(0.2, 0.3, 0.4, 0.5);
    }

    @Test
    void choosesRowsByTheTimeOfTheLabelOrOfThePrediction() {
        add(4);
        assertThat(performance.labelledSince(Instant.ofEpochMilli(102)).predictions())
                .containsExactly(0.2, 0.3);
        assertThat(performance.predictedSince(Instant.ofEpochMilli(3)).predictions())
                .containsExactly(0.3);
    }

    @Test
    void measuresWhatItKeeps() {
        add(4);
        assertThat(performance.newest(4).classification())
                .isEqualTo(ClassificationMetrics.of(
                        new double[] {0.0, 0.1, 0.2, 0.3}, new boolean[] {false, true, false, true}));
        assertThat(performance.newest(4).regression().bias()).isEqualTo(-0.35);
    }

    @Test
    void aLabelThatIsNoClassIsRefused() {
        performance.add(0.5, 2, 0, 0);
        assertThatThrownBy(() -> performance.newest(1).classification()).isInstanceOf(InvalidPredictionException.class);
    }

    @Test
    void badNumbersAreRefused() {
        assertThatThrownBy(() -> PerformanceMonitor.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> performance.newest(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            performance.add(i / 10.0, i % 2, i, 100 + i);
        }
    }
}
