package io.leeway.serving;

import io.leeway.adaptation.CorrectedScore;
import io.leeway.adaptation.Revision;
import io.leeway.feedback.FeedbackLog;
import io.leeway.model.ClosedModelException;
import io.leeway.model.Scorer;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.schema.CellReader;
import io.leeway.schema.RowCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/** Answers rows by what is served now: one volatile read a prediction, no lock. */
final class Responder<R, T extends Output<T>> {

    private final String name;
    private final UnseenCounts unseen;
    private final @Nullable Recording<R> recording;
    private final @Nullable CorrectedAnswers<R> answers;

    /** Reads a row once for all who need it; null if only the model does. */
    private final @Nullable CellReader<R> reader;

    /** The rows of a batch whose cells are kept from scoring to recording. */
    private static final int KEPT = 64;

    private static final @Nullable RowCells[] NONE = {};

    private final @Nullable ThreadLocal<RowCells> rows;
    private final ThreadLocal<List<RowCells>> kept = ThreadLocal.withInitial(ArrayList::new);
    private final boolean recordingRequired;
    private final LiveVersion<R, T> live;

    Responder(
            String name,
            Served<R, T> first,
            UnseenCounts unseen,
            @Nullable CellReader<R> reader,
            LiveModelBuilder<R, T> builder) {
        this.name = name;
        this.unseen = unseen;
        this.reader = reader;
        this.recordingRequired = builder.recordingRequired;
        this.rows = reader == null ? null : ThreadLocal.withInitial(reader::cells);
        this.recording = builder.recorder == null && reader == null
                ? null
                : new Recording<>(name, builder, monitorOfAnswers(builder) != null);
        if (recording != null) {
            recording.requireFit(first.model());
        }
        LiveFeedback<R> feedback = LiveFeedback.of(builder, first);
        this.answers = feedback == null ? null : feedback.answers();
        this.live = new LiveVersion<>(name, first, feedback, builder);
    }

    /** A monitor that follows the log reads answers there. */
    private static <R> @Nullable ModelMonitor<R> monitorOfAnswers(LiveModelBuilder<R, ?> builder) {
        ModelMonitor<R> monitor = builder.monitor;
        FeedbackLog<R> log = builder.feedback;
        return monitor != null && log != null && monitor.follows(log) ? null : monitor;
    }

    /**
     * The scores of many rows, with the model that gave them.
     *
     * @param one whether there is one score a row, not one a class
     */
    record Batch<R, T extends Output<T>>(TrainedModel<R, T> model, double[] scores, boolean one) {

        double[] eachScore() {
            return one ? scores : model.eachScore(scores);
        }

        T output(int row) {
            return one ? model.output(scores[row]) : model.output(scores, row);
        }
    }

    /** Refuses a version that the adaptation cannot correct, or the monitor cannot watch. */
    void requireAdaptable(TrainedModel<R, T> model) {
        if (recording != null) {
            recording.requireFit(model);
        }
        live.requireAdaptable(model);
    }

    LiveVersion<R, T> live() {
        return live;
    }

    long unrecorded() {
        return recording == null ? 0 : recording.refused();
    }

    /** Answers a row; what is observed may be null, so that nothing is spent where nobody observes. */
    Answer<T> answer(R row, @Nullable Observed observed) {
        while (true) {
            Served<R, T> now = live.served();
            requireRow(row, now);
            try {
                Answer<T> answer = answer(row, now);
                report(now, observed);
                return answer;
            } catch (ClosedModelException e) {
                requireReplaced(now, e);
            }
        }
    }

    private Answer<T> answer(R row, Served<R, T> now) {
        TrainedModel<R, T> model = now.model();
        RowCells cells = read(row);
        if (model.needsAllScores()) {
            return answer(row, cells, model.scorer().scores(List.of(row), unseen), now);
        }
        double champion = score(row, cells, now);
        now.answers().increment();
        CorrectedScore correction = recorded(row, cells, champion, now);
        if (correction == null) {
            return new Answer<>(model.output(champion), champion, now.number(), Revision.NONE, Map.of());
        }
        double score = correction.answer();
        return new Answer<>(model.output(score), score, now.number(), correction.revision(), Map.of());
    }

