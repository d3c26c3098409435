package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import org.junit.jupiter.api.Test;

class PageHinkleyTest extends ChangeDetectorContract {

    @Override
    protected ChangeDetector detector() {
        return ChangeDetectors.pageHinkley();
    }

    @Test
    void itLearnsForAsLongAsItIsTold() {
        PageHinkley detector = ChangeDetectors.pageHinkley().withMinimumValues(100);
        for (int i = 1; i < 100; i++) {
            assertThat(detector.update(i * 10)).isEqualTo(ChangeState.LEARNING);
        }
        assertThat(detector.update(1_000)).isEqualTo(ChangeState.CHANGE);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ChangeDetectors.pageHinkley().withThreshold(0)).hasMessageContaining("threshold");
        assertThatThrownBy(() -> ChangeDetectors.pageHinkley().withDelta(-1)).hasMessageContaining("deviation");
        assertThatThrownBy(() -> ChangeDetectors.pageHinkley().withFading(1.1)).hasMessageContaining("fading");
        assertThatThrownBy(() -> ChangeDetectors.pageHinkley().withMinimumValues(0))
                .hasMessageContaining("values");
    }
}
