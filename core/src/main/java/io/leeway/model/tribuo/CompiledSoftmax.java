package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Logistic regression between three or more classes: the softmax of one sum for each class. Reads a row once for each class. */
final class CompiledSoftmax<R> implements Scorer<R> {

    private final List<CompiledLinear<R>> sums;
    private final List<String> classes;
    private final int positive;

    private CompiledSoftmax(List<CompiledLinear<R>> sums, List<String> classes, int positive) {
        this.sums = sums;
        this.classes = classes;
        this.positive = positive;
    }

    /** Lays the terms out by the schema; terms and classes are in the same order. */
    static <R> CompiledSoftmax<R> of(
            Schema<R> schema, List<LinearTerms> terms, List<String> classes, String positiveClass)
            throws NotCompilableException {
        List<CompiledLinear<R>> sums = new ArrayList<>();
        for (LinearTerms each : terms) {
            sums.add(CompiledLinear.of(schema, each));
        }
        return new CompiledSoftmax<>(List.copyOf(sums), classes, classes.indexOf(positiveClass));
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    /** Every class knows the same categories, so those unseen are counted with the first. */
    private double sum(int of, R row, UnseenCategories unseen) {
        return sums.get(of).sum(row, of == 0 ? unseen : UnseenCategories.IGNORED);
    }

    /** The powers are of distances to the largest sum so far, so that none overflows. */
    @Override
    public double score(R row, UnseenCategories unseen) {
        double largest = Double.NEGATIVE_INFINITY;
        double total = 0;
        double own = 0;
        for (int i = 0; i < classes.size(); i++) {
            double sum = sum(i, row, unseen);
            if (sum > largest) {
                total = total * Math.exp(largest - sum) + 1;
                largest = sum;
            } else {
                total += Math.exp(sum - largest);
            }
            own = i == positive ? sum : own;
        }
        return Math.exp(own - largest) / total;
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        int width = classes.size();
        double[] scores = new double[width * rows.size()];
        int from = 0;
        for (R row : rows) {
            // In the very steps of score, so that both give the same bits.
            double largest = Double.NEGATIVE_INFINITY;
            double total = 0;
            for (int i = 0; i < width; i++) {
                double sum = sum(i, row, unseen);
                scores[from + i] = sum;
                if (sum > largest) {
                    total = total * Math.exp(largest - sum) + 1;
                    largest = sum;
                } else {
                    total += Math.exp(sum - largest);
                }
            }
            for (int i = from; i < from + width; i++) {
                scores[i] = Math.exp(scores[i] - largest) / total;
            }
            from += width;
        }
        return scores;
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        List<CompiledLinear<RowCells>> same = new ArrayList<>();
        sums.forEach(each -> same.add(each.over(schema)));
        return Optional.of(new CompiledSoftmax<>(List.copyOf(same), classes, positive));
    }

    @Override
    public ScoringPath path() {
        return CompiledClassifier.PATH;
    }
}
