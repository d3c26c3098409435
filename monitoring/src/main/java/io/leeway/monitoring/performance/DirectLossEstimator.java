package io.leeway.monitoring.performance;

import io.leeway.monitoring.performance.AssumptionCheck.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Estimates the performance of a regression by models of its losses. */
final class DirectLossEstimator implements PerformanceEstimator {
    private final long referenceRows;
    private final int width;
    private final Map<Loss, LossModel> models = new EnumMap<>(Loss.class);

    /**
     * A model of one loss.
     *
     * @param model the model
     * @param mean the mean loss over the reference
     * @param deviation the standard deviation of the loss over the reference
     */
    private record LossModel(ToDoubleFunction<double[]> model, double mean, double deviation) {
        double[] losses(double[][] rows) {
            return Arrays.stream(rows)
                    .mapToDouble(row -> Math.max(0, model.applyAsDouble(row)))
                    .toArray();
        }
    }

    private DirectLossEstimator(ScoredRows reference, LossLearner learner) {
        referenceRows = reference.rows();
        double[][] rows = withPredictions(reference);
        width = rows[0].length;
        for (Loss loss : Loss.values()) {
            double[] losses = loss.of(reference.scores()[0], reference.labels());
            double mean = mean(losses);
            if (!Double.isNaN(mean)) {
                models.put(loss, new LossModel(learner.fit(rows, losses), mean, deviation(losses, mean)));
            }
        }
    }

    static DirectLossEstimator fit(ScoredRows reference, LossLearner learner) {
        if (reference.kind() != ScoredRows.Kind.NUMBERS) {
            throw new IllegalArgumentException("DLE is for regressions; use cbpe(reference) for a classification");
        }
        ScoredRows known = reference.known();
        if (known.rows() < LEAST_LABELS) {
            throw new IllegalArgumentException("the reference has " + known.rows() + " labelled rows; pass at least "
                    + LEAST_LABELS + ", better some thousand");
        }
        return new DirectLossEstimator(known, learner);
    }

    @Override
    public PerformanceEstimate estimate(ScoredRows rows) {
        if (rows.kind() != ScoredRows.Kind.NUMBERS || rows.rows() > 0 && rows.features()[0].length + 1 != width) {
            throw new IllegalArgumentException(
                    "the rows are no regression or have other features than the " + (width - 1) + " of the reference");
        }
        double[][] all = withPredictions(rows);
        ScoredRows known = rows.known();
        Map<Loss, MetricEstimate> means = new EnumMap<>(Loss.class);
        AssumptionCheck check = AssumptionCheck.insufficient(known.rows());
        for (Map.Entry<Loss, LossModel> each : models.entrySet()) {
            if (all.length == 0) {
                break;
            }
            Loss loss = each.getKey();
            LossModel model = each.getValue();
            double[] estimated = model.losses(all);
            double[] estimatedOfKnown = rows.ofKnown(estimated);
            double[] realised = loss.of(known.scores()[0], known.labels());
            double half = BAND_STANDARD_ERRORS * model.deviation() / Math.sqrt(all.length);
            means.put(loss, metric(loss.name(), mean(estimated), half, mean(realised), mean(estimatedOfKnown)));
            if (loss == Loss.ABSOLUTE && known.rows() >= LEAST_LABELS) {
                check = check(realised, estimatedOfKnown, known.clusters());
            }
        }
        return new PerformanceEstimate("DLE", basis(), all.length, known.rows(), metrics(means), check);
    }

    private String basis() {
        return String.format(Locale.ROOT, "models of the loss fitted on %,d labelled reference rows", referenceRows);
    }

    private List<MetricEstimate> metrics(Map<Loss, MetricEstimate> means) {
        List<MetricEstimate> metrics = new ArrayList<>();
        add(metrics, "mae", means, Loss.ABSOLUTE, false);
        add(metrics, "mape", means, Loss.RELATIVE, false);
        add(metrics, "mse", means, Loss.SQUARED, false);
        add(metrics, "msle", means, Loss.SQUARED_LOG, false);
        add(metrics, "rmse", means, Loss.SQUARED, true);
        add(metrics, "rmsle", means, Loss.SQUARED_LOG, true);
        return metrics;
    }

    private void add(
            List<MetricEstimate> metrics, String name, Map<Loss, MetricEstimate> means, Loss loss, boolean root) {
        MetricEstimate mean = means.get(loss);
        LossModel model = models.get(loss);
        if (mean == null || model == null) {
            return;
        }
        double value = mean.estimate();
        double half = mean.upper() - value;
        double realised = mean.realised().orElse(Double.NaN);
        double ofKnown = realised + mean.error().orElse(Double.NaN);
        metrics.add(
                root
                        // The delta method at the reference's mean, as NannyML has it.
                        ? metric(
                                name,
                                Math.sqrt(value),
                                half / (2 * Math.sqrt(model.mean())),
                                Math.sqrt(realised),
                                Math.sqrt(ofKnown))
                        : metric(name, value, half, realised, ofKnown));
    }

    private static MetricEstimate metric(String name, double value, double half, double realised, double ofKnown) {
        boolean known = !Double.isNaN(realised);
        return new MetricEstimate(
                name,
                value,
                Math.max(0, value - half),
                value + half,
                BAND_CONFIDENCE,
                known ? OptionalDouble.of(realised) : OptionalDouble.empty(),
                known ? OptionalDouble.of(ofKnown - realised) : OptionalDouble.empty());
    }

    /** Whether the mean absolute loss of the labelled rows is as estimated: a z test of the rows' differences, or a t test over clusters. */
    private AssumptionCheck check(double[] realised, double[] estimated, long[] clusters) {
        boolean clustered = clusters.length > 0;
        if (clustered && Arrays.stream(clusters).distinct().count() < CalibrationCheck.LEAST_CLUSTERS) {
            return AssumptionCheck.insufficientClusters(realised.length, CalibrationCheck.LEAST_CLUSTERS);
        }
        double[] differences = new double[realised.length];
        Arrays.setAll(differences, row -> estimated[row] - realised[row]);
        double error = mean(differences);
        double spread = deviation(differences, error);
        double scale = spread * Math.sqrt(1.0 / realised.length + 1.0 / referenceRows);
        double pValue = clustered
                ? ClusterIntervals.of(clusters).pValue(differences)
                : scale == 0
                        ? error == 0 ? 1 : 0
                        : 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(error) / scale);
        boolean contradicted = pValue < AssumptionCheck.ALPHA;
        String why = String.format(
                Locale.ROOT,
                "over %,d labels the mean absolute error is %.5g, estimated %.5g (p %s)%s",
                realised.length,
                mean(realised),
                mean(estimated),
                pValue < 1e-4 ? "below 0.0001" : String.format(Locale.ROOT, "%.4f", pValue),
                contradicted
                        ? ": rows with equal features have other losses than in the reference, which the estimate does"
                                + " not see; rely on the labels, and retrain"
                        : "");
        return new AssumptionCheck(
                contradicted ? Outcome.CONTRADICTED : Outcome.CONSISTENT, realised.length, pValue, why);
    }

    private static double[][] withPredictions(ScoredRows rows) {
        double[][] extended = new double[rows.rows()][];
        for (int row = 0; row < extended.length; row++) {
            double[] features = rows.features()[row];
            extended[row] = Arrays.copyOf(features, features.length + 1);
            extended[row][features.length] = rows.scores()[0][row];
        }
        return extended;
    }

    private static double mean(double[] values) {
        return values.length == 0 ? Double.NaN : Arrays.stream(values).sum() / values.length;
    }

    private static double deviation(double[] values, double mean) {
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / values.length);
    }
}
