package io.leeway.monitoring.change;

/**
 * Detects changes of the mean in a stream of numbers, without a reference.
 *
 * <p>After reporting {@link ChangeState#CHANGE}, a detector resets itself at the next value, so each change is reported
 * once (a detector that keeps some of what it knew says so):
 *
 * <pre>{@code
 * ChangeDetector detector = ChangeDetectors.adwin();
 * for (double error : errors) {
 *     if (detector.update(error) == ChangeState.CHANGE) {
 *         System.out.println(detector.explanation());
 *     }
 * }
 * }</pre>
 *
 * <p>A detector has state and is not safe for use by several threads. {@link #update} allocates nothing. The test of an
 * implementation should extend {@code io.leeway.monitoring.change.contract.ChangeDetectorContract}, which is published
 * in the {@code tests} archive.
 */
public interface ChangeDetector {

    /** The largest magnitude of a value: larger ones could not be squared and summed without overflow. */
    double LARGEST_MAGNITUDE = 1e100;

    /**
     * Returns the detector's name in reports and meters.
     *
     * @return lower-case letters, digits and hyphens, such as {@code page-hinkley}; the same for all detectors of the
     *     same class
     */
    String name();

    /**
     * Processes the next value of the stream.
     *
     * @param value a finite number of at most {@link #LARGEST_MAGNITUDE} in magnitude
     * @return the new state, as {@link #state()} returns it afterwards
     * @throws InvalidValueException if the value is {@code NaN}, infinite or too large; the detector is unchanged
     */
    ChangeState update(double value);

    /**
     * Returns the state after the last value.
     *
     * @return {@link ChangeState#LEARNING} before the first value
     */
    ChangeState state();

    /** Forgets all values; afterwards the detector behaves like a new one. */
    void reset();

    /**
     * Explains the current state in one sentence: the observation, the threshold and the conclusion.
     *
     * @return the sentence; it begins with {@link #name()}
     */
    String explanation();
}
