package io.leeway.evaluation;

import io.leeway.model.ModelKind;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The metrics that {@link Gates} offers, and what an evaluation prints. */
final class Metrics {
    /** A probability of 0 for what happened would cost an infinite loss; the monitor clips at the same value. */
    static final double LEAST_PROBABILITY = ClassificationMetrics.LOG_LOSS_CLIP;

    static final Metric LOG_LOSS = mean("logLoss", ModelKind.CLASSIFICATION, Metrics::logLoss);
    static final Metric BRIER = mean("brier", ModelKind.CLASSIFICATION, Metrics::brier);
    static final Metric ACCURACY = new Named(
            "accuracy", true, ModelKind.CLASSIFICATION, e -> meanOf(e, (each, row) -> hit(each, row) ? 1.0 : 0.0));
    static final Metric ROC_AUC = new Named("rocAuc", true, ModelKind.CLASSIFICATION, BinaryScores::rocAuc);
    static final Metric CALIBRATION_ERROR =
            new Named("calibrationError", false, ModelKind.CLASSIFICATION, BinaryScores::calibrationError);
    static final Metric MAE = mean("mae", ModelKind.REGRESSION, (e, row) -> Math.abs(e.score(row) - e.target(row)));
    static final Metric RMSE =
            new Named("rmse", false, ModelKind.REGRESSION, e -> Math.sqrt(meanOf(e, Metrics::squaredError)));
    static final Metric R2 = new Named("r2", true, ModelKind.REGRESSION, Metrics::r2);

    private Metrics() {}

    static List<Metric> usual(Evaluation evaluation) {
        if (evaluation.kind() == ModelKind.REGRESSION) {
            return List.of(RMSE, MAE, R2);
        }
        if (evaluation.classes().size() > 2) {
            return List.of(LOG_LOSS, BRIER, ACCURACY);
        }
        return List.of(LOG_LOSS, ROC_AUC, BRIER, CALIBRATION_ERROR, ACCURACY, Gates.f1());
    }

