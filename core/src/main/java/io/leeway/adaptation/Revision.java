package io.leeway.adaptation;

/**
 * What answers are computed from: immutable, replaced as a whole after each label, so that a thread that scores sees one revision from the
 * beginning to the end, without a lock.
 *
 * @param weights what the experts have learnt
 * @param mixture the weight of each expert
 */
record Revision(Weights weights, double[] mixture) {}
