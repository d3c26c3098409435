package io.leeway.evaluation;

import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.performance.Interval;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model's predictions on rows with known labels.
 *
 * <p>All predictions are kept, because paired comparisons and groups need them: 8 bytes for each class and row. The
 * rows keep their order, which should be that of time, because {@link Gates#better()} accounts for the correlation of
 * consecutive rows.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Evaluation {
    private final ModelKind kind;
    private final List<String> classes;
    private final int positive;
    /** Probabilities row by row for a classifier, one prediction a row for a regressor. */
    private final double[] predicted;

    private final double[] target;
    private final Map<String, @Nullable String[]> groups;

    /** The day of each row; empty if it is not known. */
    private final long[] days;

    Evaluation(
            ModelKind kind,
            List<String> classes,
            int positive,
            double[] predicted,
            double[] target,
            Map<String, @Nullable String[]> groups,
            long[] days) {
        this.kind = kind;
        this.classes = classes;
        this.positive = positive;
        this.predicted = predicted;
        this.target = target;
        this.groups = groups;
        this.days = days;
    }

    /**
     * Evaluates a model.
     *
     * @param <R> the type of rows
     * @param model the model
     * @param rows labelled rows, in the order of time
     * @return the evaluation, with the schema's sensitive attributes as groups
     * @throws IllegalArgumentException if a row has no response
     */
    public static <R> Evaluation of(TrainedModel<R, ?> model, Iterable<R> rows) {
        EvaluationRecorder<R> recorder = new EvaluationRecorder<>(model);
        for (R row : rows) {
            recorder.add(row);
        }
        return recorder.evaluation();
    }

    /**
     * Creates an evaluation of a binary classification from probabilities of any origin.
     *
     * @param probability the probability of {@code true}, row by row
     * @param actual the actual outcome, row by row
     * @return the evaluation, with the classes {@code false} and {@code true}
     * @throws IllegalArgumentException if the lengths differ or a probability is not in 0 to 1
     */
    public static Evaluation ofBinary(double[] probability, boolean[] actual) {
        requireSameLength(probability.length, actual.length);
        double[] predicted = new double[2 * probability.length];
        double[] target = new double[probability.length];
        for (int i = 0; i < target.length; i++) {
            if (!(probability[i] >= 0.0 && probability[i] <= 1.0)) {
                throw new IllegalArgumentException(
                        "The probability of row " + i + " is " + probability[i] + ", not a number in 0 to 1.");
            }
            predicted[2 * i] = 1.0 - probability[i];
            predicted[2 * i + 1] = probability[i];
            target[i] = actual[i] ? 1.0 : 0.0;
        }
        return new Evaluation(
                ModelKind.CLASSIFICATION, List.of("false", "true"), 1, predicted, target, Map.of(), new long[0]);
    }

    /**
     * Creates an evaluation of a regression from predictions of any origin.
     *
     * @param predicted the prediction, row by row
     * @param actual the actual value, row by row
     * @return the evaluation
     * @throws IllegalArgumentException if the lengths differ
     */
    public static Evaluation ofRegression(double[] predicted, double[] actual) {
        requireSameLength(predicted.length, actual.length);
        return new Evaluation(
                ModelKind.REGRESSION, List.of(), -1, predicted.clone(), actual.clone(), Map.of(), new long[0]);
    }

    private static void requireSameLength(int predicted, int actual) {
        if (predicted != actual) {
            throw new IllegalArgumentException(
                    predicted + " predictions cannot be compared with " + actual + " truths.");
        }
    }

    /**
     * Adds an attribute by which rows can be grouped.
     *
     * @param attribute its name
     * @param values the group of each row, null if it is not known
     * @return a new evaluation with the groups
     * @throws IllegalArgumentException if there are not as many values as rows
     */
    public Evaluation withGroups(String attribute, @Nullable String[] values) {
        requireSameLength(rows(), values.length);
        Map<String, @Nullable String[]> more = new LinkedHashMap<>(groups);
        more.put(attribute, values.clone());
        return new Evaluation(kind, classes, positive, predicted, target, more, days);
    }

    /**
     * Sets the day of each row, so that intervals and comparisons leave out whole days: rows of one share its weather, its customers and its prices.
     * {@link #of} reads the time of the schema, with days in UTC.
     *
     * @param dayOfRow a number for each row, such as the epoch day, in ascending order
     * @return a new evaluation with the days
     * @throws IllegalArgumentException if there are not as many as rows
     */
    public Evaluation withDays(long[] dayOfRow) {
        requireSameLength(rows(), dayOfRow.length);
        return new Evaluation(kind, classes, positive, predicted, target, groups, dayOfRow.clone());
    }

    /**
     * Returns the day of each row.
     *
     * @return a copy; empty if it is not known
     */
    public long[] days() {
        return days.clone();
    }

    /**
     * Returns the kind of prediction.
     *
     * @return the kind
     */
    public ModelKind kind() {
        return kind;
    }

    /**
     * Returns the number of rows.
     *
     * @return the number
     */
    public int rows() {
        return target.length;
    }

    /**
     * Returns the classes, including those that occur only as labels.
     *
     * @return the names in natural order, empty for a regressor
     */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns the class whose probability is the score.
     *
     * @return the class, empty for a regressor
     */
    public Optional<String> positiveClass() {
        return positive < 0 ? Optional.empty() : Optional.of(classes.get(positive));
    }

    /**
     * Returns the probability of the positive class, or the predicted number.
     *
     * @param row the index of the row, from 0
     * @return the score
     */
    public double score(int row) {
        return kind == ModelKind.REGRESSION ? predicted[row] : probability(row, positive);
    }

    /**
     * Returns the actual value.
     *
     * @param row the index of the row, from 0
     * @return the response of a regression, or the index of the actual class in {@link #classes()}
     */
    public double target(int row) {
        return target[row];
    }

    /**
     * Returns a probability.
     *
     * @param row the index of the row, from 0
     * @param classIndex the index of the class in {@link #classes()}
     * @return the probability, 0 if the model does not know the class
     */
    public double probability(int row, int classIndex) {
        return predicted[row * classes.size() + classIndex];
    }

    /**
     * Returns the class with the highest probability; of two classes, the positive one from a probability of one half.
     *
     * @param row the index of the row, from 0
     * @return the index of the class in {@link #classes()}
     */
    public int predictedClass(int row) {
        int best = Math.max(positive, 0);
        for (int each = 0; each < classes.size(); each++) {
            if (probability(row, each) > probability(row, best)) {
                best = each;
            }
        }
        return best;
    }

    /**
     * Returns the attributes by which rows can be grouped.
     *
     * @return their names
     */
    public List<String> groupAttributes() {
        return List.copyOf(groups.keySet());
    }

    /**
     * Returns the group of a row.
     *
     * @param attribute one of {@link #groupAttributes()}
     * @param row the index of the row, from 0
     * @return the group, or null if it is not known
     * @throws IllegalArgumentException if there is no such attribute
     */
    public @Nullable String group(String attribute, int row) {
        @Nullable String[] values = groups.get(attribute);
        if (values == null) {
            throw new IllegalArgumentException("The evaluation has no attribute \"" + attribute + "\" but "
                    + groups.keySet() + ": declare it with schema.sensitive(\"" + attribute + "\").");
        }
        return values[row];
    }

    /**
     * Returns the evaluation of the rows from an index on.
     *
     * @param from the first row to keep, from 0
     * @return the evaluation of those rows
     */
    public Evaluation from(int from) {
        Objects.checkIndex(from, rows() + 1);
        return without(0, from);
    }

    /** Returns the rows without those from one place (inclusive) to another (exclusive). */
    Evaluation without(int from, int to) {
        int width = kind == ModelKind.REGRESSION ? 1 : classes.size();
        int count = rows() - (to - from);
        double[] somePredicted = new double[count * width];
        double[] someTarget = new double[count];
        close(predicted, somePredicted, from * width, to * width);
        close(target, someTarget, from, to);
        Map<String, @Nullable String[]> someGroups = new LinkedHashMap<>();
        groups.forEach((attribute, values) -> {
            @Nullable String[] some = new @Nullable String[count];
            close(values, some, from, to);
            someGroups.put(attribute, some);
        });
        long[] someDays = new long[days.length == 0 ? 0 : count];
        if (days.length > 0) {
            close(days, someDays, from, to);
        }
        return new Evaluation(kind, classes, positive, somePredicted, someTarget, someGroups, someDays);
    }

    /** Copies an array but for the gap from one place to another. */
    private static void close(Object all, Object some, int from, int to) {
        System.arraycopy(all, 0, some, 0, from);
        System.arraycopy(all, to, some, from, Array.getLength(all) - to);
    }

    /**
     * Returns the usual metrics of the kind.
     *
     * @return the metrics by the names that the monitor uses, NaN if undefined: for two classes log loss, ROC AUC,
     *     Brier score, calibration error, accuracy, F1 of the positive class and all others that the monitor reports;
     *     for more classes log loss, Brier score and accuracy; for numbers RMSE, MAE, R2 and bias
     */
    public Map<String, Double> metrics() {
        Map<String, Double> byName = usualMetrics();
        Metrics.ofTheMonitor(this).forEach(byName::putIfAbsent);
        return byName;
    }

    /**
     * Returns a metric with its confidence interval, by the block jackknife that {@link Comparison} describes: the
     * metric is computed once more for each of at most 60 days, or of at most 30 blocks of consecutive rows. The interval may exceed the range
     * of the metric.
     *
     * @param metric the metric
     * @param confidence the level, above 0 and below 1, such as 0.95
     * @return the interval around the metric's value; empty if there are fewer than 80 rows, if the metric is not
     *     defined without one of the blocks, or if no block makes a difference to it, as to a recall of 0
     * @throws IllegalArgumentException if the level is out of range, or the metric is one of another kind of model
     */
    public Optional<Interval> interval(Metric metric, double confidence) {
        return Optional.ofNullable(intervals(List.of(metric), confidence).get(metric.name()));
    }

    /**
     * Returns metrics with their confidence intervals, as {@link #interval} does; rows are copied once for all of them.
     *
     * @param metrics the metrics
     * @param confidence the level, above 0 and below 1, such as 0.95
     * @return the intervals by the names of their metrics, without those that are not defined
     * @throws IllegalArgumentException if the level is out of range, or a metric is one of another kind of model
     */
    public Map<String, Interval> intervals(Collection<Metric> metrics, double confidence) {
        if (!(confidence > 0.0 && confidence < 1.0)) {
            throw new IllegalArgumentException(
                    "The confidence is " + confidence + "; it must be above 0 and below 1, such as 0.95.");
        }
        return rows() < Comparison.LEAST_ROWS ? Map.of() : BlockJackknife.intervals(this, metrics, confidence);
    }

    /**
     * Returns the metric of {@link Gates} with a name, such as that in {@link GateResult#gate()}.
     *
     * @param name such as {@code logLoss} or {@code recall(true)}; {@code f1}, {@code precision} and {@code recall}
     *     alone are those of the positive class
     * @return the metric; empty if {@link Gates} has none with this name for this kind of model and these classes
     */
    public Optional<Metric> metric(String name) {
        return Metrics.named(name, this);
    }

    private Map<String, Double> usualMetrics() {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (Metric each : Metrics.usual(this)) {
            byName.put(each.name(), each.value(this));
        }
        return byName;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Evaluation[" + rows() + " rows");
        usualMetrics().forEach((name, value) -> text.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
        return text.append(']').toString();
    }
}
