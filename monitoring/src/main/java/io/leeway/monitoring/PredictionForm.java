package io.leeway.monitoring;

import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.OutcomeMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import java.util.List;

/**
 * What a prediction consists of, and what labels may be.
 *
 * @param kind what is predicted
 * @param classes the classes, whose probabilities stand in a prediction in this order; empty for other kinds
 */
record PredictionForm(Kind kind, List<String> classes) {
    /** By how much probabilities may miss a sum of 1: what single precision and printed digits leave. */
    private static final double SUM_TOLERANCE = 1e-3;

    enum Kind {
        /** The probability of the positive class. */
        PROBABILITY,
        /** A number. */
        NUMBER,
        /** The probabilities of all classes. */
        CLASSES,
        /** A score by which rows are ranked. */
        RANKING,
        /** A number with the ends of its band. */
        BANDS
    }

    /** How many numbers a prediction has. */
    int width() {
        return switch (kind) {
            case PROBABILITY, NUMBER, RANKING -> 1;
            case CLASSES -> classes.size();
            case BANDS -> 3;
        };
    }

    /** Whether labels are 1 and 0. */
    boolean isBinary() {
        return kind == Kind.PROBABILITY || kind == Kind.RANKING;
    }

    boolean isValid(double[] values, int row) {
        int from = row * width();
        return switch (kind) {
            case PROBABILITY -> values[from] >= 0 && values[from] <= 1;
            case NUMBER, RANKING -> Double.isFinite(values[from]);
            case CLASSES -> isDistribution(values, from);
            case BANDS ->
                Double.isFinite(values[from])
                        && Double.isFinite(values[from + 1])
                        && Double.isFinite(values[from + 2])
                        && values[from + 1] <= values[from + 2];
        };
    }

    private boolean isDistribution(double[] values, int from) {
        double sum = 0;
        for (int i = from; i < from + classes.size(); i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                return false;
            }
            sum += values[i];
        }
        return Math.abs(sum - 1) <= SUM_TOLERANCE;
    }

    /** The number that stands for a prediction where there is room for one: of classes the most probable one. */
    double scalar(double[] values, int row) {
        int from = row * width();
        if (kind != Kind.CLASSES) {
            return values[from];
        }
        int best = 0;
        for (int i = 1; i < classes.size(); i++) {
            best = values[from + i] > values[from + best] ? i : best;
        }
        return best;
    }

    boolean isLabel(double actual) {
        return switch (kind) {
            case PROBABILITY, RANKING -> actual == 0 || actual == 1;
            case NUMBER, BANDS -> Double.isFinite(actual);
            case CLASSES -> actual >= 0 && actual < classes.size() && actual == Math.rint(actual);
        };
    }

    /** What labels are, for an error message. */
    String labels() {
        return switch (kind) {
            case PROBABILITY, RANKING -> "a classification has 1 and 0, or true and false";
            case NUMBER, BANDS -> "leave out what is not known";
            case CLASSES -> "give one of the classes " + classes;
        };
    }

    /** The names of the numbers of predictions in profiles and drift reports. */
    List<String> columns() {
        return switch (kind) {
            case PROBABILITY, NUMBER, RANKING -> List.of(ModelMonitor.PREDICTION);
            case CLASSES ->
                classes.stream()
                        .map(each -> ModelMonitor.PREDICTION + "(" + each + ")")
                        .toList();
            case BANDS -> List.of(ModelMonitor.PREDICTION, ModelMonitor.PREDICTION + "(width)");
        };
    }

    /** The number of a column. */
    double column(double[] values, int row, int column) {
        int from = row * width();
        return kind == Kind.BANDS && column == 1 ? values[from + 2] - values[from + 1] : values[from + column];
    }

    List<String> metrics() {
        return switch (kind) {
            case PROBABILITY -> ClassificationMetrics.names();
            case NUMBER -> RegressionMetrics.names();
            case CLASSES -> OutcomeMetrics.CLASSES;
            case RANKING -> OutcomeMetrics.RANKING;
            case BANDS -> OutcomeMetrics.BANDS;
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PROBABILITY -> "classification";
            case NUMBER -> "regression";
            case CLASSES -> "classification of " + classes.size() + " classes";
            case RANKING -> "ranking";
            case BANDS -> "regression with bands";
        };
    }
}
