package io.leeway.adaptation;

import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackMark;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import java.util.function.Function;
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
    /** The name of the mark whose text is the translation that the next mark of {@link AdaptationAction#CHAMPION} applies. */
    public static final String TRANSLATION = "adaptation.translation";

    private final AnyAdapter<R> adapter;
    private final String positive;
    private volatile AdaptationMode mode;
    private volatile @Nullable FeedbackMark control;
    private volatile int champion;
    private ChampionChange @Nullable [] translation;

    /**
     * Creates the state of a log without rows.
     *
     * @param adapter the adapter, which nobody else may teach
     * @param positive the class whose probability is the score; empty for numbers
     * @param mode what it may do
     */
    public LoggedAdapter(AnyAdapter<R> adapter, String positive, AdaptationMode mode) {
        this.adapter = adapter;
        this.positive = positive;
        this.mode = mode;
    }

    /** All marks so far are committed. */
    void committed(int corrected) {
        control = null;
        champion = corrected;
    }

    /**
     * Returns the version that is corrected.
     *
     * @return its number; 0 if nobody has said it
     */
    public int champion() {
        return champion;
    }

    /**
     * Says which version is corrected, before there is any row.
     *
     * @param version its number
     */
    public void champion(int version) {
        champion = version;
    }

    /**
     * Computes what translates the experts when another version takes over, as {@link Adapter#championChanged} does.
     *
     * @param recent rows of the recent past, labelled or not
     * @param before by the version so far: the score alone, or the probability of each class
     * @param now likewise by the version from now on
     * @return the text of a mark of {@link #TRANSLATION}
     * @throws AdaptationException if a score is no probability, or not finite
     */
    public String translation(
            Iterable<? extends R> recent, Function<? super R, double[]> before, Function<? super R, double[]> now) {
        return ChampionChange.toText(adapter.translation(recent, before, now));
    }

    static <R> LoggedAdapter<R> restore(Schema<R> schema, byte[] bytes, String positive, AdaptationMode mode) {
        return new LoggedAdapter<>(Adaptation.restoreAny(schema, bytes), positive, mode);
    }

    /**
     * Returns the adapter.
     *
     * @return the adapter
     */
    public AnyAdapter<R> adapter() {
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
        if (mark.name().equals(TRANSLATION)) {
            translation = adapter.state.corrector().changes(mark.text());
        }
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
            case CHAMPION -> takeOver(Math.toIntExact(mark.number()));
            case RECOVER -> {
                adapter.forgetBefore(Long.MAX_VALUE);
                adapter.state.numberAbove(mark.number());
            }
            case OFF, WATCH, PROPOSE, ACT -> to(AdaptationMode.valueOf(action.name()));
        }
    }

    private void takeOver(int version) {
        // Whoever sees the next revision sees this: answers of the version before are not admitted any more.
        champion = version;
        ChampionChange[] change = translation;
        translation = null;
        if (change == null) {
            adapter.state.numberAbove(adapter.revision().number());
        } else {
            adapter.state.championChanged(change);
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
                adapter.state.loss().metric(),
                standing.loss(),
                standing.champion().loss());
    }

    /**
     * Returns what the answers have won against the champion's.
     *
     * @return nats, also of numbers; negative if they have lost
     */
    public double won() {
        return -adapter.standing().excess() / adapter.state.loss().unit();
    }

    /**
     * Learns a label of the log, within its lock. One that is no class of the model teaches nothing and is counted.
     *
     * @param label the label, which is no correction
     * @param learner what learns; null for this thread
     */
    public void label(FeedbackLabel label, @Nullable Executor learner) {
        double learnt = adapter.learnt(positive, label.number(), label.text());
        if (Double.isNaN(learnt)) {
            adapter.state.unlearnable(label.row());
        } else if (learner == null) {
            adapter.state.label(label.row(), learnt);
        } else {
            adapter.state.label(label.row(), learnt, learner);
        }
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
        return positive.equals(name(number, text));
    }

    /** A whole number as a class is written without a point, as {@link io.leeway.model.Response#label} does. */
    static String name(double number, Optional<String> text) {
        if (text.isPresent()) {
            return text.get();
        }
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
                labelLater(label);
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

    private void labelLater(FeedbackEvent.Labelled<R> label) {
        double learnt = adapter.learnt(positive, label.number(), label.text());
        if (Double.isNaN(learnt)) {
            adapter.state.unlearnable(label.row());
        } else {
            adapter.state.labelLater(label.row(), learnt);
        }
    }

    private void recorded(FeedbackEvent.Recorded<R> row) {
        if (row.entry().revision() != Revision.NONE) {
            CorrectedScore again = correct(row);
            checked(row, again, champion(row));
            adapter.keep(row.position(), again);
        }
    }

    /**
     * Computes the answer to the next row again.
     *
     * @param champion what the champion says of it now
     */
    double[] answer(FeedbackEvent.Recorded<R> row, double[] champion) {
        if (!Arrays.equals(champion, champion(row))) {
            throw diverged(
                    row,
                    "the champion says " + Arrays.toString(champion) + " now and said "
                            + Arrays.toString(champion(row)));
        }
        return checked(row, correct(row), champion);
    }

    /** What was answered, if it is what was recorded. */
    private double[] checked(FeedbackEvent.Recorded<R> row, CorrectedScore correction, double[] champion) {
        double[] expected = mode == AdaptationMode.ACT ? correction.answers() : champion;
        double[] given = numbers(row.entry().answer(), row.entry().probabilities());
        if (!Arrays.equals(expected, given)) {
            throw diverged(
                    row, "the answer is " + Arrays.toString(expected) + " now and was " + Arrays.toString(given));
        }
        return expected;
    }

    private static double[] champion(FeedbackEvent.Recorded<?> row) {
        double[] champion = numbers(row.entry().champion(), row.entry().championProbabilities());
        if (champion.length == 0) {
            throw diverged(row, "the champion's own score was not recorded");
        }
        return champion;
    }

    private static double[] numbers(OptionalDouble one, List<Double> several) {
        return one.isPresent()
                ? new double[] {one.getAsDouble()}
                : several.stream().mapToDouble(each -> each).toArray();
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
        return adapter.correctAny(adapter.revision(), entry.row(), champion(row));
    }

    private static AdaptationException diverged(FeedbackEvent.Recorded<?> row, String what) {
        return new AdaptationException(
                Reason.DIVERGED,
                "row " + row.id().map(Object::toString).orElse("") + " at " + row.position()
                        + " of the log is not what the adaptation gives again: " + what
                        + ". The log, or the code, is not the one that answered.");
    }
}
