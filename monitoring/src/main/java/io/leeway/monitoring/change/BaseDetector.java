package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * What change detectors share, so that a new one is its formula, its name and the list of its fields: checked values,
 * the minimum number of values, the states, the restart after a change, the byte form and the explanation.
 *
 * <pre>{@code
 * final class Longest extends BaseDetector {
 *     private double run;
 *
 *     Longest() {
 *         super("longest-run", Input.ERRORS, 30);
 *     }
 *
 *     @Override
 *     protected ChangeState next(double value) {
 *         run = value == 0 ? 0 : run + 1;
 *         return run > 20 ? ChangeState.CHANGE : run > 10 ? ChangeState.WARNING : ChangeState.STABLE;
 *     }
 *
 *     @Override
 *     protected void clear() {
 *         run = 0;
 *     }
 *
 *     @Override
 *     protected void form(DetectorForm form) {
 *         run = form.number(run);
 *     }
 *
 *     @Override
 *     protected String finding() {
 *         return "counts " + run + " errors in a row of 20 allowed";
 *     }
 * }
 * }</pre>
 */
public abstract class BaseDetector implements ChangeDetector {

    private static final ChangeState[] STATES = ChangeState.values();

    private final String name;
    private final Input input;
    private final long minimum;
    // The input's, held here since they are compared with each value.
    private final double least;
    private final double greatest;
    private final boolean whole;

    private long count;
    private ChangeState state = ChangeState.LEARNING;

    /**
     * Creates the base of a detector.
     *
     * @param name lower-case letters, digits and hyphens; the same for all detectors of the class
     * @param input the values that it accepts
     * @param minimum the number of values before which its state is {@link ChangeState#LEARNING}, whatever its formula says
     */
    protected BaseDetector(String name, Input input, long minimum) {
        this.name = name;
        this.input = input;
        this.minimum = minimum;
        least = input.least;
        greatest = input.greatest;
        whole = input.whole;
    }

    /**
     * Applies the formula to the next value; {@link #count()} includes it.
     *
     * @param value a value that {@link #input()} accepts
     * @return the new state, before the minimum number of values is considered
     */
    protected abstract ChangeState next(double value);

    /** Forgets all values. */
    protected abstract void clear();

    /**
     * Stores all fields that {@link #next} changes, or reads them, in the same order; options by {@link DetectorForm#option}.
     *
     * @param form the byte form
     */
    protected abstract void form(DetectorForm form);

    /**
     * Says in a clause, without the name, what was observed and against which threshold.
     *
     * @return such as {@code finds an error rate of 0.31, the limit is 0.28}
     */
    protected abstract String finding();

    /**
     * Says in a clause, without the name, how much the detector still has to learn.
     *
     * @return by default the number of values that it has and needs
     */
    protected String lack() {
        return String.format(Locale.ROOT, "has %d of the %d values it needs: too few to tell", count, minimum);
    }

    /** Starts again before the first value after a change: by default it forgets all values. */
    protected void restart() {
        clear();
    }

    @Override
    public final String name() {
        return name;
    }

    /**
     * Returns which values the detector accepts.
     *
     * @return the accepted values
     */
    public final Input input() {
        return input;
    }

    @Override
    public final ChangeState update(double value) {
        if (!Input.accepts(value, least, greatest, whole)) {
            throw new InvalidValueException(name, input, value);
        }
        if (state == ChangeState.CHANGE) {
            again();
        }
        count++;
        ChangeState next = next(value);
        return next == state ? next : become(next);
    }

    /** Separate from {@link #update}, so that the code that runs for each value stays small. */
    private ChangeState become(ChangeState next) {
        ChangeState allowed = count < minimum ? ChangeState.LEARNING : next;
        if (allowed != state) {
            // Storing a reference costs more than looking.
            state = allowed;
        }
        return allowed;
    }

    private void again() {
        count = 0;
        state = ChangeState.LEARNING;
        restart();
    }

    @Override
    public final ChangeState state() {
        return state;
    }

    @Override
    public final void reset() {
        count = 0;
        state = ChangeState.LEARNING;
        clear();
    }

    /**
     * Returns the number of values since the start, the last change or the last reset.
     *
     * @return at least 0
     */
    public final long count() {
        return count;
    }

    /**
     * Returns the number of values before which the state is {@link ChangeState#LEARNING}.
     *
     * @return at least 0
     */
    protected final long minimum() {
        return minimum;
    }

    /**
     * Returns the detector's state as bytes, to be restored by {@link #restore} in a detector with the same options, by
     * this and later versions of the library.
     *
     * @return the bytes; equal states have equal bytes
     */
    public final byte[] toBytes() {
        DetectorForm form = DetectorForm.writing(name);
        visit(form);
        return form.toBytes();
    }

    /**
     * Replaces the state by a stored one; afterwards the detector answers as the stored one would have.
     *
     * @param bytes what {@link #toBytes()} returned
     * @throws DetectorFormatException if the bytes are not the state of a detector of this name with these options, were
     *     cut or changed, or written by a newer version of the library; the detector is unchanged
     */
    public final void restore(byte[] bytes) {
        byte[] before = toBytes();
        try {
            read(bytes);
        } catch (DetectorFormatException e) {
            read(before);
            throw e;
        }
    }

    private void read(byte[] bytes) {
        DetectorForm form = DetectorForm.reading(name, bytes);
        reset();
        visit(form);
        form.finish();
    }

    void visit(DetectorForm form) {
        count = form.count(count);
        state = STATES[(int) form.whole(state.ordinal(), 0, STATES.length - 1)];
        form.option("minimum number of values", minimum);
        form(form);
    }

    @Override
    public final String explanation() {
        return name + " "
                + switch (state) {
                    case LEARNING -> lack();
                    case STABLE -> finding() + ": stable";
                    case WARNING -> finding() + ": warning";
                    case CHANGE -> finding() + ": changed";
                };
    }

    @Override
    public final String toString() {
        return explanation();
    }
}
