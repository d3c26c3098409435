package io.leeway.onnx;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An input or output of a graph.
 *
 * @param name its name
 * @param element the type of its elements; null for what is no tensor, or a tensor of another type
 * @param type the type as a person reads it, such as {@code float[?,2]} or {@code sequence of maps}
 * @param shape its dimensions, -1 where one is not fixed; empty for what is no tensor
 * @param isMaps whether it is a sequence of maps, as ZipMap makes
 */
record Port(String name, @Nullable ElementType element, String type, long[] shape, boolean isMaps) {

    /** The columns of a row: 1 for a vector, -1 where they are not fixed. */
    long width() {
        return shape.length == 2 ? shape[1] : shape.length == 1 ? 1 : -1;
    }

    /** Whether rows are its first dimension, and it has at most one other. */
    boolean holdsRows() {
        return shape.length == 1 || shape.length == 2;
    }

    /** Whether it takes any number of rows. */
    boolean takesAnyNumberOfRows() {
        return shape.length > 0 && shape[0] == -1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Port port
                && name.equals(port.name)
                && type.equals(port.type)
                && Arrays.equals(shape, port.shape);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return Excerpt.of(name) + " (" + type + ")";
    }
}
