package io.leeway.feedback;

import io.leeway.schema.NearNames;
import io.leeway.schema.RowForm;
import io.leeway.schema.SchemaException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored values of a row, by the names of the columns, for a function that makes the row again. Valid only during the call.
 * Columns that the row lacks, because they were missing or were added to the schema later, have the missing value.
 */
public final class StoredRow {
    private final List<RowForm.Cell> cells;
    private final RowForm.Cells values;

    StoredRow(List<RowForm.Cell> cells, RowForm.Cells values) {
        this.cells = cells;
        this.values = values;
    }

    private int cell(String name, RowForm.Kind kind) {
        for (int i = 0; i < cells.size(); i++) {
            RowForm.Cell cell = cells.get(i);
            if (cell.name().equals(name)) {
                if (cell.kind() != kind) {
                    throw new SchemaException(name, "\"" + name + "\" is stored as " + cell.kind() + ", not " + kind);
                }
                return i;
            }
        }
        List<String> names = cells.stream().map(RowForm.Cell::name).toList();
        throw new SchemaException(name, "no column \"" + name + "\" is stored: " + NearNames.hint(name, names));
    }

    /**
     * Returns a number.
     *
     * @param column the column's name
     * @return the value; {@code NaN} if it is missing
     * @throws SchemaException if there is no such column, or it is not stored as a number
     */
    public double number(String column) {
        int cell = cell(column, RowForm.Kind.NUMBER);
        return values.missing(cell) ? Double.NaN : values.number(cell);
    }

    /**
     * Returns a text.
     *
     * @param column the column's name
     * @return the value; {@code null} if it is missing
     * @throws SchemaException if there is no such column, or it is not stored as a text
     */
    public @Nullable String text(String column) {
        int cell = cell(column, RowForm.Kind.TEXT);
        return values.missing(cell) ? null : values.text(cell);
    }

    /**
     * Returns a whole number, such as the id; that of a schema made by {@link io.leeway.schema.Schema#builder} is called {@code id()}.
     *
     * @param column the column's name
     * @return the value; {@code null} if it is missing
     * @throws SchemaException if there is no such column, or it is not stored as a whole number
     */
    public @Nullable Long whole(String column) {
        int cell = cell(column, RowForm.Kind.WHOLE);
        return values.missing(cell) ? null : values.whole(cell);
    }

    /**
     * Returns an instant, such as the time; that of a schema made by {@link io.leeway.schema.Schema#builder} is called {@code time()}.
     *
     * @param column the column's name
     * @return the value, to the millisecond; {@code null} if it is missing
     * @throws SchemaException if there is no such column, or it is not stored as an instant
     */
    public @Nullable Instant instant(String column) {
        int cell = cell(column, RowForm.Kind.MILLIS);
        return values.missing(cell) ? null : Instant.ofEpochMilli(values.whole(cell));
    }

    /**
     * Returns a vector.
     *
     * @param column the column's name
     * @return the numbers, also where a {@code float[]} was stored; {@code null} if it is missing
     * @throws SchemaException if there is no such column, or it is not stored as a vector
     */
    public double @Nullable [] vector(String column) {
        int cell = cell(column, RowForm.Kind.VECTOR);
        return values.missing(cell) ? null : values.vector(cell).clone();
    }
}
