package io.leeway.monitoring.performance;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Predictions, what is needed to judge them, and the labels that are known: what a {@link PerformanceEstimator} is fitted
 * on and what it estimates.
 *
 * <p>Immutable; each option returns a new value. Arrays are copied.
 *
 * <pre>{@code
 * ScoredRows reference = ScoredRows.binary(probabilities).labels(actual);
 * ScoredRows today = ScoredRows.binary(newProbabilities);
 * }</pre>
 */
public final class ScoredRows {
    private final Kind kind;
    /** One column for each class (the positive class alone for two), or the predicted numbers. */
    private final double[][] scores;
    /** The predicted class of each row; empty for numbers. */
    private final int[] predicted;

    private final double[][] features;
    private final double[] labels;
    /** The cluster of each row; empty if rows are independent. */
    private final long[] clusters;

    /** What was predicted. */
    enum Kind {
        BINARY,
        CLASSES,
        NUMBERS
    }

    private ScoredRows(
            Kind kind, double[][] scores, int[] predicted, double[][] features, double[] labels, long[] clusters) {
        this.clusters = clusters;
        this.kind = kind;
        this.scores = scores;
        this.predicted = predicted;
        this.features = features;
        this.labels = labels;
    }

    /**
     * Returns rows of a binary classification, predicted positive from a probability of 0.5 on.
     *
     * @param probability the probability of the positive class for each row, 0 to 1
     * @return the rows, without labels
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     */
    public static ScoredRows binary(double[] probability) {
        return binary(probability, ClassificationMetrics.DEFAULT_THRESHOLD);
    }

    /**
     * Returns rows of a binary classification.
     *
     * @param probability the probability of the positive class for each row, 0 to 1
     * @param threshold the probability from which a row counts as predicted positive ({@code >=})
     * @return the rows, without labels
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if the threshold is NaN
     */
    public static ScoredRows binary(double[] probability, double threshold) {
        ClassificationMetrics.checkOptions(threshold, 1);
        checkProbabilities(probability);
        int[] predicted =
                Arrays.stream(probability).mapToInt(p -> p >= threshold ? 1 : 0).toArray();
        return new ScoredRows(
                Kind.BINARY,
                new double[][] {probability.clone()},
                predicted,
                new double[0][],
                unknown(predicted.length),
                new long[0]);
    }

    /**
     * Returns rows of a classification with several classes. The most probable class is predicted, the first of equally
     * probable ones; {@link #predicted(int[])} sets other predictions.
     *
     * @param probability for each row the probabilities of all classes, in the same order
     * @return the rows, without labels
     * @throws InvalidPredictionException if a probability is NaN or outside of 0 to 1
     * @throws IllegalArgumentException if there are fewer than two classes, or rows have different numbers of them
     */
    public static ScoredRows classes(double[][] probability) {
        int classes = probability.length == 0 ? 2 : probability[0].length;
        if (classes < 2) {
            throw new IllegalArgumentException("got probabilities of " + classes + " class; pass those of all classes");
        }
        double[][] columns = new double[classes][probability.length];
        int[] predicted = new int[probability.length];
        for (int row = 0; row < probability.length; row++) {
            if (probability[row].length != classes) {
                throw new IllegalArgumentException("row " + row + " has probabilities of " + probability[row].length
                        + " classes, the first row of " + classes + "; pass those of all classes for every row");
            }
            for (int c = 0; c < classes; c++) {
                columns[c][row] = probability[row][c];
                if (probability[row][c] > probability[row][predicted[row]]) {
                    predicted[row] = c;
                }
            }
        }
        for (double[] column : columns) {
            checkProbabilities(column);
        }
        return new ScoredRows(
                Kind.CLASSES, columns, predicted, new double[0][], unknown(predicted.length), new long[0]);
    }

