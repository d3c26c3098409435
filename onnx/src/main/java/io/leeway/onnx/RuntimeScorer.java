package io.leeway.onnx;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers by ONNX Runtime. */
final class RuntimeScorer<R> implements Scorer<R> {
    private final RuntimeModel<R> model;
    private final AnswerReader answers;
    private final Binding<R> binding;
    private final Function<Schema<RowCells>, Binding<RowCells>> toCells;
    private final ScoringPath path;

    RuntimeScorer(
            RuntimeModel<R> model,
            AnswerReader answers,
            Binding<R> binding,
            Function<Schema<RowCells>, Binding<RowCells>> toCells,
            String why) {
        this(model, answers, binding, toCells, new ScoringPath(false, "answered by ONNX Runtime: " + why));
    }

    private RuntimeScorer(
            RuntimeModel<R> model,
            AnswerReader answers,
            Binding<R> binding,
            Function<Schema<RowCells>, Binding<RowCells>> toCells,
            ScoringPath path) {
        this.model = model;
        this.answers = answers;
        this.binding = binding.without(binding::countsWhileFilling);
        this.toCells = toCells;
        this.path = path;
    }

    @Override
    public List<String> classes() {
        return answers.classes();
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        double[] raw = model.one(row, unseen);
        binding.countUnseen(row, unseen);
        double[] read = new double[answers.width()];
        answers.readRow(raw, 0, read, 0);
        return read[answers.positivePlace()];
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        if (rows.isEmpty()) {
            return new double[0];
        }
        int step = model.mostRows();
        double[] scores;
        if (rows.size() <= step) {
            scores = model.answers(rows, unseen, answers);
        } else {
            int width = answers.width();
            scores = new double[rows.size() * width];
            for (int from = 0; from < rows.size(); from += step) {
                int to = Math.min(rows.size(), from + step);
                double[] some = model.answers(rows.subList(from, to), unseen, answers);
                System.arraycopy(some, 0, scores, from * width, some.length);
            }
        }
        binding.countUnseen(rows, unseen);
        return scores;
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        Binding<RowCells> other = toCells.apply(schema);
        return Optional.of(new RuntimeScorer<>(model.over(other), answers, other, toCells, path));
    }

    @Override
    public ScoringPath path() {
        return path;
    }

    @Override
    public void close() {
        model.close();
    }
}
