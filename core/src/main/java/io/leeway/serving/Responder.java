package io.leeway.serving;

import io.leeway.model.ClosedModelException;
import io.leeway.model.Scorer;
import io.leeway.model.TrainedModel;
import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/** Answers rows by what is served now: one volatile read a prediction, no lock. */
final class Responder<R, T extends Output<T>> {

    private final String name;
    private final UnseenCounts unseen;
    private final @Nullable Recording<R> recording;
    private volatile Served<R, T> served;

    Responder(String name, Served<R, T> first, UnseenCounts unseen, @Nullable PredictionRecorder<R> recorder) {
        this.name = name;
        this.served = first;
        this.unseen = unseen;
        this.recording = recorder == null ? null : new Recording<>(name, recorder);
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

    Served<R, T> served() {
        return served;
    }

    /** Lets another model answer, closes the one that answered and returns it; for one thread at a time. */
    Served<R, T> replace(Served<R, T> next) {
        Served<R, T> before = served;
        served = next;
        // Predictions that have begun end well; those that begin from here on read the new model.
        before.model().close();
        return before;
    }

    long unrecorded() {
        return recording == null ? 0 : recording.refused();
    }

    /** Answers a row; what is observed may be null, so that nothing is spent where nobody observes. */
    Answer<T> answer(R row, @Nullable Observed observed) {
        while (true) {
            Served<R, T> now = served;
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
        Scorer<R> scorer = model.scorer();
        double score;
        T output;
        if (model.needsAllScores()) {
            double[] scores = scorer.scores(List.of(row), unseen);
            score = model.score(scores, 0);
            output = model.output(scores, 0);
        } else {
            score = scorer.score(row, unseen);
            output = model.output(score);
        }
        count(row, score, now);
        return new Answer<>(output, score, now.number());
    }

    double score(R row, @Nullable Observed observed) {
        while (true) {
            Served<R, T> now = served;
            requireRow(row, now);
            try {
                double score = now.model().scorer().score(row, unseen);
                count(row, score, now);
                report(now, observed);
                return score;
            } catch (ClosedModelException e) {
                requireReplaced(now, e);
            }
        }
    }

    @SuppressWarnings("unchecked")
    Batch<R, T> batch(List<? extends R> given, @Nullable Observed observed) {
        // A copy: nobody changes it between the check and the predictions, and it is read faster than most lists.
        List<R> rows = (List<R>) Arrays.asList(given.toArray());
        while (true) {
            Served<R, T> now = served;
            for (R row : rows) {
                requireRow(row, now);
            }
            try {
                Batch<R, T> batch = scores(rows, now.model());
                record(rows, batch, now);
                report(now, observed);
                return batch;
            } catch (ClosedModelException e) {
                requireReplaced(now, e);
            }
        }
    }

    /** A compiled model gains nothing from many rows at once: one score a row is all that a number or two classes need. */
    private Batch<R, T> scores(List<? extends R> rows, TrainedModel<R, T> model) {
        Scorer<R> scorer = model.scorer();
        if (!scorer.path().compiled() || model.needsAllScores()) {
            return new Batch<>(model, scorer.scores(rows, unseen), false);
        }
        double[] scores = new double[rows.size()];
        int i = 0;
        for (R row : rows) {
            scores[i++] = scorer.score(row, unseen);
        }
        return new Batch<>(model, scores, true);
    }

    private void record(List<? extends R> rows, Batch<R, T> batch, Served<R, T> by) {
        by.answers().add(rows.size());
        Recording<R> to = recording;
        if (to == null) {
            return;
        }
        double[] scores = batch.eachScore();
        int i = 0;
        for (R row : rows) {
            to.record(row, scores[i++]);
        }
    }

    private void count(R row, double score, Served<R, T> by) {
        by.answers().increment();
        Recording<R> to = recording;
        if (to != null) {
            to.record(row, score);
        }
    }

    private static void report(Served<?, ?> by, @Nullable Observed observed) {
        if (observed != null) {
            observed.put(LiveModelObservations.VERSION, by.number())
                    .put(Activity.OUTCOME, LiveModelObservations.ANSWERED);
        }
    }

    /** A model that was closed by a swap between the two reads has been replaced: the one that answers now is asked instead. */
    private void requireReplaced(Served<R, T> closed, ClosedModelException e) {
        if (served.model() == closed.model()) {
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
