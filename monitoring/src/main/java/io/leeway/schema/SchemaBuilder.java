package io.leeway.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Builds a schema for rows of any type from functions that read them. Start with {@link Schema#builder}.
 *
 * <p>Not safe for use by several threads. The functions must be, because the schema is.
 *
 * @param <R> the type of a row
 */
public final class SchemaBuilder<R> {
    private final Class<R> rowType;
    private final List<Column<R>> columns = new ArrayList<>();
    private final List<String> sensitive = new ArrayList<>();

    SchemaBuilder(Class<R> rowType) {
        this.rowType = Objects.requireNonNull(rowType, "rowType");
    }

    /**
     * Adds a numeric feature.
     *
     * @param name its name, not blank
     * @param reader reads the value; {@code NaN} means missing
     * @return this builder
     * @throws SchemaException if the name is blank or taken
     */
    public SchemaBuilder<R> numeric(String name, ToDoubleFunction<? super R> reader) {
        return add(number(name, reader, Role.FEATURE));
    }

    /**
     * Adds a categorical feature.
     *
     * @param name its name, not blank
     * @param reader reads the value; {@code null} means missing
     * @return this builder
     * @throws SchemaException if the name is blank or taken
     */
    public SchemaBuilder<R> categorical(String name, Function<? super R, @Nullable String> reader) {
        return add(text(name, reader, Role.FEATURE));
    }

    /**
     * Adds a vector, such as an embedding, as {@link Schema#vector} makes one.
     *
     * @param name its name, not blank
     * @param dimension the length of all its arrays, at least 1
     * @param reader reads a {@code float[]} or a {@code double[]}, as an object since Java has no type for both; {@code null} means missing
     * @return this builder
     * @throws SchemaException if the name is blank or taken, or the dimension is below 1
     */
    public SchemaBuilder<R> vector(String name, int dimension, Function<? super R, @Nullable Object> reader) {
        Objects.requireNonNull(reader, "reader");
        return add(Column.ofArrays(name, "array", reader, Role.NONE, VectorFeature.dimension(name, dimension)));
    }

    /**
     * Adds the response of a classification.
     *
     * @param name its name, not blank
     * @param reader reads the class; {@code null} means that it is not known
     * @return this builder
     * @throws SchemaException if the name is blank or taken, or there is a response already
     */
    public SchemaBuilder<R> response(String name, Function<? super R, @Nullable String> reader) {
        return add(text(name, reader, Role.RESPONSE));
    }

    /**
     * Adds the response of a regression.
     *
     * @param name its name, not blank
     * @param reader reads the value; {@code NaN} means that it is not known
     * @return this builder
     * @throws SchemaException if the name is blank or taken, or there is a response already
     */
    public SchemaBuilder<R> numericResponse(String name, ToDoubleFunction<? super R> reader) {
        return add(number(name, reader, Role.RESPONSE));
    }

    /**
     * Adds the row's id, by which a later label is joined with its prediction.
     *
     * @param reader reads the value
     * @return this builder
     * @throws SchemaException if there is an id already
     */
    public SchemaBuilder<R> id(ToLongFunction<? super R> reader) {
        Objects.requireNonNull(reader, "reader");
        return add(new Column<>("id()", "long", null, null, null, reader, false, true, Role.ID, false));
    }

    /**
     * Adds the event time.
     *
     * @param reader reads the value
     * @return this builder
     * @throws SchemaException if there is a time already
     */
    public SchemaBuilder<R> time(Function<? super R, ? extends @Nullable Instant> reader) {
        Objects.requireNonNull(reader, "reader");
        ToLongFunction<R> millis =
                row -> Accessors.required("time()", reader.apply(row)).toEpochMilli();
        return add(
                new Column<>("time()", "java.time.Instant", null, null, null, millis, true, false, Role.TIME, false));
    }

    /**
     * Marks features as sensitive, so that fairness can be measured over them.
     *
     * @param names the names of columns that were or will be added
     * @return this builder
     */
    public SchemaBuilder<R> sensitive(String... names) {
        sensitive.addAll(List.of(names));
        return this;
    }

    /**
     * Builds the schema.
     *
     * @return the schema
     * @throws SchemaException if there is no column, or a sensitive name is unknown
     */
    public Schema<R> build() {
        if (columns.isEmpty()) {
            throw new SchemaException("", "a schema needs a column: add numeric(...) or categorical(...)");
        }
        return new Schema<>(rowType, columns).sensitive(sensitive.toArray(new String[0]));
    }

    private static <R> Column<R> number(String name, ToDoubleFunction<? super R> reader, Role role) {
        Objects.requireNonNull(reader, "reader");
        return new Column<>(name, "double", FeatureType.NUMERIC, reader, null, null, false, false, role, false);
    }

    private static <R> Column<R> text(String name, Function<? super R, @Nullable String> reader, Role role) {
        Objects.requireNonNull(reader, "reader");
        return new Column<>(name, "text", FeatureType.CATEGORICAL, null, reader, null, false, false, role, false);
    }

    private SchemaBuilder<R> add(Column<R> column) {
        if (column.name().isBlank()) {
            throw new SchemaException("", "a column needs a name: it was blank");
        }
        for (Column<R> other : columns) {
            if (column.role() != Role.FEATURE && !column.isVector() && other.role() == column.role()) {
                String role = column.role().name().toLowerCase(java.util.Locale.ROOT);
                throw new SchemaException(column.name(), "the schema has its " + role + " already: it may have one");
            }
            if (other.name().equals(column.name())) {
                throw new SchemaException(
                        column.name(), "column \"" + column.name() + "\" is declared twice: names must be unique");
            }
        }
        columns.add(column);
        return this;
    }
}
