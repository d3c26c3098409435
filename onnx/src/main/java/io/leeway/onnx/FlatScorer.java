package io.leeway.onnx;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.FlatGraph;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers from flat arrays; holds nothing outside the heap. */
final class FlatScorer<R> implements Scorer<R> {
    private static final ScoringPath PATH =
            new ScoringPath(true, "compiled to flat arrays and verified against ONNX Runtime's predictions");

    private final FlatGraph<R> graph;
    private final AnswerReader answers;
    private final Binding<R> binding;

    /** Binds what fills the graph to rows that were read already. */
    private final Function<Schema<RowCells>, Binding<RowCells>> toCells;

    FlatScorer(
            FlatGraph<R> graph,
            AnswerReader answers,
            Binding<R> binding,
            Function<Schema<RowCells>, Binding<RowCells>> toCells) {
        this.graph = graph;
        this.answers = answers;
        this.toCells = toCells;
        this.binding = binding.without(graph::counts);
    }

    @Override
    public List<String> classes() {
        return answers.classes();
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        double score;
        if (answers.scoreIsOneValue()) {
            score = answers.score(graph.score(row, answers.scorePlace(), unseen));
        } else {
            double[] read = new double[answers.width()];
            read(row, new double[answers.rawWidth()], read, 0, unseen);
            score = read[answers.positivePlace()];
        }
        binding.countUnseen(row, unseen);
        return score;
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        double[] scores = new double[rows.size() * answers.width()];
        double[] raw = new double[answers.rawWidth()];
        int to = 0;
        for (R row : rows) {
            read(row, raw, scores, to, unseen);
            binding.countUnseen(row, unseen);
            to += answers.width();
        }
        return scores;
    }

    private void read(R row, double[] raw, double[] into, int to, UnseenCategories unseen) {
        graph.scores(row, raw, unseen);
        answers.readRow(raw, 0, into, to);
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        Binding<RowCells> other = toCells.apply(schema);
        return Optional.of(new FlatScorer<>(graph.over(binding.pairedWith(other)), answers, other, toCells));
    }

    @Override
    public ScoringPath path() {
        return PATH;
    }
}
