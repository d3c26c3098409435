package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.evaluation.Evaluation;
import io.leeway.model.ModelKind;
import java.util.Map;
import java.util.TreeMap;

/** How good the answers were, each given before its label taught: sums over all of them, and the newest one by one. */
final class Progress {
    /** As in River: probabilities closer to 0 or 1 are moved to this distance, because an infinite loss could not be averaged. */
    private static final double LEAST = 1e-15;

    private final boolean logistic;
    private final double[] answers;
    private final double[] targets;
    private final Sums model = new Sums();
    private final Sums baseline = new Sums();
    private long judged;
    private double targetSum;

    Progress(ModelKind kind, int window) {
        this.logistic = kind == ModelKind.CLASSIFICATION;
        this.answers = new double[window];
        this.targets = new double[window];
    }

    /** What is answered without looking at the row: the share of the positive class, or the mean, of the labels so far. */
    double baseline() {
        // Krichevsky and Trofimov 1981: half a label of each class to begin with.
        return logistic ? (targetSum + 0.5) / (judged + 1) : judged == 0 ? 0 : targetSum / judged;
    }

    void judge(double answer, double base, double target) {
        add(model, answer, target);
        add(baseline, base, target);
        int at = (int) (judged % answers.length);
        answers[at] = answer;
        targets[at] = target;
        judged++;
        targetSum += target;
    }

    private void add(Sums sums, double answer, double target) {
        double error = answer - target;
        sums.squares = Math.min(Double.MAX_VALUE, sums.squares + error * error);
        if (logistic) {
            double clipped = Math.max(LEAST, Math.min(1 - LEAST, answer));
            sums.losses -= StrictMath.log(target == 1 ? clipped : 1 - clipped);
            sums.hits += answer >= 0.5 == (target == 1) ? 1 : 0;
        } else {
            sums.losses += Math.abs(error);
        }
    }

    long judged() {
        return judged;
    }

    Map<String, Double> metrics() {
        return metrics(model);
    }

    Map<String, Double> baselineMetrics() {
        return metrics(baseline);
    }

    private Map<String, Double> metrics(Sums sums) {
        Map<String, Double> byName = new TreeMap<>();
        if (logistic) {
            byName.put("logLoss", sums.losses / judged);
            byName.put("brier", sums.squares / judged);
            byName.put("accuracy", sums.hits / (double) judged);
        } else {
            byName.put("mae", sums.losses / judged);
            byName.put("rmse", Math.sqrt(sums.squares / judged));
        }
        return byName;
    }

    /** The newest judged rows, the oldest of them first. */
    Evaluation newest() {
        int count = (int) Math.min(judged, answers.length);
        double[] newest = new double[count];
        double[] actual = new double[count];
        boolean[] positive = new boolean[count];
        for (int i = 0; i < count; i++) {
            int at = (int) ((judged - count + i) % answers.length);
            newest[i] = answers[at];
            actual[i] = targets[at];
            positive[i] = targets[at] == 1;
        }
        return logistic ? Evaluation.ofBinary(newest, positive) : Evaluation.ofRegression(newest, actual);
    }

    void write(BinaryForm.Writer out) {
        out.number(answers.length);
        out.large(judged);
        out.real(targetSum);
        model.write(out);
        baseline.write(out);
        out.reals(answers);
        out.reals(targets);
    }

    static Progress read(ModelKind kind, BinaryForm.Reader in) {
        int window = in.count(2 * Double.BYTES);
        Progress progress = new Progress(kind, window);
        progress.judged = in.large();
        if (progress.judged < 0 || window == 0) {
            throw in.corrupt(progress.judged + " rows were judged, of which " + window + " are kept");
        }
        progress.targetSum = in.real();
        progress.model.read(in);
        progress.baseline.read(in);
        System.arraycopy(in.reals(window), 0, progress.answers, 0, window);
        System.arraycopy(in.reals(window), 0, progress.targets, 0, window);
        for (int i = 0; progress.logistic && i < window; i++) {
            double answer = progress.answers[i];
            double target = progress.targets[i];
            if (!(answer >= 0 && answer <= 1 && target * (1 - target) == 0)) {
                throw in.corrupt("the probability " + answer + " was compared with " + target);
            }
        }
        return progress;
    }

    private static final class Sums {
        double losses;
        double squares;
        long hits;

        void write(BinaryForm.Writer out) {
            out.real(losses);
            out.real(squares);
            out.large(hits);
        }

        void read(BinaryForm.Reader in) {
            losses = in.real();
            squares = in.real();
            hits = in.large();
        }
    }
}
