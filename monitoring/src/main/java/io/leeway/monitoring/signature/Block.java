package io.leeway.monitoring.signature;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a period, column by column: a week of the reference, or a window to judge.
 *
 * <p>Rows should be in the order of their times. Immutable and safe for use by several threads.
 */
public final class Block {
    private final int rows;
    private final long @Nullable [] times;
    private final long @Nullable [] ids;
    private final long from;
    private final long to;
    private final Map<String, double[]> numbers;
    private final Map<String, @Nullable String[]> categories;
    private final Map<String, Counts> counts = new LinkedHashMap<>();

    private Block(Builder builder) {
        rows = builder.rows;
        times = builder.times;
        ids = builder.ids;
        numbers = new LinkedHashMap<>(builder.numbers);
        categories = new LinkedHashMap<>(builder.categories);
        LongSummaryStatistics known = times == null || rows == 0
                ? new LongSummaryStatistics(1, 0, 0, 0)
                : LongStream.of(times).summaryStatistics();
        from = builder.from != null ? builder.from.toEpochMilli() : known.getMin();
        to = builder.to != null ? builder.to.toEpochMilli() : known.getMax();
        numbers.forEach((name, values) -> counts.put(name, Counts.of(values)));
        categories.forEach((name, values) -> counts.put(name, Counts.of(values)));
    }

    /**
     * Reads rows by their schema: all features, and the id and the time if the schema has them. The block's period begins with its earliest
     * row and ends with its latest.
     *
     * @param schema the schema
     * @param rows the rows, in the order of their times
     * @param <R> the type of a row
     * @return the block
     */
    public static <R> Block of(Schema<R> schema, Iterable<? extends R> rows) {
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        Builder builder = new Builder(all.size());
        for (Feature<R> feature : schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                builder.numbers(
                        feature.name(),
                        all.stream().mapToDouble(feature::number).toArray());
            } else {
                builder.categories(
                        feature.name(), all.stream().map(feature::category).toArray(String[]::new));
            }
        }
        if (schema.hasId()) {
            builder.ids(all.stream().mapToLong(schema::id).toArray());
        }
        if (schema.hasTime()) {
            builder.times(all.stream().mapToLong(schema::timeMillis).toArray());
        }
        return builder.build();
    }

    /**
     * Starts building a block column by column.
     *
     * @param rows the number of rows, 0 or more
     * @return a builder without columns
     */
    public static Builder builder(int rows) {
        return new Builder(rows);
    }

    /** Builds a {@link Block}. Columns are not copied and must not be changed afterwards. */
    public static final class Builder {
        private final int rows;
        private final Map<String, double[]> numbers = new LinkedHashMap<>();
        private final Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
        private long @Nullable [] times;
        private long @Nullable [] ids;
        private @Nullable Instant from;
        private @Nullable Instant to;

        private Builder(int rows) {
            this.rows = rows;
        }

        /**
         * Adds a numeric feature.
         *
         * @param name its name
         * @param values one for each row; {@code NaN} and infinities are missing
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than rows
         */
        public Builder numbers(String name, double[] values) {
            boolean finite = Arrays.stream(values).noneMatch(Double::isInfinite);
            double[] known = finite
                    ? values
                    : Arrays.stream(values)
                            .map(each -> Double.isInfinite(each) ? Double.NaN : each)
                            .toArray();
            numbers.put(name, sized(name, values.length, known));
            return this;
        }

        /**
         * Adds a categorical feature.
         *
         * @param name its name
         * @param values one for each row; {@code null} is missing
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than rows
         */
        public Builder categories(String name, @Nullable String[] values) {
            categories.put(name, sized(name, values.length, values));
            return this;
        }

        /**
         * Sets the time of each row.
         *
         * @param millis milliseconds since 1970-01-01T00:00:00Z
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than rows
         */
        public Builder times(long[] millis) {
            times = sized("times", millis.length, millis);
            return this;
        }

        /**
         * Sets the id of each row, by which findings name rows, and by which rows that come twice are known.
         *
         * @param values the ids
         * @return this builder
         * @throws IllegalArgumentException if there are more or fewer values than rows
         */
        public Builder ids(long[] values) {
            ids = sized("ids", values.length, values);
            return this;
        }

        /**
         * Sets the period in which rows were expected; by default that from the earliest to the latest row.
         *
         * @param start its start
         * @param end its end
         * @return this builder
         */
        public Builder period(Instant start, Instant end) {
            from = start;
            to = end;
            return this;
        }

        private <T> T sized(String name, int length, T values) {
            if (length != rows) {
                throw new IllegalArgumentException(
                        "column \"" + name + "\" has " + length + " values for " + rows + " rows");
            }
            return values;
        }

        /**
         * Builds the block.
         *
         * @return the block
         */
        public Block build() {
            return new Block(this);
        }
    }

    /**
     * Returns the number of rows.
     *
     * @return 0 or more
     */
    public int rows() {
        return rows;
    }

    List<String> numeric() {
        return List.copyOf(numbers.keySet());
    }

    List<String> categorical() {
        return List.copyOf(categories.keySet());
    }

    boolean isNumeric(String feature) {
        return numbers.containsKey(feature);
    }

    double[] numbers(String feature) {
        return Objects.requireNonNull(numbers.get(feature), feature);
    }

    @Nullable
    String[] categories(String feature) {
        return Objects.requireNonNull(categories.get(feature), feature);
    }

    Counts counts(String feature) {
        return Objects.requireNonNull(counts.get(feature), feature);
    }

    /** The value of a row; null if it is missing. */
    @Nullable
    Object value(String feature, int row) {
        if (isNumeric(feature)) {
            double number = numbers(feature)[row];
            return Double.isNaN(number) ? null : (Object) (number + 0.0);
        }
        return categories(feature)[row];
    }

    boolean hasTimes() {
        return times != null;
    }

    long time(int row) {
        return Objects.requireNonNull(times)[row];
    }

    boolean hasIds() {
        return ids != null;
    }

    /** The row's id, or its place if there are no ids. */
    long id(int row) {
        return ids == null ? row : ids[row];
    }

    /** Milliseconds from the start of the period to its end; 0 if that is not known. */
    long length() {
        return Math.max(0, to - from);
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }
}
