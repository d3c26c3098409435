package io.leeway.data;

import io.leeway.schema.FeatureType;
import io.leeway.schema.NearNames;
import io.leeway.schema.Schema;
import io.leeway.schema.TableRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Columns of equal length, for profiles and drift tests that need no rows: numbers in arrays, categories as codes.
 *
 * <pre>{@code
 * Columns winter = Columns.builder().numbers("distance", 230, 1_400).categories("carrier", List.of("UA", "DL")).build();
 * Columns summer = Columns.read(Rows.csv(Path.of("summer.csv"), TableSchema.of(schema)).missing("NA"));
 * DriftReport report = DriftDetector.of(DriftTests.ks()).compare(winter, summer);
 * }</pre>
 *
 * <p>Arrays are neither copied when they are handed in nor when they are handed out: whoever changes them changes the columns.
 * Otherwise immutable, and safe for use by several threads.
 */
public final class Columns {
    /** How many rows {@link #forEach} reads at a time. */
    public static final int ROWS_AT_A_TIME = 8_192;

    private final Map<String, Column> columns;
    private final Map<String, Integer> vectors;
    private final int rows;

    /** A column: of numbers, or of codes and what they stand for. */
    private record Column(double @Nullable [] numbers, int[] codes, List<String> categories) {
        int rows() {
            return numbers == null ? codes.length : numbers.length;
        }
    }

    private Columns(Map<String, Column> columns, Map<String, Integer> vectors, int rows) {
        this.columns = columns;
        this.vectors = vectors;
        this.rows = rows;
    }

    /**
     * Starts building columns.
     *
     * @return a builder without columns
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads rows as columns: the features, the response, the sensitive columns and the vectors of their schema.
     *
     * @param schema the schema of the rows
     * @param rows the rows, read once
     * @param <R> the type of a row
     * @return all columns, in memory
     * @throws io.leeway.schema.SchemaException if a row's vector has another length than the schema says
     * @throws DataException as an iteration over the rows does
     */
    public static <R> Columns of(Schema<R> schema, Iterable<? extends R> rows) {
        RowsToColumns<R> columns = new RowsToColumns<>(schema);
        rows.forEach(columns::add);
        return columns.columns();
    }

    /**
     * Reads a CSV file as columns, without making rows: the features, the response and the sensitive columns of its schema.
     *
     * @param rows the file, its schema and its options
     * @return all columns, in memory
     * @throws DataException as an iteration over the rows does
     */
    public static Columns read(CsvRows<TableRow> rows) {
        ColumnsTarget target = ColumnsTarget.of(rows.schema());
        try (CsvIterator<ColumnsTarget> lines = rows.open(target)) {
            while (lines.hasNext()) {
                lines.next();
            }
            return target.take();
        }
    }

    /**
     * Reads a CSV file as {@link #read} does, but only {@value #ROWS_AT_A_TIME} rows at a time, so that it may be larger than the memory.
     *
     * @param rows the file, its schema and its options
     * @param action receives the columns of one part of the rows after the other
     * @throws DataException as an iteration over the rows does
     */
    public static void forEach(CsvRows<TableRow> rows, Consumer<? super Columns> action) {
        ColumnsTarget target = ColumnsTarget.of(rows.schema());
        try (CsvIterator<ColumnsTarget> lines = rows.open(target)) {
            while (lines.hasNext()) {
                lines.next();
                if (target.rows() == ROWS_AT_A_TIME) {
                    action.accept(target.take());
                }
            }
            if (target.rows() > 0) {
                action.accept(target.take());
            }
        }
    }

    /**
     * Returns the number of rows.
     *
     * @return the length of each column
     */
    public int rows() {
        return rows;
    }

    /**
     * Returns the names of the columns. The numbers of a vector {@code text} are the columns {@code text[0]}, {@code text[1]} and so on.
     *
     * @return the names, in the order in which the columns were added
     */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /**
     * Returns the names of the columns that are not numbers of a vector: what profiles and tests of single features compare.
     *
     * @return the names, in the order in which the columns were added
     */
    public List<String> features() {
        return columns.keySet().stream().filter(name -> !isOfVector(name)).toList();
    }

    private boolean isOfVector(String name) {
        int bracket = name.lastIndexOf('[');
        return bracket > 0 && vectors.containsKey(name.substring(0, bracket));
    }

    /**
     * Returns the vectors.
     *
     * @return the dimension of each by its name, in the order in which they were added
     */
    public Map<String, Integer> vectors() {
        return vectors;
    }

    /**
     * Returns the type of a column.
     *
     * @param name its name
     * @return its type
     * @throws IllegalArgumentException if there is no such column; the message lists similar names
     */
    public FeatureType type(String name) {
        return column(name).numbers == null ? FeatureType.CATEGORICAL : FeatureType.NUMERIC;
    }

    /**
     * Returns a column of numbers.
     *
     * @param name its name
     * @return the numbers themselves; {@code NaN} means missing
     * @throws IllegalArgumentException if there is no such column, or it is categorical
     */
    public double[] numbers(String name) {
        double[] numbers = column(name).numbers;
        if (numbers == null) {
            throw new IllegalArgumentException("column \"" + name + "\" is categorical: use codes(\"" + name + "\")");
        }
        return numbers;
    }

    /**
     * Returns a column of categories.
     *
     * @param name its name
     * @return the codes themselves: indices of {@link #categories}; a code below 0 means missing
     * @throws IllegalArgumentException if there is no such column, or it is numeric
     */
    public int[] codes(String name) {
        return categorical(name).codes;
    }

