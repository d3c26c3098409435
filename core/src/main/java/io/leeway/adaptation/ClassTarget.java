package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One of several classes, by log loss. Each expert has a score for each class, the champion's being the logarithm of its probability less
 * the mean of all; softmax turns them into probabilities. A class learns as two classes do, from its label and its probability, whose logit
 * is its score against all others.
 */
final class ClassTarget extends Target {
    /** Scores of experts are at most so far below the highest. */
    private static final double LIMIT = 12;

    static final int KIND = 2;

    private final List<String> names;
    private final int classes;

    ClassTarget(ExpertSet experts, List<String> names) {
        super(experts);
        this.names = List.copyOf(names);
        this.classes = names.size();
    }

    List<String> names() {
        return names;
    }

    @Override
    int outputs() {
        return classes;
    }

    /** The champion's scores of its probabilities. */
    static void scores(double[] probabilities, double[] into) {
        double mean = 0;
        for (int j = 0; j < into.length; j++) {
            into[j] = Logistic.log(Math.max(Logistic.LEAST, probabilities[j]));
            mean += into[j] / into.length;
        }
        for (int j = 0; j < into.length; j++) {
            into[j] -= mean;
        }
    }

    @Override
    void predict(Weights[] weights, Encoded row, double[] champion, double[] scores, double[] into) {
        for (int j = 0; j < classes; j++) {
            score(weights[j], row, champion[j], scores);
            weights[j].wake(experts, scores);
            for (int k = 0; k < experts.size(); k++) {
                into[k * classes + j] = scores[k];
            }
        }
        softmax(into, 0, Double.POSITIVE_INFINITY);
        for (int k = 1; k < experts.size(); k++) {
            softmax(into, k * classes, LIMIT);
        }
    }

    private void score(Weights weights, Encoded row, double champion, double[] scores) {
        row.values[Encoder.SLOPE] = Encoder.clip(champion);
        weights.scores(experts, row, champion, scores);
    }

    private void softmax(double[] values, int from, double limit) {
        double most = Double.NEGATIVE_INFINITY;
        for (int j = from; j < from + classes; j++) {
            most = Math.max(most, values[j]);
        }
        double sum = 0;
        for (int j = from; j < from + classes; j++) {
            values[j] = Logistic.exp(Math.max(-limit, values[j] - most));
            sum += values[j];
        }
        for (int j = from; j < from + classes; j++) {
            values[j] /= sum;
        }
    }

    @Override
    void mix(double[] mixture, double[] predictions, double[] into) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            double mixed = 0;
            for (int k = 0; k < mixture.length; k++) {
                mixed += mixture[k] * predictions[k * classes + j];
            }
            into[j] = Math.max(Logistic.LEAST, mixed);
            sum += into[j];
        }
        for (int j = 0; j < classes; j++) {
            into[j] /= sum;
        }
    }

    /** The least share of the champion with which each class has {@code factor} of what the champion gives it. */
    @Override
    void limit(double[] wanted, double[] predictions, double cap, double factor, double[] into) {
        double share = 0;
        for (int j = 0; j < classes; j++) {
            double least = predictions[j] * factor;
            if (wanted[j] < least) {
                share = Math.max(share, (least - wanted[j]) / (predictions[j] - wanted[j]));
            }
        }
        for (int j = 0; j < classes; j++) {
            into[j] = wanted[j] + share * (predictions[j] - wanted[j]);
        }
    }

    /** The least share of the champion with which the log odds of each class are near enough. */
    @Override
    void bound(double[] answer, double[] predictions, double most, double factor) {
        double share = 0;
        for (int j = 0; j < classes; j++) {
            double nearest = LogLoss.INSTANCE.bounded(answer[j], predictions[j], most, factor);
            if (nearest != answer[j]) {
                share = Math.max(share, (nearest - answer[j]) / (predictions[j] - answer[j]));
            }
        }
        for (int j = 0; j < classes; j++) {
            answer[j] += share * (predictions[j] - answer[j]);
        }
    }

    @Override
    double risk(double[] answer, double[] predictions) {
        double risk = 0;
        for (int j = 0; j < classes; j++) {
            risk = Math.max(risk, Logistic.log(predictions[j] / answer[j]));
        }
        return risk;
    }

    @Override
    double cost(double[] predictions, int from, double label) {
        return -Logistic.log(predictions[from + (int) label]);
    }

    @Override
    Mixture mixture(Adaptation adaptation) {
        return LogLoss.INSTANCE.mixture(adaptation, experts.size());
    }

    @Override
    Weights[] learn(Learner[] learners, Weights[] now, Encoded row, double[] champion, double label) {
        double[][] scores = new double[classes][experts.room()];
        for (int j = 0; j < classes; j++) {
            score(now[j], row, champion[j], scores[j]);
        }
        double[] of = new double[classes];
        for (int k = 0; k < experts.size(); k++) {
            for (int j = 0; j < classes; j++) {
                of[j] = scores[j][k];
            }
            softmax(of, 0, Double.POSITIVE_INFINITY);
            for (int j = 0; j < classes; j++) {
                scores[j][k] = Logistic.logit(Logistic.clip(of[j]));
            }
        }
        Weights[] next = new Weights[classes];
        for (int j = 0; j < classes; j++) {
            row.values[Encoder.SLOPE] = Encoder.clip(champion[j]);
            next[j] = learners[j].learn(now[j], row, scores[j], label == j ? 1 : 0);
        }
        return next;
    }

    @Override
    Loss loss() {
        return LogLoss.INSTANCE;
    }

    @Override
    void write(BinaryForm.Writer out) {
        out.number(KIND);
        out.number(classes);
        names.forEach(out::utf8);
    }

    /** Reads the names that {@link #write} has written, after the kind. */
    static List<String> names(BinaryForm.Reader in) {
        int classes = in.count(Integer.BYTES);
        List<String> names = new ArrayList<>();
        for (int j = 0; j < classes; j++) {
            names.add(in.utf8());
        }
        if (classes < 2 || Set.copyOf(names).size() < classes) {
            throw in.corrupt("its classes are " + names);
        }
        return names;
    }
}
