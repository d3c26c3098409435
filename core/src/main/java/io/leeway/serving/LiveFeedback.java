package io.leeway.serving;

import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.Adapter;
import io.leeway.adaptation.CorrectedScore;
import io.leeway.adaptation.Revision;
import io.leeway.feedback.Admission;
import io.leeway.feedback.FeedbackLabel;
import io.leeway.feedback.FeedbackListener;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.LabelOutcome;
import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.schema.RowCells;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Records answers in a log, and hands its labels to those who learn from them. What an adapter learns follows from the log's order alone: answers are
 * kept, and labels learnt, within the log's lock; an answer of a revision that is outdated by then is not recorded.
 */
final class LiveFeedback<R> implements FeedbackListener {
    private final FeedbackLog<R> log;
    private final @Nullable Adapter<R> adapter;
    private final @Nullable Executor learner;
    private final @Nullable ModelMonitor<R> monitor;
    private final String positive;
    private final ThreadLocal<Turn> turns;

    private LiveFeedback(
            FeedbackLog<R> log,
            @Nullable Adapter<R> adapter,
            @Nullable Executor learner,
            @Nullable ModelMonitor<R> monitor,
            String positive) {
        this.log = log;
        this.adapter = adapter;
        this.learner = learner;
        this.monitor = monitor;
        this.positive = positive;
        this.turns = ThreadLocal.withInitial(Turn::new);
        log.follow(this);
    }

    /** Null if there is no log. */
    static <R> @Nullable LiveFeedback<R> of(LiveModelBuilder<R, ?> builder, TrainedModel<R, ?> model) {
        FeedbackLog<R> log = builder.feedback;
        Adapter<R> adapter = builder.adapter();
        if (log == null) {
            if (adapter != null) {
                throw incomplete("labels come by a log of feedback: give it by feedback(log)");
            }
            return null;
        }
        log.requireSchema(builder.schema);
        if (adapter != null && !builder.schema.hasId()) {
            throw incomplete("labels are joined by the id of the row: name the column by Schema.id(name)");
        }
        String positive = model.positiveClass().orElse("");
        ModelMonitor<R> monitor = builder.monitor;
        boolean joins = monitor != null && builder.schema.hasId() && !model.needsAllScores();
        return new LiveFeedback<>(log, adapter, builder.learner, joins ? monitor : null, positive);
    }

    static AdaptationException incomplete(String what) {
        return new AdaptationException(AdaptationException.Reason.INCOMPLETE, "a live model cannot adapt: " + what);
    }

    /** Refuses a version that the adapter cannot correct. */
    static void requireAdaptable(TrainedModel<?, ?> model) {
        if (model.kind() != ModelKind.CLASSIFICATION || model.needsAllScores()) {
            String what = model.kind() == ModelKind.CLASSIFICATION ? model.classes() + "" : "a number";
            throw new AdaptationException(
                    AdaptationException.Reason.UNSUPPORTED_MODEL,
                    "the model predicts " + what
                            + ", and only probabilities of two classes can be adapted: leave out adaptation(...)");
        }
    }

    @Nullable
    Adapter<R> adapter() {
        return adapter;
    }

    /** What one thread records now. */
    private final class Turn implements Admission {
        private @Nullable CorrectedScore correction;

        @Override
        public boolean admits() {
            CorrectedScore mine = correction;
            return mine == null || adapter == null || adapter.admit(mine);
        }

        @Override
        public void recorded(long position) {
            CorrectedScore mine = correction;
            if (mine != null && adapter != null && !adapter.keep(position, mine)) {
                throw new IllegalStateException("revision " + mine.revision() + " was replaced while it was recorded");
            }
        }
    }

    /** Records a number; false if the revision that corrected is outdated. */
    boolean record(RowCells row, double champion, @Nullable CorrectedScore correction, int version) {
        Turn turn = turns.get();
        turn.correction = correction;
        if (correction == null || adapter == null) {
            return log.recordCells(row, champion, Double.NaN, version, Revision.NONE, turn);
        }
        try {
            return log.recordCells(row, correction.answer(), champion, version, correction.revision(), turn);
        } finally {
            adapter.release(correction);
        }
    }

    void record(RowCells row, String answer, int version) {
        log.recordCells(row, answer, version);
    }

    @Override
    public void labelled(FeedbackLabel label) {
        try {
            if (monitor != null) {
                measure(monitor, label);
            }
        } finally {
            // A correction teaches nothing: its row was learnt from, and no longer waits.
            if (adapter != null && label.outcome() != LabelOutcome.CORRECTED) {
                learn(adapter, label);
            }
        }
    }

    private void measure(ModelMonitor<R> by, FeedbackLabel label) {
        if (label.id().number().isPresent()) {
            long id = label.id().number().getAsLong();
            double actual = positive.isEmpty() ? label.number() : isPositive(label, positive) ? 1 : 0;
            by.label(id, actual, label.at());
        }
    }

    private void learn(Adapter<R> by, FeedbackLabel label) {
        boolean actual = isPositive(label, positive);
        if (learner == null) {
            by.label(label.row(), actual);
        } else {
            by.label(label.row(), actual, learner);
        }
    }

    static boolean isPositive(FeedbackLabel label, String positive) {
        return label.text().map(positive::equals).orElseGet(() -> positive.equals(className(label.number())));
    }

    /** A whole number as a class is written without a point, as {@link io.leeway.model.Response#label} does. */
    private static String className(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    @Override
    public void dropped(long before) {
        if (adapter != null) {
            adapter.forgetBefore(before);
        }
    }

    void close() {
        log.unfollow(this);
    }
}
