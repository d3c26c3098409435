package io.leeway.onnx.flat;

/**
 * One scalar of a graph's input, read from a row. What the row lacks has been replaced already as the mapping declares, or is
 * {@code NaN} for the graph to deal with.
 *
 * <p>Immutable and safe for use by several threads; reading allocates nothing.
 *
 * @param <R> the type of rows
 */
public sealed interface Cell<R> {

    /**
     * A cell of an input of numbers.
     *
     * @param <R> the type of rows
     */
    @FunctionalInterface
    non-sealed interface OfNumber<R> extends Cell<R> {

        /**
         * Returns the value before it is cast to the type of the graph's input.
         *
         * @param row the row
         * @return the value
         */
        double number(R row);
    }

    /**
     * A cell of an input of texts.
     *
     * @param <R> the type of rows
     */
    @FunctionalInterface
    non-sealed interface OfText<R> extends Cell<R> {

        /**
         * Returns the text.
         *
         * @param row the row
         * @return the text; never null, because ONNX has no missing text
         */
        String text(R row);

        /**
         * Returns which feature of the schema the text is, so that its unknown categories can be counted.
         *
         * @return its place, or -1 for a text that is none
         */
        default int feature() {
            return -1;
        }

        /**
         * Says whether the text of a row stands for a missing value, which is no unknown category.
         *
         * @param row the row
         * @return true if the row has no value
         */
        default boolean isMissing(R row) {
            return false;
        }
    }
}
