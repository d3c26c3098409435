package io.leeway.monitoring.performance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric as a mean over rows, to first order.
 *
 * @param value the metric
 * @param influence for each row what it adds to the deviation: the mean over the weights is 0
 * @param weight how much each row counts in the denominator
 */
record MetricTerms(double value, double[] influence, double[] weight) {

    /** The ratio of two sums: the row's numerator less the ratio times its denominator. */
    static MetricTerms ratio(double[] numerator, double[] denominator) {
        double sum = Arrays.stream(denominator).sum();
        double value = Arrays.stream(numerator).sum() / sum;
        double[] influence = new double[numerator.length];
        Arrays.setAll(influence, row -> numerator[row] - value * denominator[row]);
        return new MetricTerms(value, influence, denominator);
    }

    /** The difference of two metrics: influences are brought to the weight of a row. */
    MetricTerms minus(MetricTerms other) {
        double rows = influence.length;
        double mine = rows / Arrays.stream(weight).sum();
        double others = rows / Arrays.stream(other.weight).sum();
        double[] difference = new double[influence.length];
        Arrays.setAll(difference, row -> mine * influence[row] - others * other.influence[row]);
        double[] ones = new double[influence.length];
        Arrays.fill(ones, 1);
        return new MetricTerms(value - other.value, difference, ones);
    }

    /** The square root of a metric, by the delta method. */
    private MetricTerms root() {
        double root = Math.sqrt(value);
        return new MetricTerms(
                root, Arrays.stream(influence).map(each -> each / (2 * root)).toArray(), weight);
    }

    static Map<String, MetricTerms> classification(double[] probability, boolean[] actual) {
        int n = actual.length;
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] loss = new double[n];
        double[] brier = new double[n];
        double[] bias = new double[n];
        double[] right = new double[n];
        double[] hit = new double[n];
        double[] said = new double[n];
        double[] is = new double[n];
        double[] twice = new double[n];
        double[] saidAndIs = new double[n];
        for (int row = 0; row < n; row++) {
            double p = probability[row];
            boolean positive = p >= ClassificationMetrics.DEFAULT_THRESHOLD;
            is[row] = actual[row] ? 1 : 0;
            said[row] = positive ? 1 : 0;
            loss[row] = Totals.loss(p, actual[row]);
            bias[row] = p - is[row];
            brier[row] = bias[row] * bias[row];
            right[row] = positive == actual[row] ? 1 : 0;
            hit[row] = positive && actual[row] ? 1 : 0;
            twice[row] = 2 * hit[row];
            saidAndIs[row] = said[row] + is[row];
        }
        Map<String, MetricTerms> terms = new LinkedHashMap<>();
        terms.put("logLoss", ratio(loss, ones));
        terms.put("rocAuc", area(probability, is));
        terms.put("brier", ratio(brier, ones));
        terms.put("calibrationBias", ratio(bias, ones));
        terms.put("accuracy", ratio(right, ones));
        terms.put("precision", ratio(hit, said));
        terms.put("recall", ratio(hit, is));
        terms.put("f1", ratio(twice, saidAndIs));
        terms.put("baseRate", ratio(is, ones));
        terms.values().removeIf(each -> Double.isNaN(each.value()));
        return terms;
    }

    /** Each row's share of rows of the other class on its right side, less the area (DeLong and others 1988). */
    private static MetricTerms area(double[] probability, double[] is) {
        int n = is.length;
        int[] order = ResampledTotals.order(probability);
        double positives = Arrays.stream(is).sum();
        double negatives = n - positives;
        double[] place = new double[n];
        double positivesBelow = 0;
        double area = 0;
        int start = 0;
        while (start < n) {
            int end = start;
            double tied = 0;
            while (end < n && probability[order[end]] == probability[order[start]]) {
                tied += is[order[end++]];
            }
            double tiedNegatives = end - start - tied;
            double negativesBelow = start - positivesBelow;
            for (int i = start; i < end; i++) {
                int row = order[i];
                place[row] = is[row] == 1
                        ? (negativesBelow + tiedNegatives / 2) / negatives
                        : (positives - positivesBelow - tied / 2) / positives;
                area += is[row] * place[row] / positives;
            }
            positivesBelow += tied;
            start = end;
        }
        double value = area;
        double[] influence = new double[n];
        Arrays.setAll(influence, row -> (place[row] - value) * n / (is[row] == 1 ? positives : negatives));
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return new MetricTerms(positives > 0 && negatives > 0 ? value : Double.NaN, influence, ones);
    }

    static Map<String, MetricTerms> regression(double[] predicted, double[] actual) {
        int n = actual.length;
        double mean = Arrays.stream(actual).average().orElse(Double.NaN);
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] error = new double[n];
        Arrays.setAll(error, row -> predicted[row] - actual[row]);
        double[] squares = Arrays.stream(error).map(each -> each * each).toArray();
        double[] around =
                Arrays.stream(actual).map(each -> (each - mean) * (each - mean)).toArray();
        MetricTerms unexplained = ratio(squares, around);
        Map<String, MetricTerms> terms = new LinkedHashMap<>();
        terms.put("mae", ratio(Arrays.stream(error).map(Math::abs).toArray(), ones));
        terms.put("rmse", ratio(squares, ones).root());
        double variance = Arrays.stream(around).sum() / n;
        terms.put(
                "r2",
                new MetricTerms(
                        1 - unexplained.value(),
                        Arrays.stream(unexplained.influence())
                                .map(each -> -each / variance)
                                .toArray(),
                        ones));
        terms.put("bias", ratio(error, ones));
        terms.values().removeIf(each -> !Double.isFinite(each.value()));
        return terms;
    }
}
