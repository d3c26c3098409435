package io.leeway.online;

import io.leeway.model.ModelKind;
import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import java.util.List;

/** Answers by weights that do not change any more. */
final class OnlineScorer<R> implements Scorer<R> {
    private static final ScoringPath PATH = new ScoringPath(true, "a linear sum that was learnt row by row");

    private final Inputs<R> inputs;
    private final Weights weights;
    private final List<String> classes;
    private final int positive;
    private final ThreadLocal<Raw> scratch;

    OnlineScorer(Inputs<R> inputs, Targets targets, Weights weights) {
        this.inputs = inputs;
        this.weights = weights;
        this.classes = targets.kind() == ModelKind.REGRESSION
                ? List.of()
                : List.of(targets.negative(), targets.positive()).stream()
                        .sorted()
                        .toList();
        this.positive = classes.indexOf(targets.positive());
        this.scratch = ThreadLocal.withInitial(inputs::blank);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        Raw raw = scratch.get();
        inputs.read(row, raw);
        return weights.answer(raw, inputs, unseen);
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        if (classes.isEmpty()) {
            return rows.stream().mapToDouble(row -> score(row, unseen)).toArray();
        }
        double[] scores = new double[2 * rows.size()];
        int from = 0;
        for (R row : rows) {
            double score = score(row, unseen);
            scores[from + positive] = score;
            scores[from + 1 - positive] = 1 - score;
            from += 2;
        }
        return scores;
    }

    @Override
    public ScoringPath path() {
        return PATH;
    }
}
