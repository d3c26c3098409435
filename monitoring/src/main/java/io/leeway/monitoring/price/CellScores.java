package io.leeway.monitoring.price;

import io.leeway.schema.RowCells;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A model that scores many rows in less time than one after another, as forests and models in runtimes of their own do. {@link DriftPrices} takes any function of cells, and asks one of this
 * type for all rows at once.
 */
public interface CellScores extends ToDoubleFunction<RowCells> {
    /**
     * Scores rows.
     *
     * @param rows cells of the schema that the model was made for; must not be kept
     * @return one score for each row, in their order
     */
    double[] applyAll(List<RowCells> rows);
}
