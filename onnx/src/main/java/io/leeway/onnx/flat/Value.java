package io.leeway.onnx.flat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A tensor inside a graph. */
sealed interface Value {

    /**
     * A tensor with one line per row.
     *
     * @param dimensions the sizes after the first one, which counts the rows: none for {@code [N]}
     * @param scalars the line's elements in order
     */
    record Columns(ElementType type, List<Integer> dimensions, List<Scalar> scalars) implements Value {

        static Columns vector(ElementType type, List<Scalar> scalars) {
            return new Columns(type, List.of(scalars.size()), scalars);
        }

        int width() {
            return scalars.size();
        }

        /** Returns the same shape with other elements. */
        Columns with(ElementType otherType, List<Scalar> others) {
            return new Columns(otherType, dimensions, others);
        }

        /** Whether all elements lie along the last dimension. */
        boolean isLine() {
            return !dimensions.isEmpty() && dimensions.get(dimensions.size() - 1) == width();
        }

        /** Returns as many dimensions with other elements along the last one. */
        Columns line(ElementType otherType, List<Scalar> others) {
            List<Integer> sizes = new ArrayList<>(Collections.nCopies(dimensions.size() - 1, 1));
            sizes.add(others.size());
            return new Columns(otherType, List.copyOf(sizes), others);
        }

        /** Requires the shape {@code [N, k]}. */
        Columns vector(NodeView node) throws NotCompilableException {
            if (dimensions.size() != 1) {
                throw node.refused("has an input that is no matrix");
            }
            return this;
        }
    }

    /**
     * A constant tensor.
     *
     * @param numbers the elements, where they are numbers
     * @param texts the elements, where they are texts
     */
    record Literal(ElementType type, List<Integer> dimensions, double[] numbers, List<String> texts) implements Value {

        int size() {
            return type == ElementType.TEXT ? texts.size() : numbers.length;
        }

        int[] integers(NodeView node) throws NotCompilableException {
            int[] integers = new int[numbers.length];
            for (int i = 0; i < integers.length; i++) {
                integers[i] = (int) numbers[i];
                if (integers[i] != numbers[i]) {
                    throw node.refused("has an index that is no whole number");
                }
            }
            return integers;
        }
    }
}
