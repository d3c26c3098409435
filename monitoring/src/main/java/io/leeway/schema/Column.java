package io.leeway.schema;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One column with every way in which it can be read; a way that its type does not allow is null.
 *
 * @param typeName the Java type, for messages
 * @param type how it is read as a feature; null where it cannot be one
 * @param longValue reads an id, or a time as epoch milliseconds
 * @param timeLike whether {@code longValue} may stand for a time
 * @param idLike whether {@code longValue} may stand for an id
 * @param vector reads a {@code float[]} or a {@code double[]}
 * @param dimension the length of a vector; 0 for all columns that were not declared as one
 */
record Column<R>(
        String name,
        String typeName,
        @Nullable FeatureType type,
        @Nullable ToDoubleFunction<? super R> number,
        @Nullable Function<? super R, @Nullable String> category,
        @Nullable ToLongFunction<? super R> longValue,
        boolean timeLike,
        boolean idLike,
        Role role,
        boolean sensitive,
        @Nullable Function<? super R, @Nullable Object> vector,
        int dimension) {

    /** A column that is no vector. */
    Column(
            String name,
            String typeName,
            @Nullable FeatureType type,
            @Nullable ToDoubleFunction<? super R> number,
            @Nullable Function<? super R, @Nullable String> category,
            @Nullable ToLongFunction<? super R> longValue,
            boolean timeLike,
            boolean idLike,
            Role role,
            boolean sensitive) {
        this(name, typeName, type, number, category, longValue, timeLike, idLike, role, sensitive, null, 0);
    }

    /** A column of arrays, which is a vector once its dimension is declared. */
    static <R> Column<R> ofArrays(
            String name, String typeName, Function<? super R, @Nullable Object> vector, Role role, int dimension) {
        return new Column<>(name, typeName, null, null, null, null, false, false, role, false, vector, dimension);
    }

    Column<R> withRole(Role newRole) {
        return new Column<>(
                name, typeName, type, number, category, longValue, timeLike, idLike, newRole, sensitive, vector,
                dimension);
    }

    /** As a vector; of 0 numbers it is none. */
    Column<R> withDimension(int newDimension) {
        return new Column<>(
                name,
                typeName,
                type,
                number,
                category,
                longValue,
                timeLike,
                idLike,
                Role.NONE,
                sensitive,
                vector,
                newDimension);
    }

    boolean isVector() {
        return dimension > 0;
    }

    Column<R> withSensitive() {
        return new Column<>(
                name, typeName, type, number, category, longValue, timeLike, idLike, role, true, vector, dimension);
    }

    /** What an id in this column is; null where it cannot be one. */
    @Nullable
    IdType idType() {
        if (idLike) {
            return IdType.NUMBER;
        }
        if (category == null || typeName.equals(String.class.getTypeName())) {
            return category == null ? null : IdType.TEXT;
        }
        return typeName.equals(java.util.UUID.class.getTypeName()) ? IdType.UUID : null;
    }

    Column<R> withType(@Nullable FeatureType newType) {
        return new Column<>(
                name, typeName, newType, number, category, longValue, timeLike, idLike, role, sensitive, vector,
                dimension);
    }

    /** This column of other rows, in which it has no value. */
    <S> Column<S> unread() {
        return new Column<>(name, typeName, type, null, null, null, timeLike, idLike, role, sensitive, null, dimension);
    }

    /** Makes the reader of this column at the given place; the caller has checked that its type is known. */
    Feature<R> feature(int index) {
        if (type == FeatureType.NUMERIC && number != null) {
            return Feature.numeric(name, index, number);
        }
        if (type == FeatureType.CATEGORICAL && category != null) {
            return Feature.categorical(name, index, category, number);
        }
        String quoted = "(\"" + name + "\")";
        throw new SchemaException(
                name,
                "column \"" + name + "\" of type " + typeName + " cannot be read as a feature: take it out by without"
                        + quoted
                        + (vector != null ? ", or declare its length by vector(\"" + name + "\", n)" : "")
                        + (timeLike ? ", or make it the time by time" + quoted : "")
                        + ", or turn it into a number, text, enum or boolean");
    }
}