    /** Answers a row of several classes. */
    private Answer<T> answer(R row, @Nullable RowCells cells, double[] champion, Served<R, T> now) {
        TrainedModel<R, T> model = now.model();
        now.answers().increment();
        CorrectedScore correction = recorded(row, cells, champion, now);
        double[] scores = correction == null ? champion : correction.answers();
        long revision = correction == null ? Revision.NONE : correction.revision();
        return new Answer<>(
                model.output(scores, 0), model.score(scores, 0), now.number(), revision, probabilities(model, scores));
    }

    private static Map<String, Double> probabilities(TrainedModel<?, ?> model, double[] scores) {
        Map<String, Double> all = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            all.put(model.classes().get(i), scores[i]);
        }
        return Collections.unmodifiableMap(all);
    }

    double score(R row, @Nullable Observed observed) {
        while (true) {
            Served<R, T> now = live.served();
            requireRow(row, now);
            if (now.model().needsAllScores() && (answers != null || recording != null && recording.ofClasses())) {
                return answer(row, observed).score();
            }
            try {
                RowCells cells = read(row);
                double champion = score(row, cells, now);
                now.answers().increment();
                CorrectedScore correction = recorded(row, cells, champion, now);
                report(now, observed);
                return correction == null ? champion : correction.answer();
            } catch (ClosedModelException e) {
                requireReplaced(now, e);
            }
        }
    }

    private double score(R row, @Nullable RowCells cells, Served<R, T> by) {
        Scorer<RowCells> scorer = by.cells();
        return cells == null || scorer == null ? by.model().scorer().score(row, unseen) : scorer.score(cells, unseen);
    }

    /** Null if nobody but the model needs the row, or a column cannot be read: it may be one that the model does not need. */
    private @Nullable RowCells read(R row) {
        ThreadLocal<RowCells> into = rows;
        return into == null ? null : read(row, into.get());
    }

    private @Nullable RowCells read(R row, RowCells into) {
        CellReader<R> from = reader;
        Recording<R> to = recording;
        if (from == null || to == null) {
            return null;
        }
        try {
            from.read(row, into);
            return into;
        } catch (RuntimeException e) {
            if (answers != null) {
                unrecorded(to, e);
            }
            return null;
        }
    }

    private void unrecorded(Recording<R> to, RuntimeException e) {
        to.failed(e);
        if (recordingRequired) {
            throw e;
        }
    }

    /**
     * Corrects a score and records it; null if there is nothing that corrects, or the answer cannot be recorded: what is not in the log cannot be
     * learnt from, and must not take from the budget.
     */
    private @Nullable CorrectedScore recorded(R row, @Nullable RowCells cells, double champion, Served<R, T> by) {
        Recording<R> to = recording;
        if (to == null) {
            return null;
        }
        CorrectedScore correction = null;
        if (answers != null && cells != null) {
            try {
                correction = answers.answer(row, cells, champion, by.revision(), by.number());
            } catch (RuntimeException e) {
                unrecorded(to, e);
            }
        }
        to.record(row, cells, correction == null ? champion : correction.answer(), by.number());
        return correction;
    }

    /** Corrects probabilities of several classes and records them, as the other method does with a score. */
    private @Nullable CorrectedScore recorded(R row, @Nullable RowCells cells, double[] champion, Served<R, T> by) {
        Recording<R> to = recording;
        if (to == null) {
            return null;
        }
        TrainedModel<R, T> model = by.model();
        CorrectedScore correction = null;
        if (answers != null && cells != null) {
            try {
                CorrectedAnswers.Classes classes = each -> ((Label) (Output<?>) model.output(each, 0)).getLabel();
                correction = answers.answer(cells, champion, classes, by.revision(), by.number());
            } catch (RuntimeException e) {
                unrecorded(to, e);
            }
        }
        double[] answer = correction == null ? champion : correction.answers();
        to.record(row, cells, model.score(answer, 0), answer, by.number());
        return correction;
    }

    @SuppressWarnings("unchecked")
    Batch<R, T> batch(List<? extends R> given, @Nullable Observed observed) {
        // A copy: nobody changes it between the check and the predictions, and it is read faster than most lists.
        List<R> rows = (List<R>) Arrays.asList(given.toArray());
        while (true) {
            Served<R, T> now = live.served();
            for (R row : rows) {
                requireRow(row, now);
            }
            try {
                @Nullable RowCells[] cells = cells(rows, now);
                Batch<R, T> batch = record(rows, scores(rows, cells, now), cells, now);
                report(now, observed);
                return batch;
            } catch (ClosedModelException e) {
                requireReplaced(now, e);
            }
        }
    }

    /** Reads the first rows for the model and for those who record; none where the model reads rows itself, or nobody records. */
    private @Nullable RowCells[] cells(List<R> rows, Served<R, T> now) {
        CellReader<R> from = reader;
        if (from == null || now.cells() == null || !answersRowByRow(now.model())) {
            return NONE;
        }
        List<RowCells> own = kept.get();
        @Nullable RowCells[] cells = new @Nullable RowCells[Math.min(KEPT, rows.size())];
        for (int i = 0; i < cells.length; i++) {
            if (i == own.size()) {
                own.add(from.cells());
            }
            cells[i] = read(rows.get(i), own.get(i));
        }
        return cells;
    }

    /** A compiled model gains nothing from many rows at once: one score a row is all that a number or two classes need. */
    private static boolean answersRowByRow(TrainedModel<?, ?> model) {
        return model.scorer().path().compiled() && !model.needsAllScores();
    }

    private Batch<R, T> scores(List<R> rows, @Nullable RowCells[] cells, Served<R, T> now) {
        TrainedModel<R, T> model = now.model();
        if (!answersRowByRow(model)) {
            return new Batch<>(model, model.scorer().scores(rows, unseen), false);
        }
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(rows.get(i), i < cells.length ? cells[i] : null, now);
        }
        return new Batch<>(model, scores, true);
    }

    /** Records the scores, corrected where something corrects. */
    private Batch<R, T> record(List<R> rows, Batch<R, T> batch, @Nullable RowCells[] cells, Served<R, T> by) {
        by.answers().add(rows.size());
        if (recording == null) {
            return batch;
        }
        if (batch.model().needsAllScores()) {
            return recordClasses(rows, batch, by);
        }
        double[] scores = batch.eachScore();
        for (int i = 0; i < scores.length; i++) {
            R row = rows.get(i);
            CorrectedScore correction = recorded(row, i < cells.length ? cells[i] : read(row), scores[i], by);
            scores[i] = correction == null ? scores[i] : correction.answer();
        }
        return new Batch<>(batch.model(), scores, true);
    }

    private Batch<R, T> recordClasses(List<? extends R> rows, Batch<R, T> batch, Served<R, T> by) {
        int classes = batch.model().classes().size();
        double[] scores = batch.scores();
        int from = 0;
        for (R row : rows) {
            double[] champion = Arrays.copyOfRange(scores, from, from + classes);
            CorrectedScore correction = recorded(row, read(row), champion, by);
            if (correction != null) {
                System.arraycopy(correction.answers(), 0, scores, from, classes);
            }
            from += classes;
        }
        return batch;
    }

    private static void report(Served<?, ?> by, @Nullable Observed observed) {
        if (observed != null) {
            observed.put(LiveModelObservations.VERSION, by.number())
                    .put(Activity.OUTCOME, LiveModelObservations.ANSWERED);
        }
    }

    /** A model that was closed by a swap between the two reads has been replaced: the one that answers now is asked instead. */
    private void requireReplaced(Served<R, T> closed, ClosedModelException e) {
        if (live.served().model() == closed.model()) {
            throw e.about(name);
        }
    }

    // The type says that a row is never null; callers without a checker of nullness may still give one.
    private static <R> void requireRow(@Nullable R row, Served<?, ?> now) {
        if (row == null) {
            throw new InvalidRowException(now.version());
        }
    }
}