    /**
     * Returns what the codes of a column stand for.
     *
     * @param name its name
     * @return the categories
     * @throws IllegalArgumentException if there is no such column, or it is numeric
     */
    public List<String> categories(String name) {
        return categorical(name).categories;
    }

    private Column categorical(String name) {
        Column column = column(name);
        if (column.numbers != null) {
            throw new IllegalArgumentException("column \"" + name + "\" is numeric: use numbers(\"" + name + "\")");
        }
        return column;
    }

    private Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column \"" + name + "\": " + NearNames.hint(name, columns.keySet()));
        }
        return column;
    }

    @Override
    public String toString() {
        return rows + " rows of " + features() + (vectors.isEmpty() ? "" : " and vectors " + vectors);
    }

    /** Builds columns. Start with {@link Columns#builder}. Not safe for use by several threads. */
    public static final class Builder {
        private static final int[] NO_CODES = {};

        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final Map<String, Integer> vectors = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a column of numbers.
         *
         * @param name its name
         * @param values the numbers, not copied; {@code NaN} means missing
         * @return this builder
         * @throws IllegalArgumentException if the name is taken, or the other columns have another length
         */
        public Builder numbers(String name, double... values) {
            return add(name, new Column(values, NO_CODES, List.of()));
        }

        /**
         * Adds a column of categories.
         *
         * @param name its name
         * @param values the categories; {@code null} means missing
         * @return this builder
         * @throws IllegalArgumentException if the name is taken, or the other columns have another length
         */
        public Builder categories(String name, List<? extends @Nullable String> values) {
            int[] codes = new int[values.size()];
            Map<String, Integer> known = new HashMap<>();
            List<String> categories = new ArrayList<>();
            int row = 0;
            for (String value : values) {
                Integer code = value == null ? Integer.valueOf(-1) : known.putIfAbsent(value, categories.size());
                if (value != null && code == null) {
                    code = categories.size();
                    categories.add(value);
                }
                codes[row++] = code == null ? -1 : code;
            }
            return codes(name, codes, categories);
        }

        /**
         * Adds a column of categories that are coded already.
         *
         * @param name its name
         * @param codes indices of the categories, not copied; a code below 0 means missing
         * @param categories what the codes stand for; several codes may have the same category
         * @return this builder
         * @throws IllegalArgumentException if the name is taken, the other columns have another length, or a code has no category
         */
        public Builder codes(String name, int[] codes, List<String> categories) {
            int greatest = Arrays.stream(codes).max().orElse(-1);
            if (greatest >= categories.size()) {
                throw new IllegalArgumentException("column \"" + name + "\" has the code " + greatest + ", but only "
                        + categories.size() + " categories");
            }
            return add(name, new Column(null, codes, List.copyOf(categories)));
        }

        /**
         * Adds a column of vectors, such as embeddings, each number of which is a column of its own.
         *
         * @param name its name
         * @param values a vector a row, copied, all of one length; {@code null} means missing, and so do {@code NaN} and infinities inside
         * @return this builder
         * @throws IllegalArgumentException if vectors differ in length or none has a number, a name is taken, or the other columns have another length
         */
        public Builder vectors(String name, double[] @Nullable [] values) {
            int dimension = 0;
            for (int row = 0; row < values.length && dimension == 0; row++) {
                double[] vector = values[row];
                dimension = vector == null ? 0 : vector.length;
            }
            if (dimension == 0) {
                throw new IllegalArgumentException("the vectors of \"" + name + "\" have no number");
            }
            double[][] parts = new double[dimension][values.length];
            for (int row = 0; row < values.length; row++) {
                double[] vector = values[row];
                if (vector != null && vector.length != dimension) {
                    throw new IllegalArgumentException("the vectors of \"" + name + "\" have " + dimension
                            + " numbers, but that of row " + row + " has " + vector.length);
                }
                for (int k = 0; k < dimension; k++) {
                    parts[k][row] = vector == null ? Double.NaN : vector[k];
                }
            }
            return vectorColumns(name, parts);
        }

        /** Adds the numbers of vectors, one array for all their first ones, and so on. */
        Builder vectorColumns(String name, double[][] parts) {
            if (columns.containsKey(name) || vectors.putIfAbsent(name, parts.length) != null) {
                throw new IllegalArgumentException("column \"" + name + "\" is there already: names must be unique");
            }
            for (int k = 0; k < parts.length; k++) {
                add(name + "[" + k + "]", new Column(parts[k], NO_CODES, List.of()));
            }
            return this;
        }

        private Builder add(String name, Column column) {
            Map.Entry<String, Column> other =
                    columns.isEmpty() ? null : columns.entrySet().iterator().next();
            if (other != null && other.getValue().rows() != column.rows()) {
                throw new IllegalArgumentException("columns are about the same rows, but \"" + other.getKey()
                        + "\" has " + other.getValue().rows() + " and \"" + name + "\" " + column.rows());
            }
            if (vectors.containsKey(name) || columns.putIfAbsent(name, column) != null) {
                throw new IllegalArgumentException("column \"" + name + "\" is there already: names must be unique");
            }
            return this;
        }

        /**
         * Builds the columns.
         *
         * @return the columns
         */
        public Columns build() {
            int rows =
                    columns.values().stream().mapToInt(Column::rows).findFirst().orElse(0);
            return new Columns(
                    Collections.unmodifiableMap(new LinkedHashMap<>(columns)),
                    Collections.unmodifiableMap(new LinkedHashMap<>(vectors)),
                    rows);
        }
    }
}
