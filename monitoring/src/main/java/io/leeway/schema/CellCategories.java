package io.leeway.schema;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads categories of cells as places in lists, by the cells' numbers of texts: each category is looked up once, not once a row. */
final class CellCategories {
    /** A place is kept with this added, so that 0, which is what a new array holds, means that it is not known yet. */
    private static final int SHIFT = 3;

    private final int[] cells;
    private final CategoryTable[] tables;

    /** By column and code. Threads may fill in the same place at once: they fill in the same. */
    private final int[][] places;

    private CellCategories(int[] cells, CategoryTable[] tables) {
        this.cells = cells;
        this.tables = tables;
        this.places = new int[cells.length][64];
    }

    /** Null if the features are not those of cells. */
    static <R> @Nullable CellCategories of(List<Feature<R>> features, List<CategoryTable> tables) {
        int[] cells = new int[features.size()];
        for (int i = 0; i < cells.length; i++) {
            if (!(features.get(i).categoryReader() instanceof CellReader.CellText text)) {
                return null;
            }
            cells[i] = text.cell();
        }
        return new CellCategories(cells, tables.toArray(CategoryTable[]::new));
    }

    void read(RowCells row, int[] into, int from) {
        for (int i = 0; i < cells.length; i++) {
            into[from + i] = place(row, i);
        }
    }

    int place(RowCells row, int i) {
        int code = row.codes[cells[i]];
        int[] known = places[i];
        int place = code >= 0 && code < known.length ? known[code] : 0;
        return place == 0 ? find(row, i, code) : place - SHIFT;
    }

    private int find(RowCells row, int i, int code) {
        int place = tables[i].place(row.textOrNull(cells[i]));
        if (code >= 0) {
            int[] known = places[i];
            if (code >= known.length) {
                known = Arrays.copyOf(known, Math.max(code + 1, 2 * known.length));
                places[i] = known;
            }
            known[code] = place + SHIFT;
        }
        return place;
    }
}
