package io.leeway.monitoring.statistics;

/** Buckets that keep the order of the numbers: a smaller number's bucket is never a later one. */
interface Buckets {

    /** The bucket of a number; the last one is for infinities and {@code NaN}. */
    int bucket(double value);

    int size();

    /** Adds one for each value to the count of its bucket. */
    void count(double[] values, int[] counts);

    /** Whether different numbers may have been counted in a bucket. */
    boolean isMixed(int bucket);
}