    /** The metric with a name, if it is one of this kind of model; f1, precision and recall alone mean the positive class. */
    static Optional<Metric> named(String name, Evaluation evaluation) {
        List<Metric> metrics = new ArrayList<>();
        if (evaluation.kind() == ModelKind.REGRESSION) {
            metrics.addAll(List.of(RMSE, MAE, R2));
        } else {
            metrics.addAll(List.of(LOG_LOSS, BRIER, ACCURACY));
            if (evaluation.classes().size() == 2) {
                metrics.addAll(List.of(ROC_AUC, CALIBRATION_ERROR));
            }
            metrics.addAll(List.of(Gates.f1(), Gates.precision(), Gates.recall()));
            evaluation.classes().forEach(each -> metrics.addAll(List.of(f1(each), precision(each), recall(each))));
        }
        return metrics.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    static Metric ofThePositiveClass(String name, Function<String, Metric> ofAClass) {
        return new Named(name, true, ModelKind.CLASSIFICATION, e -> ofAClass.apply(
                        e.positiveClass().orElseThrow())
                .value(e));
    }

    /** What a monitor of such a model reports, so that each of its metrics can be compared with its value at promotion. */
    static Map<String, Double> ofTheMonitor(Evaluation evaluation) {
        if (evaluation.rows() == 0 || evaluation.classes().size() > 2) {
            return Map.of();
        }
        return evaluation.kind() == ModelKind.REGRESSION
                ? regression(evaluation).values()
                : BinaryScores.metrics(evaluation).values();
    }

    private static RegressionMetrics regression(Evaluation evaluation) {
        double[] predicted = new double[evaluation.rows()];
        double[] actual = new double[evaluation.rows()];
        Arrays.setAll(predicted, evaluation::score);
        Arrays.setAll(actual, evaluation::target);
        return RegressionMetrics.of(predicted, actual);
    }

    static Metric f1(String label) {
        return ofCounts(
                "f1", label, counts -> 2.0 * counts.hits / (2.0 * counts.hits + counts.falseAlarms + counts.misses));
    }

    static Metric precision(String label) {
        return ofCounts("precision", label, counts -> counts.hits / (double) (counts.hits + counts.falseAlarms));
    }

    static Metric recall(String label) {
        return ofCounts("recall", label, counts -> counts.hits / (double) (counts.hits + counts.misses));
    }

    private static Metric ofCounts(String name, String label, ToDoubleFunction<Counts> value) {
        return new Named(
                name + "(" + label + ")",
                true,
                ModelKind.CLASSIFICATION,
                e -> value.applyAsDouble(Counts.of(e, label)));
    }

    private static Metric mean(String name, ModelKind kind, RowLoss loss) {
        return new Named(name, false, kind, e -> meanOf(e, loss));
    }

    private static double meanOf(Evaluation evaluation, RowLoss loss) {
        double sum = 0.0;
        for (int row = 0; row < evaluation.rows(); row++) {
            sum += loss.of(evaluation, row);
        }
        return sum / evaluation.rows();
    }

    private static double logLoss(Evaluation evaluation, int row) {
        double probability = evaluation.probability(row, (int) evaluation.target(row));
        return -Math.log(Math.min(1.0, Math.max(LEAST_PROBABILITY, probability)));
    }

    /** Half the squared distance between the probabilities and the truth, which is the usual form for two classes. */
    private static double brier(Evaluation evaluation, int row) {
        double sum = 0.0;
        for (int each = 0; each < evaluation.classes().size(); each++) {
            double miss = evaluation.probability(row, each) - (evaluation.target(row) == each ? 1.0 : 0.0);
            sum += miss * miss;
        }
        return sum / 2.0;
    }

    private static boolean hit(Evaluation evaluation, int row) {
        return evaluation.predictedClass(row) == evaluation.target(row);
    }

    private static double squaredError(Evaluation evaluation, int row) {
        double miss = evaluation.score(row) - evaluation.target(row);
        return miss * miss;
    }

    private static double r2(Evaluation evaluation) {
        double mean = meanOf(evaluation, Evaluation::target);
        double variance = meanOf(evaluation, (e, row) -> (e.target(row) - mean) * (e.target(row) - mean));
        return variance == 0.0 ? Double.NaN : 1.0 - meanOf(evaluation, Metrics::squaredError) / variance;
    }

    /** What one row adds. */
    private interface RowLoss {
        double of(Evaluation evaluation, int row);
    }

    /** How often a class was found, missed, and seen where it was not. */
    private record Counts(int hits, int falseAlarms, int misses) {
        static Counts of(Evaluation evaluation, String label) {
            int wanted = evaluation.classes().indexOf(label);
            if (wanted < 0) {
                throw new IllegalArgumentException("Neither the model nor the rows know the class \"" + label
                        + "\": the classes are " + evaluation.classes() + ".");
            }
            int hits = 0;
            int falseAlarms = 0;
            int misses = 0;
            for (int row = 0; row < evaluation.rows(); row++) {
                boolean said = evaluation.predictedClass(row) == wanted;
                boolean is = evaluation.target(row) == wanted;
                hits += said && is ? 1 : 0;
                falseAlarms += said && !is ? 1 : 0;
                misses += !said && is ? 1 : 0;
            }
            return new Counts(hits, falseAlarms, misses);
        }
    }

    private record Named(String name, boolean higherIsBetter, ModelKind kind, ToDoubleFunction<Evaluation> formula)
            implements Metric {
        @Override
        public double value(Evaluation evaluation) {
            if (evaluation.kind() != kind) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "%s measures a %s, but the model is a %s.",
                        name,
                        kind.name().toLowerCase(Locale.ROOT),
                        evaluation.kind().name().toLowerCase(Locale.ROOT)));
            }
            return evaluation.rows() == 0 ? Double.NaN : formula.applyAsDouble(evaluation);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
