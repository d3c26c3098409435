package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;

/** Linear regression of one number: a sum. */
final class CompiledRegressor<R> implements Scorer<R> {

    private final CompiledLinear<R> linear;

    CompiledRegressor(CompiledLinear<R> linear) {
        this.linear = linear;
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        return linear.sum(row, unseen);
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        double[] scores = new double[rows.size()];
        int i = 0;
        for (R row : rows) {
            scores[i++] = linear.sum(row, unseen);
        }
        return scores;
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        return Optional.of(new CompiledRegressor<>(linear.over(schema)));
    }

    @Override
    public ScoringPath path() {
        return CompiledClassifier.PATH;
    }
}
