package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackMark;
import io.leeway.schema.Schema;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An adapter whose state follows from the order of a log of feedback: what a live model did with it, {@link #replay} does again, to the bit.
 *
 * <p>What a live model learns by an executor becomes a revision when the next row is recorded, so the revisions of the recorded rows say when. Everything else
 * that changes the state is an event of the log itself. Safe for use by several threads, but for {@link #replay}.
 *
 * @param <R> the type of rows
 */
public final class LoggedAdapter<R> {
    private final Adapter<R> adapter;
    private final String positive;
    private volatile AdaptationMode mode;
    private volatile @Nullable FeedbackMark control;

    /**
     * Creates the state of a log without rows.
     *
     * @param adapter the adapter, which nobody else may teach
     * @param positive the class whose probability is corrected
     * @param mode what it may do
     */
    public LoggedAdapter(Adapter<R> adapter, String positive, AdaptationMode mode) {
        this.adapter = adapter;
        this.positive = positive;
        this.mode = mode;
    }

    /** All marks so far are committed. */
    void committed() {
        control = null;
    }

    static <R> LoggedAdapter<R> restore(Schema<R> schema, byte[] bytes, String positive, AdaptationMode mode) {
        return new LoggedAdapter<>(Adaptation.restore(schema, bytes), positive, mode);
    }

    /**
     * Returns the adapter.
     *
     * @return the adapter
     */
    public Adapter<R> adapter() {
        return adapter;
    }

    /**
     * Returns what the adaptation may do.
     *
     * @return the mode
     */
    public AdaptationMode mode() {
        return mode;
    }

    /**
     * Returns the class whose probability is corrected.
     *
     * @return its name
     */
    public String positive() {
        return positive;
    }

    /**
     * Returns the last mark that did more than commit.
     *
     * @return the mark; empty if there was none since this was created or restored
     */
    public Optional<FeedbackMark> control() {
        return Optional.ofNullable(control);
    }

    /**
     * Returns whether labels teach nothing for now.
     *
     * @return true after {@link AdaptationAction#FREEZE}
     */
    public boolean frozen() {
        return adapter.state.frozen();
    }

    /**
     * Does what a mark in the log says, within the log's lock. All labels that came before are learnt first.
     *
     * @param mark a mark; one of somebody else changes nothing
     * @return what was done
     */
    public Optional<AdaptationAction> apply(FeedbackMark mark) {
        Optional<AdaptationAction> action = AdaptationAction.of(mark);
        action.ifPresent(what -> apply(what, mark));
        return action;
    }

    private void apply(AdaptationAction action, FeedbackMark mark) {
        adapter.state.learnAllNow();
        control = action == AdaptationAction.COMMIT ? control : mark;
        switch (action) {
            case COMMIT -> {}
            case FREEZE -> adapter.state.freeze(true);
            case THAW -> adapter.state.freeze(false);
            case RESET -> adapter.state.reset();
            case RECOVER -> {
                adapter.forgetBefore(Long.MAX_VALUE);
                adapter.state.numberAbove(mark.number());
            }
            case OFF, WATCH, PROPOSE, ACT -> to(AdaptationMode.valueOf(action.name()));
        }
    }

    private void to(AdaptationMode next) {
        boolean begins = next == AdaptationMode.ACT && mode != AdaptationMode.ACT;
        // Whoever sees a revision from below sees its mode: rows that were answered by another mode are not admitted.
        mode = next;
        if (begins) {
            adapter.state.stakeAnew();
        }
        if (next == AdaptationMode.OFF) {
            adapter.forgetBefore(Long.MAX_VALUE);
        }
        adapter.state.numberAbove(adapter.revision().number());
    }

    /**
     * Takes the state at a mark, within the log's lock.
     *
     * @param mark the mark
     * @param action what was done at it
     * @param whole whether with the rows that wait
     * @return the state
     */
    public AdaptationSnapshot snapshot(FeedbackMark mark, AdaptationAction action, boolean whole) {
        byte[] bytes = adapter.state.toBytes(whole);
        AdaptationStanding standing = adapter.standing();
        return new AdaptationSnapshot(
                mark,
                action,
                bytes,
                whole,
                whole ? 0 : standing.outstanding(),
                adapter.revision().number(),
                mode,
                frozen(),
                positive,
                standing.labels(),
                standing.loss(),
                standing.champion().loss());
    }

    /**
     * Returns whether a label is the class whose probability is corrected.
     *
     * @param number the label, if it is a number
     * @param text the label, if it is a text
     * @return true if it is
     */
    public boolean isPositive(double number, Optional<String> text) {
        return isClass(positive, number, text);
    }

    /**
     * Returns whether a label is a class.
     *
     * @param positive the class
     * @param number the label, if it is a number
     * @param text the label, if it is a text
     * @return true if it is
     */
    public static boolean isClass(String positive, double number, Optional<String> text) {
        return text.map(positive::equals).orElseGet(() -> positive.equals(className(number)));
    }

    /** A whole number as a class is written without a point, as {@link io.leeway.model.Response#label} does. */
    private static String className(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /**
     * Does again what was done at an event.
     *
     * @param event the next event of the log
     * @throws AdaptationException if the event is damage, or if what is computed is not what was recorded; the state is undefined then
     */
    public void replay(FeedbackEvent<R> event) {
        if (event instanceof FeedbackEvent.Recorded<R> row) {
            recorded(row);
        } else if (event instanceof FeedbackEvent.Labelled<R> label) {
            if (!label.correction() && mode.learns()) {
                adapter.state.labelLater(label.row(), isPositive(label.number(), label.text()) ? 1 : 0);
            }
        } else if (event instanceof FeedbackEvent.Dropped<R> dropped) {
            adapter.forgetBefore(dropped.before());
        } else if (event instanceof FeedbackEvent.Marked<R> marked) {
            apply(marked.mark());
        } else if (event instanceof FeedbackEvent.Damaged<R> damaged) {
            throw new AdaptationException(
                    Reason.LOG_INCOMPLETE,
                    "what was learnt cannot be computed again: records of " + damaged.place() + " before byte "
                            + (damaged.position() & 0xFFFF_FFFFL) + " are damaged or gone");
        }
    }

    private void recorded(FeedbackEvent.Recorded<R> row) {
        FeedbackEntry<R> entry = row.entry();
        if (entry.revision() == Revision.NONE) {
            return;
        }
        CorrectedScore again = correct(row);
        double answer = entry.answer().orElse(Double.NaN);
        double expected = mode == AdaptationMode.ACT ? again.answer() : champion(row);
        if (answer != expected) {
            throw diverged(row, "the answer is " + expected + " now and was " + answer);
        }
        adapter.keep(row.position(), again);
    }

    /**
     * Computes the answer to the next row again.
     *
     * @param championScore what the champion says of it now
     */
    double answer(FeedbackEvent.Recorded<R> row, double championScore) {
        if (championScore != champion(row)) {
            throw diverged(row, "the champion says " + championScore + " now and said " + champion(row));
        }
        double expected = correct(row).answer();
        double given = mode == AdaptationMode.ACT ? expected : championScore;
        if (given != row.entry().answer().orElse(Double.NaN)) {
            throw diverged(
                    row,
                    "the answer is " + given + " now and was " + row.entry().answer());
        }
        return given;
    }

    private static double champion(FeedbackEvent.Recorded<?> row) {
        OptionalDouble champion = row.entry().champion();
        return champion.orElseThrow(() -> diverged(row, "the champion's own score was not recorded"));
    }

    /** Corrects a row of the log by its revision, which must be the next. */
    CorrectedScore correct(FeedbackEvent.Recorded<R> row) {
        FeedbackEntry<R> entry = row.entry();
        if (!adapter.state.learnUpTo(entry.revision())) {
            throw diverged(
                    row,
                    "revision " + entry.revision() + " gave the answer, and the next is "
                            + adapter.revision().number());
        }
        return adapter.correct(adapter.revision(), entry.row(), champion(row));
    }

    private static AdaptationException diverged(FeedbackEvent.Recorded<?> row, String what) {
        return new AdaptationException(
                Reason.DIVERGED,
                "row " + row.id().map(Object::toString).orElse("") + " at " + row.position()
                        + " of the log is not what the adaptation gives again: " + what
                        + ". The log, or the code, is not the one that answered.");
    }
}
