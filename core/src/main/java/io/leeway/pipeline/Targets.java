package io.leeway.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.common.tree.LeafNode;
import org.tribuo.regression.Regressor;

/**
 * What the rows of a tree answer. A few sums say all that a tree asks of a set of rows: counts by class, or count and sum of a number.
 *
 * <p>A tree divides rows so that {@link #fit} grows most. For numbers that is the sum of squares that the means explain, so the growth is the
 * decrease of the squared error; for classes, the decrease of Gini's index times the rows.
 */
interface Targets<T extends Output<T>> {

    /** How many sums there are. */
    int width();

    /** Adds a row to the sums that begin at the offset. */
    void add(int row, double[] sums, int offset);

    /** The rows' weight. */
    double weight(double[] sums, int offset);

    /** How much of the square of the targets the rows' mean explains. */
    double fit(double[] sums, int offset);

    /** The square of the targets of these rows. */
    double square(int[] rows);

    /** What rows with these sums are answered. */
    LeafNode<T> leaf(double[] sums, double impurity);

    static Targets<Label> classes(Dataset<Label> examples) {
        ImmutableOutputInfo<Label> info = examples.getOutputIDInfo();
        int[] classes = new int[examples.size()];
        double[] weights = new double[examples.size()];
        double[] counts = new double[info.size()];
        double total = 0;
        int row = 0;
        for (Example<Label> each : examples) {
            classes[row] = info.getID(each.getOutput());
            weights[row] = each.getWeight();
            counts[classes[row]] += weights[row];
            total += weights[row++];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= total;
        }
        return new Classes(info, classes, weights, counts);
    }

    static Targets<Regressor> numbers(Dataset<Regressor> examples) {
        if (examples.getOutputIDInfo().size() != 1) {
            throw new IllegalArgumentException("the trees answer one number");
        }
        double[] values = new double[examples.size()];
        double[] weights = new double[examples.size()];
        double sum = 0;
        double total = 0;
        int row = 0;
        String name = "";
        for (Example<Regressor> each : examples) {
            name = each.getOutput().getNames()[0];
            values[row] = each.getOutput().getValues()[0];
            weights[row] = each.getWeight();
            sum += weights[row] * values[row];
            total += weights[row++];
        }
        double mean = sum / total;
        for (int i = 0; i < values.length; i++) {
            values[i] -= mean;
        }
        return new Numbers(name, mean, values, weights);
    }

    /** Classes; a leaf's shares are drawn to those of all rows by the weight of {@value #PRIOR_ROWS} rows (Cestnik 1990). */
    record Classes(ImmutableOutputInfo<Label> info, int[] classes, double[] weights, double[] shares)
            implements Targets<Label> {
        private static final double PRIOR_ROWS = 2;

        @Override
        public int width() {
            return info.size();
        }

        @Override
        public void add(int row, double[] sums, int offset) {
            sums[offset + classes[row]] += weights[row];
        }

        @Override
        public double weight(double[] sums, int offset) {
            double total = 0;
            for (int i = offset; i < offset + width(); i++) {
                total += sums[i];
            }
            return total;
        }

        @Override
        public double fit(double[] sums, int offset) {
            double squares = 0;
            for (int i = offset; i < offset + width(); i++) {
                squares += sums[i] * sums[i];
            }
            return squares / weight(sums, offset);
        }

        @Override
        public double square(int[] rows) {
            double total = 0;
            for (int row : rows) {
                total += weights[row];
            }
            return total;
        }

        @Override
        public LeafNode<Label> leaf(double[] sums, double impurity) {
            double total = weight(sums, 0) + PRIOR_ROWS;
            Map<String, Label> scores = new LinkedHashMap<>();
            Label best = new Label("", Double.NEGATIVE_INFINITY);
            for (int i = 0; i < width(); i++) {
                Label scored = new Label(info.getOutput(i).getLabel(), (sums[i] + PRIOR_ROWS * shares[i]) / total);
                scores.put(scored.getLabel(), scored);
                best = scored.getScore() > best.getScore() ? scored : best;
            }
            return new LeafNode<>(impurity, best, scores, true);
        }
    }

    /** Numbers, less their mean, so that sums lose no digits. */
    record Numbers(String name, double mean, double[] values, double[] weights) implements Targets<Regressor> {

        @Override
        public int width() {
            return 2;
        }

        @Override
        public void add(int row, double[] sums, int offset) {
            sums[offset] += weights[row];
            sums[offset + 1] += weights[row] * values[row];
        }

        @Override
        public double weight(double[] sums, int offset) {
            return sums[offset];
        }

        @Override
        public double fit(double[] sums, int offset) {
            return sums[offset + 1] * sums[offset + 1] / sums[offset];
        }

        @Override
        public double square(int[] rows) {
            double total = 0;
            for (int row : rows) {
                total += weights[row] * values[row] * values[row];
            }
            return total;
        }

        @Override
        public LeafNode<Regressor> leaf(double[] sums, double impurity) {
            return new LeafNode<>(impurity, new Regressor(name, mean + sums[1] / sums[0]), Map.of(), false);
        }
    }
}
