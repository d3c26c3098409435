package io.leeway.monitoring.change.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.change.ChangeDetector;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.InvalidValueException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract of {@link ChangeDetector}. Extend this class and create the detector to test.
 *
 * <pre>{@code
 * class MyDetectorTest extends ChangeDetectorContract {
 *     @Override
 *     protected ChangeDetector detector() {
 *         return new MyDetector();
 *     }
 * }
 * }</pre>
 *
 * <p>Requires JUnit Jupiter with its parameterized tests, and AssertJ.
 */
public abstract class ChangeDetectorContract {

    private static final int LONG = 100_000;
    private static final int QUIET = 2_000;

    /** For subclasses. */
    protected ChangeDetectorContract() {}

    /**
     * Creates the detector to test.
     *
     * @return a new detector without values that shares no state with another one
     */
    protected abstract ChangeDetector detector();

    /**
     * Returns the shift of a stream of numbers, uniform over [0, 1), that the detector must detect.
     *
     * @return 10 unless overridden
     */
    protected double clearShift() {
        return 10;
    }

    /**
     * Returns the number of values within which this shift must be detected.
     *
     * @return 1,000 unless overridden
     */
    protected int reaction() {
        return 1_000;
    }

    /**
     * Returns the number of changes that may be reported in 100,000 values of an unchanged stream.
     *
     * @return 10 unless overridden
     */
    protected int mostFalseAlarms() {
        return 10;
    }

    private static double[] noise(long seed, int count) {
        return new SplittableRandom(seed).doubles(count).toArray();
    }

    private static List<ChangeState> feed(ChangeDetector detector, double... values) {
        List<ChangeState> states = new ArrayList<>(values.length);
        for (double value : values) {
            states.add(detector.update(value));
        }
        return states;
    }

    private double[] withAShift(double shift) {
        double[] values = noise(7, QUIET + 2_000);
        for (int i = QUIET; i < values.length; i++) {
            values[i] += shift;
        }
        return values;
    }

    private double[] withAChange() {
        return withAShift(clearShift());
    }

    private static int foundAt(List<ChangeState> states) {
        return QUIET + states.subList(QUIET, states.size()).indexOf(ChangeState.CHANGE);
    }

    @Test
    void aNewDetectorIsWarmingUp() {
        assertThat(detector().state()).isEqualTo(ChangeState.LEARNING);
    }

    @Test
    void oneValueIsTooFewToTell() {
        assertThat(detector().update(1)).isEqualTo(ChangeState.LEARNING);
    }

    @Test
    void itEndsWarmingUp() {
        assertThat(feed(detector(), noise(1, 2_000))).contains(ChangeState.STABLE);
    }

    @Test
    void theStateIsWhatTheLastUpdateSaid() {
        ChangeDetector detector = detector();
        for (double value : withAChange()) {
            ChangeState said = detector.update(value);
            assertThat(detector.state()).isEqualTo(said);
        }
    }

    @Test
    void aClearShiftUpIsSeen() {
        List<ChangeState> states = feed(detector(), withAShift(clearShift()));
        assertThat(states.subList(QUIET, QUIET + reaction())).contains(ChangeState.CHANGE);
    }

    @Test
    void aClearShiftDownIsSeen() {
        List<ChangeState> states = feed(detector(), withAShift(-clearShift()));
        assertThat(states.subList(QUIET, QUIET + reaction())).contains(ChangeState.CHANGE);
    }

    @Test
    void aChangeIsReportedOnce() {
        List<ChangeState> states = feed(detector(), withAChange());
        int found = foundAt(states);
        assertThat(states.get(found + 1)).isEqualTo(ChangeState.LEARNING);
    }

    @Test
    void afterAChangeItAnswersAsANewOne() {
        double[] values = withAChange();
        List<ChangeState> states = feed(detector(), values);
        int found = foundAt(states);
        double[] rest = Arrays.copyOfRange(values, found + 1, values.length);
        assertThat(states.subList(found + 1, states.size())).isEqualTo(feed(detector(), rest));
    }