    /**
     * Returns rows of a regression with the features from which a model of the loss learns where predictions are worse.
     *
     * @param prediction the predicted value of each row, finite
     * @param features for each row its features in a fixed order; categories as numbers, missing values as NaN
     * @return the rows, without labels
     * @throws InvalidPredictionException if a prediction is not finite
     * @throws IllegalArgumentException if the lengths differ, or rows have different numbers of features
     */
    public static ScoredRows numbers(double[] prediction, double[][] features) {
        checkLength("rows of features", features.length, prediction.length);
        double[][] copies = new double[features.length][];
        for (int row = 0; row < prediction.length; row++) {
            if (!Double.isFinite(prediction[row])) {
                throw new InvalidPredictionException("not a finite prediction:", row, prediction[row]);
            }
            if (features[row].length != features[0].length) {
                throw new IllegalArgumentException("row " + row + " has " + features[row].length
                        + " features, the first row " + features[0].length + "; pass all features of every row");
            }
            copies[row] = features[row].clone();
        }
        return new ScoredRows(
                Kind.NUMBERS,
                new double[][] {prediction.clone()},
                new int[0],
                copies,
                unknown(prediction.length),
                new long[0]);
    }

    /**
     * Returns rows of a regression with the features of a schema. A category is the hash code of its name, which trees
     * can split by; a missing value is NaN.
     *
     * @param schema the schema
     * @param rows the rows
     * @param prediction the predicted value of each row, finite
     * @param <R> the type of a row
     * @return the rows, without labels
     * @throws InvalidPredictionException if a prediction is not finite
     * @throws IllegalArgumentException if the lengths differ
     */
    public static <R> ScoredRows numbers(Schema<R> schema, List<R> rows, double[] prediction) {
        List<Feature<R>> features = schema.features();
        double[][] values = new double[rows.size()][features.size()];
        for (int row = 0; row < values.length; row++) {
            for (Feature<R> feature : features) {
                values[row][feature.index()] = number(feature, rows.get(row));
            }
        }
        return numbers(prediction, values);
    }

    private static <R> double number(Feature<R> feature, R row) {
        if (feature.type() == FeatureType.NUMERIC) {
            return feature.number(row);
        }
        String category = feature.category(row);
        return category == null ? Double.NaN : category.hashCode();
    }

