package io.leeway.serving;

/** Is told each row and its score, on the thread that asked. */
@FunctionalInterface
interface PredictionRecorder<R> {

    void record(R row, double score);
}
