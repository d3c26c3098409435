package io.leeway.examples.detectors;

/** Streams of errors with a change at a known place. */
interface ErrorStream {

    /** Rows that only teach the classifier, before the first error of the stream. */
    int WARM_UP = 1_000;

    /**
     * Returns its name in the table.
     *
     * @return such as {@code SEA, abrupt}
     */
    String name();

    /**
     * Makes the errors of a classifier that learns each row after it has predicted it.
     *
     * @param seed another stream for another seed
     * @param rows how many errors
     * @param change the first row after the change, {@code rows} for none
     * @return 1 for an error, 0 for a right answer
     */
    double[] errors(long seed, int rows, int change);

    /**
     * A generated stream.
     *
     * @param generator of the rows
     * @param width rows over which the new concept replaces the old one, 0 for an abrupt change
     */
    record Generated(Generator generator, int width) implements ErrorStream {
        @Override
        public String name() {
            return generator.title + (width == 0 ? ", abrupt" : ", gradual");
        }

        @Override
        public double[] errors(long seed, int rows, int change) {
            return generator.errors(seed, WARM_UP, rows, change, width);
        }
    }
}
