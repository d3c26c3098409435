package io.leeway.monitoring.change;

/**
 * Reads one number after another and says when they have changed.
 *
 * <p>Implementations keep fixed memory, allocate nothing in {@link #update} and are not safe for use by several threads. The same values give
 * the same states. {@code ChangeDetectorContract}, in the {@code tests} archive, checks an implementation.
 */
public interface ChangeDetector {

    /**
     * A short name in the field's terms, such as {@code adwin}.
     *
     * @return the name, not blank
     */
    String name();

    /**
     * Reads the next value. Where the value before it ended in {@link ChangeState#CHANGE}, this one starts afresh.
     *
     * @param value a finite number; what is missing is not to be given
     * @return the state after it
     * @throws IllegalArgumentException when the value is not finite; the state is then as before
     */
    ChangeState update(double value);

    /**
     * The state after the newest value.
     *
     * @return {@link ChangeState#LEARNING} where there was none
     */
    ChangeState state();

    /** Forgets all values. */
    void reset();
}
