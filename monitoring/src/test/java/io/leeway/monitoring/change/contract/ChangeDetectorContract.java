package io.leeway.monitoring.change.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.leeway.monitoring.change.BaseDetector;
import io.leeway.monitoring.change.ChangeDetector;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.DetectorFormatException;
import io.leeway.monitoring.change.DetectorFormatException.Reason;
import io.leeway.monitoring.change.Direction;
import io.leeway.monitoring.change.Input;
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
 * <p>A detector of errors says so by {@link #input()}; its streams are then errors at a rate of a fifth, four fifths after a rise.
 * The tests of the byte form run for detectors that extend {@link BaseDetector}.
 *
 * <p>Requires JUnit Jupiter with its parameterized tests, and AssertJ.
 */
public abstract class ChangeDetectorContract {

    private static final int LONG = 100_000;
    private static final int QUIET = 2_000;
    private static final double USUAL = 0.2;

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

    /**
     * Returns the values that the detector accepts.
     *
     * @return numbers unless overridden, or what a {@link BaseDetector} says
     */
    protected Input input() {
        return detector() instanceof BaseDetector base ? base.input() : Input.NUMBERS;
    }

    /**
     * Returns the direction of the changes that the detector must detect.
     *
     * @return both unless overridden
     */
    protected Direction direction() {
        return Direction.BOTH;
    }

    /**
     * Returns whether the detector forgets all values at a change; if not, it may keep some of the newest.
     *
     * @return {@code true} unless overridden
     */
    protected boolean forgetsAtAChange() {
        return true;
    }

    /**
     * Returns the values that never change, if the stream consists of one of them.
     *
     * @return by default some numbers, or 0 and 1
     */
    protected double[] constants() {
        return input() == Input.NUMBERS ? new double[] {0, 0.1, -3, 1e9} : new double[] {0, 1};
    }

    private double[] noise(long seed, int count) {
        return stream(seed, count, USUAL);
    }

    private double[] stream(long seed, int count, double rate) {
        double[] values = new SplittableRandom(seed).doubles(count).toArray();
        if (input() != Input.NUMBERS) {
            for (int i = 0; i < count; i++) {
                values[i] = values[i] < rate ? 1 : 0;
            }
        }
        return values;
    }

    private static List<ChangeState> feed(ChangeDetector detector, double... values) {
        List<ChangeState> states = new ArrayList<>(values.length);
        for (double value : values) {
            states.add(detector.update(value));
        }
        return states;
    }

    private double[] withAShift(boolean up) {
        double[] values = stream(7, QUIET + 2_000, up ? USUAL : 1 - USUAL);
        if (input() == Input.NUMBERS) {
            for (int i = QUIET; i < values.length; i++) {
                values[i] += up ? clearShift() : -clearShift();
            }
        } else {
            System.arraycopy(stream(8, 2_000, up ? 1 - USUAL : USUAL), 0, values, QUIET, 2_000);
        }
        return values;
    }

    private double[] withAChange() {
        return withAShift(direction() != Direction.DOWN);
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
        assumeThat(direction()).isNotEqualTo(Direction.DOWN);
        List<ChangeState> states = feed(detector(), withAShift(true));
        assertThat(states.subList(QUIET, QUIET + reaction())).contains(ChangeState.CHANGE);
    }

    @Test
    void aClearShiftDownIsSeen() {
        assumeThat(direction()).isNotEqualTo(Direction.UP);
        List<ChangeState> states = feed(detector(), withAShift(false));
        assertThat(states.subList(QUIET, QUIET + reaction())).contains(ChangeState.CHANGE);
    }

    @Test
    void aChangeIsReportedOnce() {
        List<ChangeState> states = feed(detector(), withAChange());
        int found = foundAt(states);
        assertThat(states.get(found + 1)).isNotEqualTo(ChangeState.CHANGE);
    }

    @Test
    void afterAChangeItAnswersAsANewOne() {
        assumeThat(forgetsAtAChange()).isTrue();
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
        for (double constant : constants()) {
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

    @Test
    void valuesOutsideItsRangeAreRefused() {
        assumeThat(input()).isNotEqualTo(Input.NUMBERS);
        ChangeDetector detector = detector();
        for (double value : new double[] {-1e-9, 1 + 1e-9, 2, -1, 0.5}) {
            if (input() == Input.ERRORS || value != 0.5) {
                assertThatThrownBy(() -> detector.update(value))
                        .isInstanceOf(InvalidValueException.class)
                        .hasMessageContaining(input().toString());
            } else {
                detector.update(value);
            }
        }
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
        assumeThat(input()).isEqualTo(Input.NUMBERS);
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

    private BaseDetector base() {
        ChangeDetector detector = detector();
        assumeThat(detector).isInstanceOf(BaseDetector.class);
        return (BaseDetector) detector;
    }

    @Test
    void aRestoredDetectorAnswersAsTheStoredOne() {
        BaseDetector stored = base();
        double[] values = withAChange();
        int found = foundAt(feed(detector(), values));
        int fed = 0;
        for (int at : new int[] {0, 1, 77, 1_234, QUIET, found, found + 1, found + 2, values.length}) {
            feed(stored, Arrays.copyOfRange(values, fed, at));
            fed = at;
            BaseDetector restored = base();
            feed(restored, noise(6, 333));
            restored.restore(stored.toBytes());
            assertThat(restored.state()).isEqualTo(stored.state());
            assertThat(restored.explanation()).isEqualTo(stored.explanation());
            assertThat(restored.toBytes()).isEqualTo(stored.toBytes());
            BaseDetector other = base();
            other.restore(stored.toBytes());
            double[] rest = Arrays.copyOfRange(values, at, values.length);
            assertThat(feed(restored, rest)).isEqualTo(feed(other, rest));
            BaseDetector uninterrupted = base();
            List<ChangeState> all = feed(uninterrupted, values);
            assertThat(restored.toBytes()).isEqualTo(uninterrupted.toBytes());
            BaseDetector again = base();
            again.restore(stored.toBytes());
            assertThat(feed(again, rest)).isEqualTo(all.subList(at, values.length));
        }
    }

    private void refuses(byte[] bytes, Reason... reasons) {
        BaseDetector detector = base();
        feed(detector, noise(9, 500));
        byte[] before = detector.toBytes();
        assertThatThrownBy(() -> detector.restore(bytes))
                .isInstanceOfSatisfying(DetectorFormatException.class, refused -> assertThat(refused.reason())
                        .isIn((Object[]) reasons));
        assertThat(detector.toBytes()).isEqualTo(before);
    }

    private byte[] used() {
        BaseDetector detector = base();
        feed(detector, noise(2, 700));
        return detector.toBytes();
    }

    @Test
    void bytesCutShortAreRefused() {
        byte[] bytes = used();
        int step = Math.max(1, bytes.length / 50);
        for (int length = 0; length < bytes.length; length += step) {
            refuses(Arrays.copyOf(bytes, length), Reason.NOT_A_DETECTOR, Reason.TRUNCATED, Reason.CORRUPT);
        }
    }

    @Test
    void bytesWithOthersBehindThemAreRefused() {
        byte[] bytes = used();
        refuses(Arrays.copyOf(bytes, bytes.length + 1), Reason.CORRUPT);
        refuses(Arrays.copyOf(bytes, bytes.length + 64), Reason.CORRUPT);
    }

    @Test
    void changedBytesAreRefused() {
        byte[] bytes = used();
        int step = Math.max(1, bytes.length / 100);
        for (int i = 0; i < bytes.length; i += step) {
            byte[] changed = bytes.clone();
            changed[i] ^= 0x10;
            refuses(changed, Reason.values());
        }
    }

    @Test
    void bytesOfANewerVersionAreRefused() {
        byte[] bytes = used();
        bytes[5]++;
        refuses(bytes, Reason.NEWER_VERSION);
    }

    @Test
    void bytesOfAnotherDetectorAreRefused() {
        byte[] bytes = used();
        bytes[8] = 'z';
        refuses(bytes, Reason.OTHER_DETECTOR);
    }
}
