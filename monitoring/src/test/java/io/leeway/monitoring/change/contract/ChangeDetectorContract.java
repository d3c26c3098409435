package io.leeway.monitoring.change.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.change.ChangeDetector;
import io.leeway.monitoring.change.ChangeState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Extend this and say how a detector is made; every behaviour that {@link ChangeDetector} promises is then tested. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class ChangeDetectorContract {

    /** A detector that has read nothing. */
    protected abstract ChangeDetector detector();

    /** How far a stream must move within {@link #reaction()} values for the detector to see it; 10 unless overridden. */
    protected double clearShift() {
        return 10;
    }

    /** Within how many values a clear shift is seen; 1,000 unless overridden. */
    protected int reaction() {
        return 1_000;
    }

    private static List<ChangeState> states(ChangeDetector detector, double... values) {
        List<ChangeState> states = new ArrayList<>();
        for (double value : values) {
            states.add(detector.update(value));
        }
        return states;
    }

    private static double[] noise(long seed, int n, double level) {
        return new SplittableRandom(seed).doubles(n).map(u -> u + level).toArray();
    }

    @Test
    void itHasAName() {
        assertThat(detector().name()).isNotBlank();
    }

    @Test
    void itIsLearningBeforeTheFirstValue() {
        assertThat(detector().state()).isEqualTo(ChangeState.LEARNING);
    }

    @Test
    void itSeesNoChangeInAConstant() {
        ChangeDetector detector = detector();
        for (int i = 0; i < 20_000; i++) {
            assertThat(detector.update(1.5)).isNotEqualTo(ChangeState.CHANGE);
        }
    }

    @Test
    void itSeesAClearShiftUp() {
        ChangeDetector detector = detector();
        states(detector, noise(1, 2_000, 0));
        assertThat(states(detector, noise(2, reaction(), clearShift()))).contains(ChangeState.CHANGE);
    }

    @Test
    void itSeesAClearShiftDown() {
        ChangeDetector detector = detector();
        states(detector, noise(3, 2_000, 0));
        assertThat(states(detector, noise(4, reaction(), -clearShift()))).contains(ChangeState.CHANGE);
    }

    @Test
    void theStateIsWhatTheNewestValueReturned() {
        ChangeDetector detector = detector();
        for (double value : noise(5, 3_000, 0)) {
            assertThat(detector.update(value)).isEqualTo(detector.state());
        }
    }

    @Test
    void theSameValuesGiveTheSameStates() {
        double[] values = noise(6, 5_000, 0);
        for (int i = 2_500; i < values.length; i++) {
            values[i] += clearShift();
        }
        assertThat(states(detector(), values)).isEqualTo(states(detector(), values));
    }

    @Test
    void afterAResetItIsAsNew() {
        double[] values = noise(7, 3_000, 0);
        ChangeDetector used = detector();
        states(used, noise(8, 3_000, clearShift()));
        used.reset();
        assertThat(used.state()).isEqualTo(ChangeState.LEARNING);
        assertThat(states(used, values)).isEqualTo(states(detector(), values));
    }

    @Test
    void afterAChangeItStartsAfresh() {
        ChangeDetector detector = detector();
        states(detector, noise(9, 2_000, 0));
        double[] shifted = noise(10, reaction(), clearShift());
        int i = 0;
        while (detector.update(shifted[i]) != ChangeState.CHANGE) {
            i++;
        }
        double[] after = noise(11, 3_000, clearShift());
        assertThat(states(detector, after)).isEqualTo(states(detector(), after));
    }

    @Test
    void whatIsNotFiniteIsRefusedAndChangesNothing() {
        ChangeDetector detector = detector();
        states(detector, noise(12, 500, 0));
        ChangeDetector twin = detector();
        states(twin, noise(12, 500, 0));
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> detector.update(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(detector.name());
        }
        double[] more = noise(13, 2_000, clearShift());
        assertThat(states(detector, more)).isEqualTo(states(twin, more));
    }
}
