package io.leeway.schema;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of a row: its name, its type and the accessor of its value.
 *
 * <p>Immutable and safe for use by several threads, provided that its accessor is. Reading a primitive component of a
 * record allocates nothing.
 *
 * @param <R> the type of a row
 */
public final class Feature<R> {
    private final String name;
    private final int index;
    private final FeatureType type;
    private final @Nullable ToDoubleFunction<? super R> number;
    private final @Nullable Function<? super R, @Nullable String> category;

    private Feature(
            String name,
            int index,
            FeatureType type,
            @Nullable ToDoubleFunction<? super R> number,
            @Nullable Function<? super R, @Nullable String> category) {
        this.name = name;
        this.index = index;
        this.type = type;
        this.number = number;
        this.category = category;
    }

    static <R> Feature<R> numeric(String name, int index, ToDoubleFunction<? super R> number) {
        return new Feature<>(name, index, FeatureType.NUMERIC, Objects.requireNonNull(number), null);
    }

    static <R> Feature<R> categorical(
            String name,
            int index,
            Function<? super R, @Nullable String> category,
            @Nullable ToDoubleFunction<? super R> number) {
        return new Feature<>(name, index, FeatureType.CATEGORICAL, number, Objects.requireNonNull(category));
    }

    /**
     * Returns the name of the column.
     *
     * @return the name, unique within the schema
     */
    public String name() {
        return name;
    }

    /**
     * Returns the type of the column.
     *
     * @return {@link FeatureType#NUMERIC} for {@link #number}, {@link FeatureType#CATEGORICAL} for {@link #category}
     */
    public FeatureType type() {
        return type;
    }

    /**
     * Returns the feature's index in {@link Schema#features()}.
     *
     * @return the index, counted from 0; -1 for a column that is not a feature (the response, or a sensitive column
     *     that was removed from the features)
     */
    public int index() {
        return index;
    }

    /**
     * Reads a number.
     *
     * @param row the row
     * @return the value; {@code NaN} if it is missing
     * @throws SchemaException if the column is categorical
     */
    public double number(R row) {
        ToDoubleFunction<? super R> reader = number;
        if (reader == null || type != FeatureType.NUMERIC) {
            throw wrongType("a number", "category(row)");
        }
        return reader.applyAsDouble(row);
    }

    /** What reads the number. */
    ToDoubleFunction<? super R> reader() {
        ToDoubleFunction<? super R> reader = number;
        if (reader == null || type != FeatureType.NUMERIC) {
            throw wrongType("a number", "category(row)");
        }
        return reader;
    }

    /**
     * Reads the same column as a number, where it is one that the schema treats as categories, such as an hour of the day.
     *
     * @return a numeric feature of the same name and place; empty for a column of texts
     */
    public Optional<Feature<R>> asNumber() {
        if (type == FeatureType.NUMERIC) {
            return Optional.of(this);
        }
        ToDoubleFunction<? super R> reader = number;
        return reader == null ? Optional.empty() : Optional.of(Feature.<R>numeric(name, index, reader));
    }

    /**
     * Reads a category.
     *
     * @param row the row
     * @return the value; {@code null} if it is missing
     * @throws SchemaException if the column is numeric
     */
    public @Nullable String category(R row) {
        return categoryReader().apply(row);
    }

    /** What reads the category. */
    Function<? super R, @Nullable String> categoryReader() {
        Function<? super R, @Nullable String> reader = category;
        if (reader == null) {
            throw wrongType("a category", "number(row), or declare it by categorical(\"" + name + "\")");
        }
        return reader;
    }

    private SchemaException wrongType(String asked, String instead) {
        return new SchemaException(
                name, "column \"" + name + "\" is " + type + " and was read as " + asked + ": use " + instead);
    }

    @Override
    public String toString() {
        return name + " (" + type.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
