package io.leeway.monitoring.change;

/**
 * Watches one stream of numbers and says when its mean has changed, without a reference to compare with.
 *
 * <p>A detector that has said {@link ChangeState#CHANGE} forgets everything at the next value, so one change is reported once:
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
 * <p>A detector has state and is not safe for use by several threads. {@link #update} allocates nothing. Whoever implements this
 * interface extends {@code io.leeway.monitoring.change.contract.ChangeDetectorContract}, which is published in the test archive.
 */
public interface ChangeDetector {

    /** The largest magnitude of a value: larger ones could not be squared and summed without overflow. */
    double LARGEST_MAGNITUDE = 1e100;

    /**
     * What this detector is called in reports and meters.
     *
     * @return lower-case letters, digits and hyphens, such as {@code page-hinkley}; the same for each detector of the kind
     */
    String name();

    /**
     * Takes the next value of the stream.
     *
     * @param value a finite number of at most {@link #LARGEST_MAGNITUDE} in magnitude
     * @return what is known now; the same as {@link #state()} afterwards
     * @throws InvalidValueException when the value is {@code NaN}, infinite or too large; the detector is as it was before
     */
    ChangeState update(double value);

    /**
     * What the last value led to.
     *
     * @return {@link ChangeState#LEARNING} before the first value
     */
    ChangeState state();

    /** Forgets all values: afterwards the detector answers as a new one does. */
    void reset();

    /**
     * Says in one sentence what was observed, against which threshold, and what follows.
     *
     * @return the sentence; it begins with {@link #name()}
     */
    String explanation();
}
