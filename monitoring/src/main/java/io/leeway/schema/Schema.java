package io.leeway.schema;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The description of a row, declared once, so that training, serving and monitoring read rows in the same way.
 *
 * <p>In a schema of a record class, every component is a feature unless it is given another role:
 *
 * <pre>{@code
 * record Flight(long id, Instant departure, String carrier, double distance, int hour, boolean late) {}
 *
 * Schema<Flight> schema = Schema.of(Flight.class)
 *         .id("id").time("departure").response("late").categorical("hour").sensitive("carrier");
 * }</pre>
 *
 * <p>Numbers are {@link FeatureType#NUMERIC}; texts, enums, booleans and characters are
 * {@link FeatureType#CATEGORICAL}; arrays of numbers are vectors once their length is declared by {@link #vector}. A component of another type must be
 * removed from the features by {@link #without} or {@link #time}; otherwise {@link #features()} and all other methods that read rows throw an exception.
 *
 * <p>Immutable: each option returns a new schema. Safe for use by several threads. Reading a row allocates nothing,
 * except that a number above 1023 or below 0, or one with a fraction, that was declared
 * {@link #categorical categorical} is converted to a new string. For rows that are not records, see {@link #builder}.
 *
 * @param <R> the type of a row
 */
public final class Schema<R> {
    private final ColumnList<R> columns;

    // Null until every column has a role that its type allows; see ready().
    private final @Nullable Resolved<R> resolved;

    Schema(Class<R> rowType, List<Column<R>> columns) {
        this(new ColumnList<>(rowType, columns));
    }

    private Schema(ColumnList<R> columns) {
        this.columns = columns;
        this.resolved = columns.unreadable() == null ? Resolved.of(columns.all()) : null;
    }

    /**
     * Returns the schema of a record class: every component is a feature, whose type follows from its Java type.
     *
     * @param rowType the record class; it may be private or local
     * @param <R> the type of a row
     * @return the schema
     * @throws SchemaException if the class has no components, or its module does not open its package to this library
     */
    public static <R extends Record> Schema<R> of(Class<R> rowType) {
        return new Schema<>(rowType, Accessors.columns(rowType));
    }

    /**
     * Starts building a schema for rows of any type, column by column.
     *
     * <pre>{@code
     * Schema<Map<String, Object>> schema = Schema.<Map<String, Object>>builder(Map.class)
     *         .numeric("distance", row -> (Double) row.get("distance"))
     *         .categorical("carrier", row -> (String) row.get("carrier"))
     *         .build();
     * }</pre>
     *
     * @param type the class of a row, or a superclass
     * @param <R> the type of a row
     * @return a builder with no columns
     */
    @SuppressWarnings("unchecked")
    public static <R> SchemaBuilder<R> builder(Class<? super R> type) {
        return new SchemaBuilder<>((Class<R>) type);
    }

    /**
     * Makes a column the response, which the model predicts. It is no longer a feature.
     *
     * @param name the column
     * @return the new schema
     * @throws SchemaException if there is no such column, its type is not supported, it has another role, or there is a
     *     response already
     */
    public Schema<R> response(String name) {
        Column<R> column = columns.withoutRole(name, Role.RESPONSE);
        column.feature(-1);
        return change(name, c -> c.withRole(Role.RESPONSE));
    }

    /**
     * Marks columns as sensitive, so that fairness can be measured over them. They remain features unless they are
     * removed by {@link #without}.
     *
     * @param names the columns
     * @return the new schema
     * @throws SchemaException if there is no such column, or its type cannot be that of a feature
     */
    public Schema<R> sensitive(String... names) {
        Schema<R> result = this;
        for (String name : names) {
            columns.named(name).feature(-1);
            result = result.change(name, Column::withSensitive);
        }
        return result;
    }

    /**
     * Treats columns as categories although their type is a number, for example an hour of the day.
     *
     * @param names the columns
     * @return the new schema
     * @throws SchemaException if there is no such column, or it cannot be read as text
     */
    public Schema<R> categorical(String... names) {
        Schema<R> result = this;
        for (String name : names) {
            columns.named(name).withType(FeatureType.CATEGORICAL).feature(-1);
            result = result.change(name, c -> c.withType(FeatureType.CATEGORICAL));
        }
        return result;
    }

    /**
     * Removes columns from the features. A sensitive column can still be read by {@link #feature}.
     *
     * @param names the columns
     * @return the new schema
     * @throws SchemaException if there is no such column, or it has another role
     */
    public Schema<R> without(String... names) {
        Schema<R> result = this;
        for (String name : names) {
            result.columns.withoutRole(name, Role.NONE);
            result = result.change(name, c -> c.withDimension(0));
        }
        return result;
    }

    /**
     * Makes a column a vector, such as an embedding: it is compared as a whole by {@code MultivariateTests}. It is no longer a feature; models
     * and profiles do not read it. A log of feedback keeps it to the bit: 4 bytes a number of a {@code float[]}, 8 of a {@code double[]}.
     *
     * @param name a column of type {@code float[]} or {@code double[]}; {@code null} means missing, and so do {@code NaN} and infinities inside
     * @param dimension the length of all its arrays, at least 1
     * @return the new schema
     * @throws SchemaException if there is no such column, it has another type or another role, or the dimension is below 1
     */
    public Schema<R> vector(String name, int dimension) {
        Column<R> column = columns.withoutRole(name, Role.NONE);
        if (column.vector() == null) {
            throw new SchemaException(
                    name,
                    "column \"" + name + "\" of type " + column.typeName()
                            + " cannot be a vector: use a float[] or a double[]");
        }
        return change(name, c -> c.withDimension(VectorFeature.dimension(name, dimension)));
    }

    /**
     * Makes a column the row's id, by which a later label is joined with its prediction. It is no longer a feature.
     *
     * @param name a column of type {@code long}, {@code int}, {@code short}, {@code byte} or one of their boxes, {@code String} or {@code UUID}
     * @return the new schema
     * @throws SchemaException if there is no such column, it has another type or another role, or there is an id
     *     already
     */
    public Schema<R> id(String name) {
        Column<R> column = columns.withoutRole(name, Role.ID);
        if (column.idType() == null) {
            throw new SchemaException(
                    name,
                    "column \"" + name + "\" of type " + column.typeName()
                            + " cannot be the id: use a long, an int, a String or a UUID");
        }
        return change(name, c -> (c.idLike() ? c : c.withType(null)).withRole(Role.ID));
    }

    /**
     * Makes a column the event time. It is no longer a feature.
     *
     * @param name a column of type {@link Instant}, or a {@code long} of milliseconds since 1970-01-01T00:00:00Z
     * @return the new schema
     * @throws SchemaException if there is no such column, it has another type or another role, or there is a time
     *     already
     */
    public Schema<R> time(String name) {
        Column<R> column = columns.withoutRole(name, Role.TIME);
        if (!column.timeLike()) {
            throw new SchemaException(
                    name,
                    "column \"" + name + "\" of type " + column.typeName()
                            + " cannot be the time: use an Instant, or epoch milliseconds in a long");
        }
        return change(name, c -> c.withRole(Role.TIME));
    }

    /**
     * Returns the class of a row.
     *
     * @return the class
     */
    public Class<R> rowType() {
        return columns.rowType();
    }

    /**
     * Returns the features, in the order of declaration.
     *
     * @return the features; {@code features().get(i).index() == i}
     * @throws SchemaException if a column has a type that cannot be that of a feature and was given no other role
     */
    public List<Feature<R>> features() {
        return ready().features;
    }

    /**
     * Returns the vectors, in the order of declaration.
     *
     * @return the vectors, which are no features
     * @throws SchemaException if a column has a type that cannot be that of a feature and was given no other role
     */
    public List<VectorFeature<R>> vectors() {
        return ready().vectors;
    }

    /**
     * Returns a readable column: a feature, the response, or a sensitive column that was removed from the features.
     *
     * @param name the column's name
     * @return the column
     * @throws SchemaException if there is no such column; the message lists similar names
     */
    public Feature<R> feature(String name) {
        Map<String, Feature<R>> readable = ready().readable;
        Feature<R> feature = readable.get(name);
        if (feature == null) {
            throw new SchemaException(
                    name,
                    "no readable column \"" + name + "\" in the schema of "
                            + rowType().getSimpleName() + ": " + NearNames.hint(name, readable.keySet()));
        }
        return feature;
    }

    /**
     * Returns the sensitive columns.
     *
     * @return their names, in the order of declaration
     */
    public List<String> sensitive() {
        return columns.all().stream()
                .filter(Column::sensitive)
                .map(Column::name)
                .toList();
    }

    /**
     * Returns whether there is a response.
     *
     * @return true if {@link #response()} is present
     */
    public boolean hasResponse() {
        return ready().response != null;
    }

    /**
     * Returns the response, which the model predicts.
     *
     * @return the response, whose index is -1, if there is one
     */
    public Optional<Feature<R>> response() {
        return Optional.ofNullable(ready().response);
    }

    /**
     * Returns what the ids of rows are.
     *
     * @return the type; empty if the schema has no id
     */
    public Optional<IdType> idType() {
        return ready().idType;
    }

    /**
     * Reads a row's id that is a text or a UUID.
     *
     * @param row the row
     * @return the text, or the UUID as {@link java.util.UUID#toString} writes it
     * @throws SchemaException if the schema has no such id, or the row's is null
     */
    public String textId(R row) {
        Function<? super R, @Nullable String> id = ready().textId;
        if (id == null || hasId()) {
            throw new SchemaException("", "the schema has no id that is a text: name the column by id(name)");
        }
        return Accessors.required("", id.apply(row));
    }

    /**
     * Returns whether rows have an id that is a number.
     *
     * @return true if {@link #id(Object)} may be called
     */
    public boolean hasId() {
        return ready().id != null;
    }

    /**
     * Reads a row's id that is a number.
     *
     * @param row the row
     * @return the id
     * @throws SchemaException if the schema has no such id, or the row's is null
     */
    public long id(R row) {
        ToLongFunction<? super R> id = ready().id;
        if (id == null) {
            throw new SchemaException("", "the schema has no id that is a number: name the column by id(name)");
        }
        return id.applyAsLong(row);
    }

    /**
     * Returns whether rows have an event time.
     *
     * @return true if {@link #time(Object)} may be called
     */
    public boolean hasTime() {
        return ready().time != null;
    }

    /**
     * Reads a row's event time, to the millisecond.
     *
     * @param row the row
     * @return the time
     * @throws SchemaException if the schema has no time, or the row's is null
     */
    public Instant time(R row) {
        return Instant.ofEpochMilli(timeMillis(row));
    }

    /**
     * Reads a row's event time without allocating.
     *
     * @param row the row
     * @return milliseconds since 1970-01-01T00:00:00Z
     * @throws SchemaException if the schema has no time, or the row's is null
     */
    public long timeMillis(R row) {
        ToLongFunction<? super R> time = ready().time;
        if (time == null) {
            throw new SchemaException("", "the schema has no time: name the column by time(name)");
        }
        return time.applyAsLong(row);
    }

    /**
     * Returns a hash of the names, types and roles of all columns, in their order. Two schemas with the same
     * fingerprint have the same names, types and roles. The fingerprint is stored with a model, so that the model is
     * only used for rows that it was trained for.
     *
     * @return {@code 1-} (the version of the format) and 32 hexadecimal digits of a SHA-256
     * @throws SchemaException if a column has a type that cannot be that of a feature and was given no other role
     */
    public String fingerprint() {
        return ready().fingerprint;
    }

    List<Column<R>> columns() {
        return columns.all();
    }

    private Resolved<R> ready() {
        Resolved<R> ready = resolved;
        if (ready == null) {
            Column<R> bad = columns.unreadable();
            if (bad != null) {
                bad.feature(-1);
            }
            throw new AssertionError("unreachable: the column at fault was refused");
        }
        return ready;
    }

    private Schema<R> change(String name, UnaryOperator<Column<R>> change) {
        return new Schema<>(columns.with(name, change));
    }

    @Override
    public String toString() {
        return "Schema of " + rowType().getSimpleName() + " " + columns;
    }
}
