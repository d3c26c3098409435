package io.leeway.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows of a schema apart into cells and makes rows of cells again, for code that stores rows.
 *
 * <p>Every column that the schema can read has a cell, whatever its role: features, the response, the id, the time, and columns that
 * are left out of the features, because a record cannot be made without them. Immutable and safe for use by several
 * threads. Reading a cell allocates what reading the feature does.
 *
 * @param <R> the type of a row
 */
public final class RowForm<R> {
    private final List<Cell> cells;
    private final List<Column<R>> columns;
    private final CellReader<R> reader;
    private final @Nullable RecordMaker<R> record;
    private final @Nullable Function<Cells, R> maker;

    private RowForm(
            List<Cell> cells,
            List<Column<R>> columns,
            CellReader<R> reader,
            @Nullable RecordMaker<R> record,
            @Nullable Function<Cells, R> maker) {
        this.cells = List.copyOf(cells);
        this.columns = List.copyOf(columns);
        this.reader = reader;
        this.record = record;
        this.maker = maker;
    }

    /** How the value of a cell is kept. */
    public enum Kind {
        /** A {@code double}. */
        NUMBER,
        /** A {@code long}: components of type {@code long}, {@code int}, {@code short}, {@code byte} and their boxes. */
        WHOLE,
        /** A text: texts, enums, booleans, characters and UUIDs. */
        TEXT,
        /** An instant, in milliseconds since 1970. */
        MILLIS,
        /** A vector: a {@code float[]} or a {@code double[]} of a declared length. */
        VECTOR
    }

    /**
     * A column as it is stored.
     *
     * @param name the column's name
     * @param kind how its values are kept
     * @param optional whether rows may be made without it
     * @param dimension how many numbers a {@link Kind#VECTOR} has; 0 for other kinds
     */
    public record Cell(String name, Kind kind, boolean optional, int dimension) {
        /**
         * Describes a column that is no vector.
         *
         * @param name the column's name
         * @param kind how its values are kept
         * @param optional whether rows may be made without it
         */
        public Cell(String name, Kind kind, boolean optional) {
            this(name, kind, optional, 0);
        }
    }

    /** The values of one row. Which of the getters applies follows from the {@linkplain Cell#kind() kind} of the cell. */
    public interface Cells {
        /**
         * Returns whether a value is missing.
         *
         * @param cell the index of the cell
         * @return true if there is no value
         */
        boolean missing(int cell);

        /**
         * Returns a {@link Kind#WHOLE} or {@link Kind#MILLIS} value.
         *
         * @param cell the index of the cell
         * @return the value
         */
        long whole(int cell);

        /**
         * Returns a {@link Kind#NUMBER} value.
         *
         * @param cell the index of the cell
         * @return the value
         */
        double number(int cell);

        /**
         * Returns a {@link Kind#TEXT} value.
         *
         * @param cell the index of the cell
         * @return the value
         */
        String text(int cell);

        /**
         * Returns the numbers of a {@link Kind#VECTOR}.
         *
         * @param cell the index of the cell
         * @return as many as its dimension; to be copied by who keeps or changes them
         */
        double[] vector(int cell);

        /**
         * Returns whether a {@link Kind#VECTOR} is of {@code float}s.
         *
         * @param cell the index of the cell
         * @return true if each of its numbers is a {@code float}
         */
        boolean isFloat(int cell);
    }

    /**
     * Describes the cells of a schema's rows.
     *
     * @param schema the schema, of records, of {@link TableRow} or of any other rows
     * @param <R> the type of a row
     * @return the form
     * @throws SchemaException if its row class is a record with a component that cannot be stored or made
     */
    public static <R> RowForm<R> of(Schema<R> schema) {
        List<Cell> cells = new ArrayList<>();
        List<Column<R>> stored = new ArrayList<>();
        RecordMaker<R> record = RecordMaker.of(schema.rowType());
        for (Column<R> column : schema.columns()) {
            Kind kind = kind(column);
            if (kind != null) {
                boolean required = record != null && record.requires(column.name());
                cells.add(new Cell(column.name(), kind, !required, column.dimension()));
                stored.add(column);
            } else if (record != null) {
                throw new SchemaException(
                        column.name(),
                        "column \"" + column.name() + "\" of type " + column.typeName()
                                + " cannot be stored: use a number, text, enum, boolean, UUID or Instant, or declare the length of an"
                                + " array of numbers by vector(name, n)");
            }
        }
        return new RowForm<>(cells, stored, CellReader.of(schema), record, maker(schema, cells, record));
    }

    @SuppressWarnings("unchecked")
    private static <R> @Nullable Function<Cells, R> maker(
            Schema<R> schema, List<Cell> cells, @Nullable RecordMaker<R> record) {
        if (record != null) {
            return record.bind(cells);
        }
        // The class alone does not tell: a schema of Object may read table rows by accessors of its own.
        if (schema.rowType() == (Class<?>) TableRow.class) {
            return (Function<Cells, R>) TableRow.maker(TableSchema.of(schema), cells);
        }
        return null;
    }

    static @Nullable Kind kind(Column<?> column) {
        if (column.isVector()) {
            return column.vector() == null ? null : Kind.VECTOR;
        }
        if (column.longValue() != null) {
            return column.idLike() ? Kind.WHOLE : Kind.MILLIS;
        }
        if (column.number() != null) {
            return Kind.NUMBER;
        }
        return column.category() != null ? Kind.TEXT : null;
    }

    /**
     * Returns the cells.
     *
     * @return the cells, in the order of the schema's columns
     */
    public List<Cell> cells() {
        return cells;
    }

    /**
     * Returns what makes rows of cells.
     *
     * @return the maker; empty if rows are neither records nor {@link TableRow}
     */
    public Optional<Function<Cells, R>> maker() {
        return Optional.ofNullable(maker);
    }

    /**
     * Returns the index of the cell of the id column, of {@link Kind#WHOLE} or {@link Kind#TEXT}.
     *
     * @return the index, or -1 if the schema has no id
     */
    public int idCell() {
        return cell(Role.ID);
    }

    /**
     * Returns the index of the cell of the response.
     *
     * @return the index, or -1 if the schema has no response
     */
    public int responseCell() {
        return cell(Role.RESPONSE);
    }

    private int cell(Role role) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).role() == role) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Returns whether a row may have a text in a cell: {@code true} or {@code false} for a boolean, the name of a constant for an
     * enum, any text for a text.
     *
     * @param cell the index of a {@link Kind#TEXT} cell
     * @param value the text
     * @return true if rows with it can be made
     */
    public boolean accepts(int cell, String value) {
        return record == null || record.accepts(cells.get(cell).name(), value);
    }

    /**
     * Returns whether a row may have a number in a cell, which depends on the range of its type.
     *
     * @param cell the index of a {@link Kind#WHOLE} cell
     * @param value the number
     * @return true if rows with it can be made
     */
    public boolean accepts(int cell, long value) {
        return record == null || record.accepts(cells.get(cell).name(), value);
    }

    /**
     * Returns what reads the cells of a row.
     *
     * @return the reader, whose cells are those of this form
     */
    public CellReader<R> reader() {
        return reader;
    }

    @Override
    public String toString() {
        return "RowForm" + cells;
    }
}
