package io.leeway.monitoring.drift;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All the numbers; sorted when order is first asked for. */
final class ExactSample implements NumericSample {

    private final double[] values;
    private final long missing;
    private volatile double @Nullable [] sorted;

    private ExactSample(double[] values, long missing) {
        this.values = values;
        this.missing = missing;
    }

    static ExactSample of(double[] values, int from, int to) {
        double[] known = new double[to - from];
        int n = 0;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i])) {
                // Minus zero and zero are the same number, but sort apart.
                known[n++] = values[i] + 0.0;
            }
        }
        return new ExactSample(n == known.length ? known : Arrays.copyOf(known, n), to - from - n);
    }

    /** The values in the order of arrival; not to be changed. */
    double[] values() {
        return values;
    }

    /** The values in ascending order; not to be changed. */
    double[] sorted() {
        double[] known = sorted;
        if (known == null) {
            known = values.clone();
            Arrays.sort(known);
            sorted = known;
        }
        return known;
    }

    @Override
    public long size() {
        return values.length;
    }

    @Override
    public long missing() {
        return missing;
    }

    @Override
    public boolean isApproximate() {
        return false;
    }

    @Override
    public double cdf(double x) {
        return values.length == 0 ? Double.NaN : (double) atMost(sorted(), x) / values.length;
    }

    private static int atMost(double[] ascending, double x) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public double quantile(double p) {
        if (values.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(p * values.length);
        return sorted()[Math.min(values.length, Math.max(1, rank)) - 1];
    }

    @Override
    public double[] support() {
        return Arrays.stream(sorted()).distinct().toArray();
    }

    @Override
    public String toString() {
        return values.length + " numbers" + (missing > 0 ? ", " + missing + " missing" : "");
    }
}
