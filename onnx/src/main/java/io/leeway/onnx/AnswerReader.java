package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.onnx.OutputForm.Form;
import java.util.List;
import java.util.TreeSet;

/** Turns what a graph gives for a row into the probabilities of the classes in their natural order, or the number. Immutable. */
final class AnswerReader {
    /** How far float32 takes a probability out of its range, generously. */
    private static final double OUTSIDE = 1e-4;

    /** How far float32 takes a sum of probabilities from 1, generously. */
    private static final double OFF_ONE = 1e-3;

    private final OutputForm output;
    private final List<String> classes;

    /** By the place in the graph's order: the place in the natural order. */
    private final int[] place;

    private final int positive;

    AnswerReader(OutputForm output, String positiveClass) {
        this.output = output;
        this.classes = List.copyOf(new TreeSet<>(output.classes()));
        this.place = output.classes().stream().mapToInt(classes::indexOf).toArray();
        this.positive = output.classes().indexOf(positiveClass);
    }

    /** The classes in natural order; empty for a regression. */
    List<String> classes() {
        return classes;
    }

    /** Values a row after reading. */
    int width() {
        return Math.max(1, classes.size());
    }

    int rawWidth() {
        return output.rawWidth();
    }

    /** Whether the score of a row is a function of one raw value alone. */
    boolean scoreIsOneValue() {
        return output.form() != Form.LOGITS && output.form() != Form.LABELS;
    }

    /** The place of that value among the raw ones. */
    int scorePlace() {
        return switch (output.form()) {
            case PROBABILITIES, MAPS, LOGITS, LABELS -> positive;
            case PROBABILITY, LOGIT, NUMBER -> 0;
        };
    }

    /** The place of the score among the values that {@link #read} writes. */
    int positivePlace() {
        return positive < 0 ? 0 : place[positive];
    }

    /** The score of a row by that value. */
    double score(double raw) {
        return switch (output.form()) {
            case NUMBER -> finite(raw);
            case LOGIT -> ofPositive(logistic(finite(raw)));
            case PROBABILITY -> ofPositive(probability(raw));
            default -> probability(raw);
        };
    }

    /** One column stands for the second class, which need not be the positive one. */
    private double ofPositive(double ofSecond) {
        return positive == 1 ? ofSecond : 1 - ofSecond;
    }

    /** Reads rows from the beginning of raw values, into {@link #width()} values a row. */
    double[] read(double[] raw, int rows) {
        int width = width();
        int rawWidth = rawWidth();
        double[] answers = new double[rows * width];
        for (int row = 0; row < rows; row++) {
            readRow(raw, row * rawWidth, answers, row * width);
        }
        return answers;
    }

    /** Reads one row: {@link #rawWidth()} values from one place, {@link #width()} to another. */
    void readRow(double[] raw, int from, double[] into, int to) {
        switch (output.form()) {
            case NUMBER -> into[to] = finite(raw[from]);
            case LOGIT -> two(logistic(finite(raw[from])), into, to);
            case PROBABILITY -> two(probability(raw[from]), into, to);
            case LABELS -> label((int) raw[from], into, to);
            case LOGITS -> softmax(raw, from, into, to);
            case PROBABILITIES, MAPS -> probabilities(raw, from, into, to);
        }
    }

    private void two(double ofSecond, double[] into, int to) {
        into[to + place[1]] = ofSecond;
        into[to + place[0]] = 1 - ofSecond;
    }

    private void label(int chosen, double[] into, int to) {
        for (int i = 0; i < place.length; i++) {
            into[to + place[i]] = i == chosen ? 1 : 0;
        }
    }

    private void softmax(double[] raw, int from, double[] into, int to) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < place.length; i++) {
            most = Math.max(most, finite(raw[from + i]));
        }
        double sum = 0;
        for (int i = 0; i < place.length; i++) {
            double weight = Math.exp(raw[from + i] - most);
            into[to + place[i]] = weight;
            sum += weight;
        }
        for (int i = 0; i < place.length; i++) {
            into[to + i] /= sum;
        }
    }

    private void probabilities(double[] raw, int from, double[] into, int to) {
        double sum = 0;
        for (int i = 0; i < place.length; i++) {
            double value = probability(raw[from + i]);
            into[to + place[i]] = value;
            sum += value;
        }
        if (Math.abs(sum - 1) > OFF_ONE) {
            throw new MismatchedModelException(
                    "sum of the probabilities in " + output.output(),
                    "1",
                    String.valueOf(sum),
                    "If they are logits, say so: OnnxModel.of(...).logits(); else export a graph that ends in probabilities");
        }
    }

    private static double logistic(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private double finite(double value) {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            return value;
        }
        throw new MismatchedModelException(
                "answer in " + output.output(),
                "a finite number",
                String.valueOf(value),
                "A missing value (NaN) may have gone through the graph: impute inside the graph, or declare"
                        + " missing(feature, value)");
    }

    private double probability(double value) {
        if (value >= 0 && value <= 1) {
            return value;
        }
        if (!(value >= -OUTSIDE && value <= 1 + OUTSIDE)) {
            throw new MismatchedModelException(
                    "answer in " + output.output(),
                    "a probability, from 0 to 1,",
                    String.valueOf(value),
                    Double.isNaN(value)
                            ? "A missing value (NaN) may have gone through the graph: impute inside the graph, or declare"
                                    + " missing(feature, value)"
                            : "If it is a logit, say so: OnnxModel.of(...).logits(); else export a graph that ends in"
                                    + " probabilities");
        }
        return value < 0 ? 0 : 1;
    }
}
