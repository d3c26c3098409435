package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;

/** Logistic regression between two classes: the logistic function of a sum. */
final class CompiledClassifier<R> implements Scorer<R> {

    /** How compiled models answer. */
    static final ScoringPath PATH =
            new ScoringPath(true, "compiled to flat arrays and verified against Tribuo's predictions");

    private final CompiledLinear<R> linear;
    private final List<String> classes;
    private final int positive;

    CompiledClassifier(CompiledLinear<R> linear, List<String> classes, String positive) {
        this.linear = linear;
        this.classes = classes;
        this.positive = classes.indexOf(positive);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        return 1 / (1 + Math.exp(-linear.sum(row, unseen)));
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
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
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        return Optional.of(new CompiledClassifier<>(linear.over(schema), classes, classes.get(positive)));
    }

    @Override
    public ScoringPath path() {
        return PATH;
    }
}
