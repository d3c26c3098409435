package io.leeway.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row of a {@link TableSchema}: an array of numbers and an array of texts, without names and without boxes. A row of
 * twenty numbers takes about 200 bytes.
 *
 * <p>Read it through {@link TableSchema#bind()}. Immutable and safe for use by several threads.
 */
public final class TableRow {
    private static final double[] NO_NUMBERS = {};
    private static final @Nullable String[] NO_TEXTS = {};
    private static final @Nullable Object[] NO_VECTORS = {};

    private final double[] numbers;
    private final @Nullable String[] texts;

    /** Arrays of numbers. */
    private final @Nullable Object[] vectors;

    private final long id;
    private final long timeMillis;

    private TableRow(double[] numbers, @Nullable String[] texts, @Nullable Object[] vectors, long id, long timeMillis) {
        this.numbers = numbers;
        this.texts = texts;
        this.vectors = vectors;
        this.id = id;
        this.timeMillis = timeMillis;
    }

    /** The place of each column in a row's arrays; -1 where rows do not keep it there. */
    private static int[] slots(TableSchema schema, FeatureType type) {
        int[] slots = new int[schema.columns().size()];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            TableColumn column = schema.columns().get(i);
            boolean here = column.stored() && column.type().filter(type::equals).isPresent();
            slots[i] = here ? next++ : -1;
        }
        return slots;
    }

    private static int[] vectorSlots(TableSchema schema) {
        int[] slots = new int[schema.columns().size()];
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            slots[i] = schema.columns().get(i).vector().isPresent() ? next++ : -1;
        }
        return slots;
    }

    static Schema<TableRow> schema(TableSchema table) {
        int[] numberSlots = slots(table, FeatureType.NUMERIC);
        int[] textSlots = slots(table, FeatureType.CATEGORICAL);
        int[] vectorSlots = vectorSlots(table);
        List<Column<TableRow>> bound = new ArrayList<>();
        for (int i = 0; i < numberSlots.length; i++) {
            TableColumn column = table.columns().get(i);
            int vector = vectorSlots[i];
            bound.add(
                    vector < 0
                            ? bound(column, numberSlots[i], textSlots[i])
                            : vector(column, row -> row.vectors[vector]));
        }
        return new Schema<>(TableRow.class, bound);
    }

    private static Column<TableRow> vector(TableColumn column, Function<TableRow, @Nullable Object> reader) {
        VectorType type = column.vector().orElseThrow();
        Class<?> array = type.isFloat() ? float[].class : double[].class;
        return Column.ofArrays(column.name(), array.getTypeName(), reader, column.role(), type.dimension());
    }

    private static Column<TableRow> bound(TableColumn column, int number, int text) {
        boolean time = column.role() == Role.TIME;
        boolean id = column.role() == Role.ID;
        return new Column<>(
                column.name(),
                Words.of(column.type()),
                column.type().orElse(null),
                number < 0 ? null : row -> row.numbers[number],
                text < 0 ? null : row -> row.texts[text],
                time ? row -> row.timeMillis : id ? row -> row.id : null,
                time,
                id,
                column.role(),
                column.sensitive());
    }

    /** Makes rows of stored cells, which stand in the order of the schema's columns without those that rows do not keep. */
    static Function<RowForm.Cells, TableRow> maker(TableSchema schema, List<RowForm.Cell> cells) {
        int[] columns = cells.stream()
                .mapToInt(cell -> schema.names().indexOf(cell.name()))
                .toArray();
        return row -> {
            Builder builder = schema.rows();
            for (int i = 0; i < columns.length; i++) {
                if (!row.missing(i)) {
                    switch (cells.get(i).kind()) {
                        case NUMBER -> builder.number(columns[i], row.number(i));
                        case WHOLE -> builder.id(row.whole(i));
                        case MILLIS -> builder.time(Instant.ofEpochMilli(row.whole(i)));
                        case TEXT -> builder.text(columns[i], row.text(i));
                        case VECTOR -> builder.vector(columns[i], row.vector(i));
                    }
                }
            }
            return builder.build();
        };
    }

    @Override
    public String toString() {
        return "TableRow" + Arrays.toString(numbers) + Arrays.toString(texts);
    }

    /**
     * Builds rows, one after the other: {@link #build} returns a row and begins the next, in which all values are
     * missing. Not safe for use by several threads.
     */
    public static final class Builder {
        private final TableSchema schema;
        private final int[] numberSlots;
        private final int[] textSlots;
        private final int[] vectorSlots;
        private final double[] numbers;
        private final @Nullable String[] texts;
        private final @Nullable Object[] vectors;
        private long id;
        private long timeMillis;

        Builder(TableSchema schema) {
            this.schema = schema;
            this.numberSlots = slots(schema, FeatureType.NUMERIC);
            this.textSlots = slots(schema, FeatureType.CATEGORICAL);
            this.numbers = new double
                    [(int) Arrays.stream(numberSlots).filter(i -> i >= 0).count()];
            this.texts = new @Nullable
                    String[(int) Arrays.stream(textSlots).filter(i -> i >= 0).count()];
            this.vectorSlots = vectorSlots(schema);
            this.vectors = new @Nullable
                    Object[(int) Arrays.stream(vectorSlots).filter(i -> i >= 0).count()];
            clear();
        }

        private void clear() {
            Arrays.fill(numbers, Double.NaN);
            Arrays.fill(texts, null);
            Arrays.fill(vectors, null);
            id = 0;
            timeMillis = 0;
        }

        /**
         * Sets a number.
         *
         * @param column the index of a numeric column in the schema
         * @param value the value; {@code NaN} if it is missing
         * @return this builder
         * @throws SchemaException if rows keep no number of this column
         */
        public Builder number(int column, double value) {
            if (numberSlots[column] < 0) {
                throw notKept(column, "number");
            }
            numbers[numberSlots[column]] = value;
            return this;
        }

        /**
         * Sets a text.
         *
         * @param column the index of a categorical column in the schema
         * @param value the value; {@code null} if it is missing
         * @return this builder
         * @throws SchemaException if rows keep no text of this column
         */
        public Builder text(int column, @Nullable String value) {
            if (textSlots[column] < 0) {
                throw notKept(column, "text");
            }
            texts[textSlots[column]] = value;
            return this;
        }

        /**
         * Sets a vector.
         *
         * @param column the index of a column of vectors in the schema
         * @param values its numbers, copied; {@code null} if it is missing
         * @return this builder
         * @throws SchemaException if the column has no vectors, or those of another length, or a number is none of a column of {@code float}s
         */
        public Builder vector(int column, double @Nullable [] values) {
            VectorType type = schema.columns().get(column).vector().orElseThrow(() -> notKept(column, "vector"));
            if (values != null && values.length != type.dimension()) {
                throw new SchemaException(
                        schema.columns().get(column).name(),
                        "column " + schema.columns().get(column) + " was given " + values.length + " numbers");
            }
            vectors[vectorSlots[column]] =
                    values == null ? null : type.isFloat() ? floats(column, values) : values.clone();
            return this;
        }

        private float[] floats(int column, double[] values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
                if (Double.compare(floats[i], values[i]) != 0) {
                    throw new SchemaException(
                            schema.columns().get(column).name(),
                            "column " + schema.columns().get(column) + " is of float32, and " + values[i] + " is none");
                }
            }
            return floats;
        }

        private SchemaException notKept(int column, String what) {
            TableColumn kept = schema.columns().get(column);
            return new SchemaException(kept.name(), "rows keep no " + what + " of column " + kept);
        }

        /**
         * Sets the id; 0 unless set.
         *
         * @param value the id
         * @return this builder
         */
        public Builder id(long value) {
            id = value;
            return this;
        }

        /**
         * Sets the event time; 1970 unless set.
         *
         * @param value the time
         * @return this builder
         */
        public Builder time(Instant value) {
            timeMillis = value.toEpochMilli();
            return this;
        }

        /**
         * Builds the row and begins the next.
         *
         * @return the row
         */
        public TableRow build() {
            TableRow row = new TableRow(
                    numbers.length == 0 ? NO_NUMBERS : numbers.clone(),
                    texts.length == 0 ? NO_TEXTS : texts.clone(),
                    vectors.length == 0 ? NO_VECTORS : vectors.clone(),
                    id,
                    timeMillis);
            clear();
            return row;
        }
    }
}