    @Test
    void afterAResetItAnswersAsANewOne() {
        ChangeDetector used = detector();
        feed(used, noise(2, 1_234));
        used.reset();
        assertThat(used.state()).isEqualTo(ChangeState.LEARNING);
        assertThat(feed(used, withAChange())).isEqualTo(feed(detector(), withAChange()));
    }

    @Test
    void aResetBeforeTheFirstValueChangesNothing() {
        ChangeDetector detector = detector();
        detector.reset();
        assertThat(feed(detector, withAChange())).isEqualTo(feed(detector(), withAChange()));
    }

    @Test
    void twoDetectorsShareNothing() {
        ChangeDetector one = detector();
        ChangeDetector other = detector();
        double[] values = withAChange();
        double[] noise = noise(3, values.length);
        List<ChangeState> states = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            states.add(one.update(values[i]));
            other.update(noise[i]);
        }
        assertThat(states).isEqualTo(feed(detector(), values));
    }

    @Test
    void aConstantStreamNeverChanges() {
        ChangeDetector detector = detector();
        for (double constant : new double[] {0, 0.1, -3, 1e9}) {
            detector.reset();
            for (int i = 0; i < 10_000; i++) {
                assertThat(detector.update(constant)).isNotEqualTo(ChangeState.CHANGE);
            }
        }
    }

    @Test
    void falseAlarmsAreRare() {
        assertThat(feed(detector(), noise(4, LONG)).stream()
                        .filter(state -> state == ChangeState.CHANGE)
                        .count())
                .isLessThanOrEqualTo(mostFalseAlarms());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e101, -Double.MAX_VALUE})
    void whatCannotBeSummedIsRefused(double value) {
        ChangeDetector detector = detector();
        assertThatThrownBy(() -> detector.update(value))
                .isInstanceOfSatisfying(InvalidValueException.class, refused -> {
                    assertThat(refused.value()).isEqualTo(Double.valueOf(value));
                    assertThat(refused.detector()).isEqualTo(detector.name());
                })
                .hasMessageContaining(detector.name())
                .hasMessageContaining(String.valueOf(value));
    }

    @Test
    void aRefusedValueLeavesNoTrace() {
        ChangeDetector detector = detector();
        List<ChangeState> states = new ArrayList<>();
        for (double value : withAChange()) {
            assertThatThrownBy(() -> detector.update(Double.NaN)).isInstanceOf(InvalidValueException.class);
            states.add(detector.update(value));
        }
        assertThat(states).isEqualTo(feed(detector(), withAChange()));
    }

    @Test
    void theLargestValuesAreTaken() {
        ChangeDetector detector = detector();
        for (int i = 0; i < 1_000; i++) {
            detector.update(i % 2 == 0 ? ChangeDetector.LARGEST_MAGNITUDE : -ChangeDetector.LARGEST_MAGNITUDE);
        }
        detector.reset();
        assertThat(feed(detector, withAChange())).isEqualTo(feed(detector(), withAChange()));
    }

    @Test
    void updatesAllocateNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ChangeDetector detector = detector();
        double[] values = noise(5, LONG);
        // The first round pays for loading classes.
        update(detector, values);
        long before = threads.getCurrentThreadAllocatedBytes();
        update(detector, values);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("bytes for %d values", LONG).isLessThan(LONG / 10);
    }

    private static void update(ChangeDetector detector, double[] values) {
        for (double value : values) {
            detector.update(value);
        }
    }

    @Test
    void theNameFitsReportsAndMeters() {
        assertThat(detector().name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(detector().name());
    }

    @Test
    void itExplainsEachState() {
        ChangeDetector detector = detector();
        assertThat(detector.explanation()).startsWith(detector.name()).doesNotContain("NaN");
        for (double value : withAChange()) {
            ChangeState before = detector.state();
            if (detector.update(value) != before) {
                assertThat(detector.explanation()).startsWith(detector.name()).doesNotContain("NaN");
            }
        }
    }
}
