package io.leeway.onnx.flat;

import java.util.List;
import java.util.Map;

/** What is known, before any row is seen, about one number or text of a row inside a graph. */
sealed interface Scalar {

    /** A number that is the same for all rows. */
    record Constant(double value) implements Scalar {}

    /** A number of the row after some steps. */
    record Number(int cell, List<Step> steps) implements Scalar {
        boolean exact() {
            return steps.stream().allMatch(Step::exact);
        }
    }

    /** A text of the row. */
    record Text(int cell) implements Scalar {}

    /** A number that depends only on which of some keys the source has, such as a column of a one-hot encoding. */
    final class Lookup implements Scalar {
        private final Source source;
        private final Map<Object, Double> values;
        private final double otherwise;

        /**
         * Keeps the map.
         *
         * @param otherwise the value for all other keys
         */
        Lookup(Source source, Map<Object, Double> values, double otherwise) {
            this.source = source;
            this.values = values;
            this.otherwise = otherwise;
        }

        Source source() {
            return source;
        }

        Map<Object, Double> values() {
            return values;
        }

        double otherwise() {
            return otherwise;
        }
    }

    /**
     * A number that an earlier stage computes.
     *
     * @param exact whether it has the very bits that ONNX Runtime would compute
     */
    record Register(int index, boolean exact) implements Scalar {}

    /**
     * What a look-up's key is: a text, or a number after some steps. The keys are strings or doubles.
     *
     * @param steps none for a text
     */
    record Source(int cell, boolean text, List<Step> steps) {

        /** Makes zero one key and missing numbers another one. */
        static Double key(double number) {
            return number == 0 ? 0.0 : number;
        }
    }
}
