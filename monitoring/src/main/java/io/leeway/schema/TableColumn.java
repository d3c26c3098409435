package io.leeway.schema;

import java.util.Objects;
import java.util.Optional;

/**
 * A column of a {@link TableSchema}.
 *
 * @param name its name, not blank
 * @param type how its values are read; empty for a time, and for a column that is left out
 * @param role what it is for
 * @param sensitive whether fairness is measured over it
 * @param vector what its vectors hold; empty if it has none
 */
public record TableColumn(
        String name, Optional<FeatureType> type, Role role, boolean sensitive, Optional<VectorType> vector) {

    /**
     * Checks the combination.
     *
     * @param name its name
     * @param type how its values are read
     * @param role what it is for
     * @param sensitive whether fairness is measured over it
     * @param vector what its vectors hold
     * @throws SchemaException if the name is blank, a feature, response or sensitive column has no type, an id is
     *     categorical, or a vector has a type or a role
     */
    public TableColumn {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(vector, "vector");
        if (vector.isPresent() && (type.isPresent() || sensitive || role != Role.NONE)) {
            throw new SchemaException(
                    name, "column \"" + name + "\" of vectors has no type and no role, and is not sensitive");
        }
        if (name.isBlank()) {
            throw new SchemaException("", "a column needs a name: it was blank");
        }
        boolean read = role == Role.FEATURE || role == Role.RESPONSE || sensitive;
        if (read && type.isEmpty()) {
            throw new SchemaException(
                    name,
                    "column \"" + name + "\" needs a type: \"numeric\" or \"categorical\", unless it is the time");
        }
        if (role == Role.ID && type.filter(FeatureType.CATEGORICAL::equals).isPresent()) {
            throw new SchemaException(
                    name, "column \"" + name + "\" cannot be the id as a categorical column: ids are whole numbers");
        }
    }

    /**
     * Describes a column that has no vectors.
     *
     * @param name its name
     * @param type how its values are read
     * @param role what it is for
     * @param sensitive whether fairness is measured over it
     * @throws SchemaException if the name is blank, a feature, response or sensitive column has no type, or an id is
     *     categorical
     */
    public TableColumn(String name, Optional<FeatureType> type, Role role, boolean sensitive) {
        this(name, type, role, sensitive, Optional.empty());
    }

    /**
     * Returns a column of vectors, such as embeddings.
     *
     * @param name its name
     * @param vector what its vectors hold
     * @return the column, which is no feature
     */
    public static TableColumn vector(String name, VectorType vector) {
        return new TableColumn(name, Optional.empty(), Role.NONE, false, Optional.of(vector));
    }

    /**
     * Returns a numeric feature.
     *
     * @param name its name
     * @return the column
     */
    public static TableColumn numeric(String name) {
        return new TableColumn(name, Optional.of(FeatureType.NUMERIC), Role.FEATURE, false);
    }

    /**
     * Returns a categorical feature.
     *
     * @param name its name
     * @return the column
     */
    public static TableColumn categorical(String name) {
        return new TableColumn(name, Optional.of(FeatureType.CATEGORICAL), Role.FEATURE, false);
    }

    /**
     * Returns the event time: ISO-8601 with an offset, or milliseconds since 1970.
     *
     * @param name its name
     * @return the column
     */
    public static TableColumn time(String name) {
        return new TableColumn(name, Optional.empty(), Role.TIME, false);
    }

    /**
     * Returns this column with another role.
     *
     * @param other the role
     * @return the column
     * @throws SchemaException if the column's type does not allow it
     */
    public TableColumn as(Role other) {
        return new TableColumn(name, type, other, sensitive);
    }

    /**
     * Returns this column with another type.
     *
     * @param other the type
     * @return the column
     */
    public TableColumn as(FeatureType other) {
        return new TableColumn(name, Optional.of(other), role, sensitive);
    }

    /**
     * Returns this column, marked as sensitive.
     *
     * @return the column
     */
    public TableColumn markedSensitive() {
        return new TableColumn(name, type, role, true);
    }

    /** Whether rows keep its values, as a number or a text. */
    boolean stored() {
        return type.isPresent() && (sensitive || role == Role.FEATURE || role == Role.RESPONSE);
    }

    @Override
    public String toString() {
        String what = vector.map(VectorType::toString).orElse(role == Role.FEATURE ? Words.of(type) : Words.of(role));
        return name + " (" + what + (sensitive ? ", sensitive" : "") + ")";
    }
}
