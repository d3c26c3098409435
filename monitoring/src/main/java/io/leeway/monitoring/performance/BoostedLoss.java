package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The default learner of losses: gradient boosting of regression trees for squared loss (Friedman 2001) on histograms,
 * each tree grown where the gain is largest (leaf-wise, as LightGBM grows them, with its default sizes). Nothing is
 * random.
 */
final class BoostedLoss implements LossLearner {
    private static final int TREES = 100;
    private static final double RATE = 0.1;

    @Override
    public ToDoubleFunction<double[]> fit(double[][] rows, double[] losses) {
        HistogramBins bins = new HistogramBins(rows);
        double start = Arrays.stream(losses).average().orElse(0);
        double[] fitted = new double[rows.length];
        Arrays.fill(fitted, start);
        LossTree[] trees = new LossTree[TREES];
        double[] residuals = new double[rows.length];
        for (int t = 0; t < TREES; t++) {
            Arrays.setAll(residuals, row -> losses[row] - fitted[row]);
            trees[t] = LossTree.grow(bins, residuals, RATE, fitted);
        }
        return row -> {
            double sum = start;
            for (LossTree tree : trees) {
                sum += tree.value(row);
            }
            return sum;
        };
    }
}
