package io.leeway.schema;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of vectors of one length, such as embeddings: its name, its dimension and the accessor of its value.
 *
 * <p>Immutable and safe for use by several threads, provided that its accessor is.
 *
 * @param <R> the type of a row
 */
public final class VectorFeature<R> {
    private final String name;
    private final int dimension;
    private final @Nullable Function<? super R, @Nullable Object> reader;

    VectorFeature(String name, int dimension, @Nullable Function<? super R, @Nullable Object> reader) {
        this.name = name;
        this.dimension = dimension;
        this.reader = reader;
    }

    /** A dimension that a vector may have. */
    static int dimension(String name, int dimension) {
        if (dimension < 1) {
            throw new SchemaException(
                    name, "a vector has at least 1 number, \"" + name + "\" was declared with " + dimension);
        }
        return dimension;
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
     * Returns how many numbers a vector has.
     *
     * @return at least 1
     */
    public int dimension() {
        return dimension;
    }

    /**
     * Reads a vector. Allocates nothing that the accessor does not.
     *
     * @param row the row
     * @param into receives the numbers from the first on, all {@code NaN} if the row has no vector; at least as long as the dimension
     * @return whether the row has a vector
     * @throws SchemaException if the row's vector has another length, or is no array of numbers
     */
    public boolean read(R row, double[] into) {
        return bytes(row, into) > 0;
    }

    /** Reads a vector like {@link #read}; returns how many bytes each of its numbers has, 0 if the row has no vector. */
    int bytes(R row, double[] into) {
        if (reader == null) {
            throw new SchemaException(name, "the vector \"" + name + "\" was not read with the cells of the row");
        }
        Object value = reader.apply(row);
        if (value != null && !(value instanceof double[]) && !(value instanceof float[])) {
            throw new SchemaException(
                    name,
                    "the vector \"" + name + "\" is a " + value.getClass().getSimpleName()
                            + ": its reader returns a float[] or a double[]");
        }
        int length = value instanceof double[] numbers
                ? numbers.length
                : value instanceof float[] floats ? floats.length : dimension;
        if (length != dimension) {
            throw new SchemaException(
                    name,
                    "the vector \"" + name + "\" has " + length + " numbers and the schema says " + dimension
                            + ": one model makes vectors of one length; if it was replaced, declare another column");
        }
        for (int i = 0; i < dimension; i++) {
            into[i] = value instanceof double[] numbers
                    ? numbers[i]
                    : value instanceof float[] floats ? floats[i] : Double.NaN;
        }
        return value == null ? 0 : value instanceof float[] ? Float.BYTES : Double.BYTES;
    }

    @Override
    public String toString() {
        return name + " (vector of " + dimension + ")";
    }
}