    /**
     * Sets the predicted classes, where they are not those of the highest probability or above the threshold.
     *
     * @param classes the index of the predicted class of each row; 1 and 0 for positive and negative
     * @return the rows
     * @throws IllegalArgumentException if this is a regression, the lengths differ or there is no such class
     */
    public ScoredRows predicted(int[] classes) {
        checkLength("predicted classes", classes.length, predicted.length);
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] < 0 || classes[row] >= classCount()) {
                throw new IllegalArgumentException("row " + row + " is predicted as class " + classes[row]
                        + "; classes are 0 to " + (classCount() - 1));
            }
        }
        return new ScoredRows(kind, scores, classes.clone(), features, labels, clusters);
    }

    /**
     * Sets the labels that are known.
     *
     * @param actual the actual value of each row: 1 and 0 for positive and negative, the index of the class, or a number;
     *     NaN if it is not known yet
     * @return the rows
     * @throws InvalidPredictionException if a label is infinite, or not that of a class
     * @throws IllegalArgumentException if the lengths differ
     */
    public ScoredRows labels(double[] actual) {
        checkLength("labels", actual.length, rows());
        for (int row = 0; row < actual.length; row++) {
            double label = actual[row];
            boolean aClass = label >= 0 && label < classCount() && label == Math.rint(label);
            if (Double.isInfinite(label) || kind != Kind.NUMBERS && !Double.isNaN(label) && !aClass) {
                throw new InvalidPredictionException("not a label of these predictions:", row, label);
            }
        }
        return new ScoredRows(kind, scores, predicted, features, actual.clone(), clusters);
    }

    /**
     * Sets the labels of a binary classification, all of them known.
     *
     * @param actual whether each row was positive
     * @return the rows
     * @throws IllegalArgumentException if the lengths differ
     */
    public ScoredRows labels(boolean[] actual) {
        double[] labels = new double[actual.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = actual[row] ? 1 : 0;
        }
        return labels(labels);
    }

    /**
     * Sets groups of rows that share what the model does not know, such as the days of rows that share their weather. The
     * check of an estimate then counts clusters, not rows.
     *
     * @param clusterOfRow a number for each row; rows with equal numbers form a cluster
     * @return the rows
     * @throws IllegalArgumentException if the lengths differ
     */
    public ScoredRows clusters(long[] clusterOfRow) {
        checkLength("clusters", clusterOfRow.length, rows());
        return new ScoredRows(kind, scores, predicted, features, labels, clusterOfRow.clone());
    }

    /**
     * Returns the number of rows.
     *
     * @return at least 0
     */
    public int rows() {
        return scores[0].length;
    }

    /**
     * Returns the number of rows whose label is known.
     *
     * @return 0 to {@link #rows()}
     */
    public int labelled() {
        return (int) Arrays.stream(labels).filter(label -> !Double.isNaN(label)).count();
    }

    /** Returns the numbers of rows and labels in one line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d scored rows, %,d of them labelled", rows(), labelled());
    }

    Kind kind() {
        return kind;
    }

    /** The number of classes, of numbers 0. */
    int classCount() {
        return switch (kind) {
            case BINARY -> 2;
            case CLASSES -> scores.length;
            case NUMBERS -> 0;
        };
    }

    double[][] scores() {
        return scores;
    }

    int[] predicted() {
        return predicted;
    }

    double[][] features() {
        return features;
    }

    double[] labels() {
        return labels;
    }

    /** The cluster of each row; empty if rows are independent. */
    long[] clusters() {
        return clusters;
    }

    /** Rows that were taken apart. */
    static ScoredRows of(
            Kind kind, double[][] scores, int[] predicted, double[][] features, double[] labels, long[] clusters) {
        return new ScoredRows(kind, scores, predicted, features, labels, clusters);
    }

    /** The rows whose label is known. */
    ScoredRows known() {
        int[] at = known(labels);
        double[][] someScores = new double[scores.length][];
        Arrays.setAll(someScores, c -> select(scores[c], at));
        int[] somePredicted = predicted.length == 0
                ? predicted
                : Arrays.stream(at).map(row -> predicted[row]).toArray();
        double[][] someFeatures = features.length == 0 ? features : new double[at.length][];
        for (int i = 0; i < someFeatures.length; i++) {
            someFeatures[i] = features[at[i]];
        }
        long[] someClusters = clusters.length == 0
                ? clusters
                : Arrays.stream(at).mapToLong(row -> clusters[row]).toArray();
        return new ScoredRows(kind, someScores, somePredicted, someFeatures, select(labels, at), someClusters);
    }

    /** The values of the rows whose label is known. */
    double[] ofKnown(double[] values) {
        return select(values, known(labels));
    }

    private static int[] known(double[] labels) {
        int[] at = new int[labels.length];
        int count = 0;
        for (int row = 0; row < labels.length; row++) {
            if (!Double.isNaN(labels[row])) {
                at[count++] = row;
            }
        }
        return Arrays.copyOf(at, count);
    }

    private static double[] select(double[] values, int[] at) {
        return Arrays.stream(at).mapToDouble(row -> values[row]).toArray();
    }

    private static double[] unknown(int rows) {
        double[] labels = new double[rows];
        Arrays.fill(labels, Double.NaN);
        return labels;
    }

    private static void checkProbabilities(double[] probability) {
        for (int i = 0; i < probability.length; i++) {
            if (!(probability[i] >= 0 && probability[i] <= 1)) {
                throw new InvalidPredictionException("not a probability:", i, probability[i]);
            }
        }
    }

    private static void checkLength(String what, int got, int rows) {
        if (got != rows) {
            throw new IllegalArgumentException(
                    "got " + got + " " + what + " for " + rows + " predictions; pass one for every row");
        }
    }
}
