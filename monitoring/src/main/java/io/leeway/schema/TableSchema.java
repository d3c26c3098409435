package io.leeway.schema;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The description of a table whose rows have no Java class: the columns by name, type and role. It has a JSON form, so
 * that a schema travels with data and models between teams and tools.
 *
 * <pre>{@code
 * TableSchema schema = TableSchema.parse(Files.readString(Path.of("flights.json")));
 * Profile profile = Profiler.of(schema.bind()).addAll(Rows.csv(file, schema)).profile();
 * }</pre>
 *
 * <p>{@link #of(Schema)} describes a schema that was declared over a Java class; both have the same
 * {@linkplain Schema#fingerprint() fingerprint}. Immutable and safe for use by several threads.
 *
 * @param columns the columns, in their order
 */
public record TableSchema(List<TableColumn> columns) {

    /**
     * Checks and copies the columns.
     *
     * @param columns the columns, in their order
     * @throws SchemaException if there is none, two have the same name, or two are the response, the id or the time
     */
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new SchemaException("", "a schema needs a column");
        }
        Set<String> names = new HashSet<>();
        Set<Role> taken = EnumSet.noneOf(Role.class);
        for (TableColumn column : columns) {
            if (!names.add(column.name())) {
                throw new SchemaException(
                        column.name(), "column \"" + column.name() + "\" is declared twice: names must be unique");
            }
            boolean single = column.role() != Role.FEATURE && column.role() != Role.NONE;
            if (single && !taken.add(column.role())) {
                throw new SchemaException(
                        column.name(),
                        "\"" + column.name() + "\" cannot be the " + Words.of(column.role())
                                + ": the schema has one already");
            }
        }
    }

    /**
     * Describes a schema that was declared over a Java class.
     *
     * @param schema the schema
     * @return its description, with the same fingerprint
     * @throws SchemaException if a column of the schema cannot be read as a feature
     */
    public static TableSchema of(Schema<?> schema) {
        List<TableColumn> columns = new ArrayList<>();
        for (Column<?> column : schema.columns()) {
            columns.add(column.isVector() ? vector(column) : described(column));
        }
        return new TableSchema(columns);
    }

    private static TableColumn described(Column<?> column) {
        return new TableColumn(column.name(), Optional.ofNullable(column.type()), column.role(), column.sensitive());
    }

    private static TableColumn vector(Column<?> column) {
        boolean isFloat = column.typeName().equals(float[].class.getTypeName());
        return TableColumn.vector(column.name(), new VectorType(column.dimension(), isFloat));
    }

    /**
     * Reads the JSON form.
     *
     * @param json what {@link #toJson} wrote, or a person
     * @return the schema
     * @throws SchemaFormatException if the text is not the JSON form of a schema; the message names the place
     * @throws SchemaException if the schema is invalid
     */
    public static TableSchema parse(String json) {
        return TableSchemaJson.read(json);
    }

    /**
     * Returns the features and vectors as MLflow writes the inputs of a model's signature, for example for the {@code signature} of an {@code MLmodel} file: columns of type
     * {@code double} and {@code string}, none of them required; or, since MLflow does not mix columns and tensors, one named tensor each if there is a vector, of {@code float32} or
     * {@code float64} and shape {@code [-1, n]} for a vector of n numbers, {@code float64} and {@code str} of shape {@code [-1]} for the others.
     *
     * @return a JSON array, as {@code mlflow.types.Schema.from_json} reads it
     */
    public String toMlflowInputs() {
        return MlflowSignature.inputs(this);
    }

    /**
     * Returns the JSON form: a column on each line. A column is a feature and not sensitive unless it says otherwise. With vectors, of which
     * {@code {"name": "text", "role": "none", "dimension": 768, "numbers": "float32"}} is one, the format is 2; formats 1 and 2 are read.
     *
     * <pre class="json">{@code
     * {
     *   "format": 1,
     *   "columns": [
     *     {"name": "scheduled", "role": "time"},
     *     {"name": "distance", "type": "numeric"},
     *     {"name": "carrier", "type": "categorical", "sensitive": true},
     *     {"name": "late", "type": "categorical", "role": "response"}
     *   ]
     * }
     * }</pre>
     *
     * @return JSON, with a line feed at its end
     */
    public String toJson() {
        return TableSchemaJson.write(this);
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names, in the order of the columns
     */
    public List<String> names() {
        return columns.stream().map(TableColumn::name).toList();
    }

    /**
     * Returns a column.
     *
     * @param name its name
     * @return the column
     * @throws SchemaException if there is none; the message lists similar names
     */
    public TableColumn column(String name) {
        return columns.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new SchemaException(
                        name, "no column \"" + name + "\" in the schema: " + NearNames.hint(name, names())));
    }

    /**
     * Replaces the column of the same name.
     *
     * @param column the new column
     * @return the schema with it
     * @throws SchemaException if there is no column of this name, or its role is taken
     */
    public TableSchema with(TableColumn column) {
        column(column.name());
        return new TableSchema(columns.stream()
                .map(each -> each.name().equals(column.name()) ? column : each)
                .toList());
    }

    /**
     * Leaves all columns but the features out, for rows that need no response, id or time.
     *
     * @return the schema, in which only features are read
     */
    public TableSchema featuresOnly() {
        return new TableSchema(columns.stream()
                .map(each -> each.role() == Role.FEATURE
                        ? each
                        : new TableColumn(each.name(), each.type(), Role.NONE, false))
                .toList());
    }

    /**
     * Returns the schema that reads rows of this table.
     *
     * @return the schema, for profilers, monitors and models
     */
    public Schema<TableRow> bind() {
        return TableRow.schema(this);
    }

    /**
     * Starts building rows of this table.
     *
     * @return a builder, not safe for use by several threads
     */
    public TableRow.Builder rows() {
        return new TableRow.Builder(this);
    }

    /**
     * Compares this schema, by which a model was trained, with the schema of rows that it may be served.
     *
     * @param served the schema of the rows
     * @return every difference, each with whether the model can be served in spite of it
     */
    public SchemaDiff diff(TableSchema served) {
        return SchemaDiff.between(this, served);
    }

    Map<String, TableColumn> byName() {
        return columns.stream().collect(Collectors.toMap(TableColumn::name, each -> each));
    }

    @Override
    public String toString() {
        return "TableSchema" + columns;
    }
}
