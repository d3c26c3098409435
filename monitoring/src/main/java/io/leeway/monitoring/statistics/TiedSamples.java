package io.leeway.monitoring.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Two samples in one ascending order: the distinct values with how many of each sample are equal to them. Rank statistics are functions of
 * these counts.
 *
 * <p>The arrays are shared, not copied; nobody changes them.
 *
 * @param points the distinct values, ascending, at least one
 * @param x how many values of the first sample are at each point, 0 or more; whole numbers unless the sample is a summary
 * @param y the same for the second sample
 * @param n all values of the first sample, above 0
 * @param m all values of the second sample, above 0
 */
public record TiedSamples(double[] points, double[] x, double[] y, double n, double m) {

    /**
     * Merges two samples.
     *
     * @param x ascending, at least one value
     * @param y ascending, at least one value
     * @return the counts of both
     */
    public static TiedSamples of(double[] x, double[] y) {
        double[] points = new double[x.length + y.length];
        double[] ofX = new double[points.length];
        double[] ofY = new double[points.length];
        int i = 0;
        int j = 0;
        int size = 0;
        for (; i < x.length || j < y.length; size++) {
            double at = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
            points[size] = at;
            for (; i < x.length && x[i] == at; i++) {
                ofX[size]++;
            }
            for (; j < y.length && y[j] == at; j++) {
                ofY[size]++;
            }
        }
        return new TiedSamples(
                Arrays.copyOf(points, size), Arrays.copyOf(ofX, size), Arrays.copyOf(ofY, size), x.length, y.length);
    }

    /**
     * Merges two samples of which many numbers are equal, without sorting those whose bucket has a single number.
     *
     * @param x a sample
     * @param y another, {@linkplain BucketedSample#isLike in the same buckets}
     * @return the counts of both
     */
    public static TiedSamples of(BucketedSample x, BucketedSample y) {
        int[] mixed = IntStream.range(0, x.buckets())
                .filter(bucket -> x.count(bucket) + y.count(bucket) > 0 && !x.isOneNumber(y, bucket))
                .toArray();
        double[][] mixedX = x.parts(mixed);
        double[][] mixedY = y.parts(mixed);
        List<TiedSamples> parts = new ArrayList<>();
        int next = 0;
        for (int bucket = 0; bucket < x.buckets(); bucket++) {
            if (next < mixed.length && mixed[next] == bucket) {
                Arrays.sort(mixedX[next]);
                Arrays.sort(mixedY[next]);
                parts.add(of(mixedX[next], mixedY[next]));
                next++;
            } else if (x.count(bucket) + y.count(bucket) > 0) {
                double value = x.count(bucket) > 0 ? x.only(bucket) : y.only(bucket);
                double n = x.count(bucket);
                double m = y.count(bucket);
                parts.add(new TiedSamples(new double[] {value}, new double[] {n}, new double[] {m}, n, m));
            }
        }
        return new TiedSamples(
                joined(parts, TiedSamples::points),
                joined(parts, TiedSamples::x),
                joined(parts, TiedSamples::y),
                x.size(),
                y.size());
    }

    private static double[] joined(List<TiedSamples> parts, Function<TiedSamples, double[]> array) {
        return parts.stream().map(array).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Returns the number of distinct values.
     *
     * @return at least 1
     */
    public int size() {
        return points.length;
    }

    /**
     * Returns whether no two values are equal.
     *
     * @return whether each value occurs once
     */
    public boolean isWithoutTies() {
        return points.length == n + m;
    }
}
