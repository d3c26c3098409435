package io.leeway.schema;

/**
 * What a column of vectors holds.
 *
 * @param dimension how many numbers each vector has, at least 1
 * @param isFloat whether they are {@code float}s; otherwise {@code double}s
 */
public record VectorType(int dimension, boolean isFloat) {

    /**
     * Checks the dimension.
     *
     * @param dimension how many numbers each vector has
     * @param isFloat whether they are {@code float}s
     * @throws SchemaException if the dimension is below 1
     */
    public VectorType {
        if (dimension < 1) {
            throw new SchemaException(
                    "", "a vector has at least 1 number, and a column was declared with " + dimension);
        }
    }

    /** The name of the type of its numbers: {@code float32} or {@code float64}. */
    String numbers() {
        return isFloat ? "float32" : "float64";
    }

    @Override
    public String toString() {
        return "vector of " + dimension;
    }
}
