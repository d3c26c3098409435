package io.leeway.pipeline;

import java.util.Arrays;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.math.la.SparseVector;
import org.tribuo.math.la.VectorTuple;

/**
 * The features of rows, column by column, each value as the number of its bin: each distinct value where there are few, the space between
 * quantiles otherwise. A feature that a row does not have is 0, as in Tribuo's trees.
 *
 * @param bins by feature, then row
 * @param bounds by feature, the value on the border between each bin and the next; one less than there are bins
 */
record BinnedColumns(byte[][] bins, double[][] bounds) {

    /** As many as a byte tells apart. */
    static final int MOST_BINS = 256;

    static BinnedColumns of(Dataset<?> examples, ImmutableFeatureMap features) {
        int[] sizes = new int[features.size()];
        SparseVector[] rows = new SparseVector[examples.size()];
        int next = 0;
        for (Example<?> each : examples) {
            SparseVector row = SparseVector.createSparseVector(each, features, false);
            for (VectorTuple cell : row) {
                sizes[cell.index]++;
            }
            rows[next++] = row;
        }
        int[][] holders = new int[sizes.length][];
        double[][] held = new double[sizes.length][];
        for (int j = 0; j < sizes.length; j++) {
            holders[j] = new int[sizes[j]];
            held[j] = new double[sizes[j]];
        }
        Arrays.fill(sizes, 0);
        for (int i = 0; i < rows.length; i++) {
            for (VectorTuple cell : rows[i]) {
                holders[cell.index][sizes[cell.index]] = i;
                held[cell.index][sizes[cell.index]++] = cell.value;
            }
        }
        return binned(holders, held, rows.length);
    }

    private static BinnedColumns binned(int[][] holders, double[][] held, int rows) {
        byte[][] bins = new byte[held.length][];
        double[][] bounds = new double[held.length][];
        for (int j = 0; j < held.length; j++) {
            bounds[j] = bounds(held[j], rows);
            bins[j] = new byte[rows];
            Arrays.fill(bins[j], bin(bounds[j], 0.0));
            for (int k = 0; k < held[j].length; k++) {
                bins[j][holders[j][k]] = bin(bounds[j], held[j][k]);
            }
        }
        return new BinnedColumns(bins, bounds);
    }

    /** How many bins a feature has. */
    int count(int feature) {
        return bounds[feature].length + 1;
    }

    int bin(int feature, int row) {
        return bins[feature][row] & 0xff;
    }

    private static byte bin(double[] bounds, double value) {
        int found = Arrays.binarySearch(bounds, value);
        // A value on the border belongs below it, as in Tribuo's nodes.
        return (byte) (found >= 0 ? found : -found - 1);
    }

    private static double[] bounds(double[] held, int rows) {
        double[] sorted = Arrays.copyOf(held, held.length < rows ? held.length + 1 : rows);
        Arrays.sort(sorted);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= MOST_BINS) {
            double[] bounds = new double[distinct.length - 1];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = between(distinct[i], distinct[i + 1]);
            }
            return bounds;
        }
        double[] bounds = new double[MOST_BINS - 1];
        int count = 0;
        for (int i = 1; i < MOST_BINS; i++) {
            int place = (int) ((long) i * sorted.length / MOST_BINS);
            int below = Arrays.binarySearch(distinct, sorted[place]);
            double bound = below == distinct.length - 1
                    ? between(distinct[below - 1], distinct[below])
                    : between(distinct[below], distinct[below + 1]);
            if (count == 0 || bound > bounds[count - 1]) {
                bounds[count++] = bound;
            }
        }
        return Arrays.copyOf(bounds, count);
    }

    /** At least the lower and less than the higher, however close they are. */
    private static double between(double lower, double higher) {
        double middle = lower + (higher - lower) / 2;
        return middle < higher && middle >= lower ? middle : lower;
    }
}
