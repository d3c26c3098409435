package io.leeway.model.tribuo;

import io.leeway.model.Scorer;
import io.leeway.model.ScoringPath;
import io.leeway.model.UnseenCategories;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * Trees of Tribuo, and trees and linear functions of XGBoost, from flat arrays: reads each feature of a row once, then walks down all trees. Each thread has its own
 * registers, so that a score allocates nothing.
 */
final class CompiledTrees<R> implements Scorer<R> {

    private final TreeEnsemble ensemble;
    private final RowRegisters<R> rows;
    private final ThreadLocal<Registers> registers;
    private final List<String> classes;
    private final int positive;

    /**
     * What one thread computes with.
     *
     * @param x what the trees ask; where no category is written, its features are absent
     * @param written the places of the categories of the row, or negative
     * @param sums the sums over the trees
     */
    record Registers(double[] x, int[] written, double[] sums) {}

    private CompiledTrees(TreeEnsemble ensemble, RowRegisters<R> rows, List<String> classes, int positive) {
        this.ensemble = ensemble;
        this.rows = rows;
        this.classes = classes;
        this.positive = positive;
        this.registers = ThreadLocal.withInitial(() -> rows.registers(ensemble.base().length));
    }

    static <R> CompiledTrees<R> classifier(
            Schema<R> schema, TreeEnsemble ensemble, List<String> classes, String positiveClass) {
        return new CompiledTrees<>(
                ensemble, RowRegisters.of(schema, ensemble), classes, classes.indexOf(positiveClass));
    }

    static <R> CompiledTrees<R> regressor(Schema<R> schema, TreeEnsemble ensemble) {
        return new CompiledTrees<>(ensemble, RowRegisters.of(schema, ensemble), List.of(), 0);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public double score(R row, UnseenCategories unseen) {
        return answer(row, unseen)[positive];
    }

    @Override
    public double[] scores(List<? extends R> rows, UnseenCategories unseen) {
        int width = ensemble.base().length;
        double[] scores = new double[width * rows.size()];
        int from = 0;
        for (R row : rows) {
            System.arraycopy(answer(row, unseen), 0, scores, from, width);
            from += width;
        }
        return scores;
    }

    private double[] answer(R row, UnseenCategories unseen) {
        Registers own = registers.get();
        rows.read(row, own, unseen);
        double[] sums = own.sums;
        System.arraycopy(ensemble.base(), 0, sums, 0, sums.length);
        ensemble.flat().add(own.x, sums);
        rows.clear(own);
        ensemble.answer().finish(sums);
        return sums;
    }

    @Override
    public Optional<Scorer<RowCells>> over(Schema<RowCells> schema) {
        return Optional.of(new CompiledTrees<>(ensemble, RowRegisters.of(schema, ensemble), classes, positive));
    }

    @Override
    public ScoringPath path() {
        return CompiledClassifier.PATH;
    }
}
