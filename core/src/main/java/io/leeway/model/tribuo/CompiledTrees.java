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
 * registers, so that a score allocates nothing. Many rows are answered together.
 */
final class CompiledTrees<R> implements Scorer<R> {

    /** Fewer rows are answered one by one, without allocating. */
    private static final int FEW_ROWS = 8;

    /** So many rows, of about a kilobyte each, stay in the cache beside a tree. */
    private static final int ROWS_TOGETHER = 64;

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
        if (rows.size() < FEW_ROWS) {
            int to = 0;
            for (R row : rows) {
                System.arraycopy(answer(row, unseen), 0, scores, to, width);
                to += width;
            }
        } else {
            new Together(Math.min(rows.size(), ROWS_TOGETHER)).answer(rows, unseen, scores);
        }
        return scores;
    }

    /** What several rows are answered with, tree by tree instead of row by row: then a tree is read once for all of them. */
    private final class Together {
        private final Registers[] each;
        private final double[][] x;
        private final double[][] sums;

        Together(int rows) {
            each = new Registers[rows];
            x = new double[rows][];
            sums = new double[rows][];
            for (int i = 0; i < rows; i++) {
                each[i] = CompiledTrees.this.rows.registers(ensemble.base().length);
                x[i] = each[i].x;
                sums[i] = each[i].sums;
            }
        }

        void answer(List<? extends R> all, UnseenCategories unseen, double[] scores) {
            int known = 0;
            int to = 0;
            for (R row : all) {
                rows.read(row, each[known++], unseen);
                if (known == each.length) {
                    to = finish(known, scores, to);
                    known = 0;
                }
            }
            finish(known, scores, to);
        }

        private int finish(int count, double[] scores, int from) {
            double[] base = ensemble.base();
            int to = from;
            for (int i = 0; i < count; i++) {
                System.arraycopy(base, 0, sums[i], 0, base.length);
            }
            ensemble.flat().add(x, sums, count);
            for (int i = 0; i < count; i++) {
                rows.clear(each[i]);
                ensemble.answer().finish(sums[i]);
                System.arraycopy(sums[i], 0, scores, to, base.length);
                to += base.length;
            }
            return to;
        }
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
