package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import io.leeway.binary.BinaryForm;

/** One score: of the positive one of two classes by log loss, or a number by squared loss. */
final class ScoreTarget extends Target {
    private static final int TWO_CLASSES = 0;
    private static final int NUMBER = 1;

    private final Loss loss;

    ScoreTarget(ExpertSet experts, Loss loss) {
        super(experts);
        this.loss = loss;
    }

    @Override
    int outputs() {
        return 1;
    }

    @Override
    void predict(Weights[] weights, Encoded row, double[] champion, double[] scores, double[] into) {
        row.values[Encoder.SLOPE] = Encoder.clip(champion[0]);
        weights[0].predictions(experts, loss, row, champion[0], scores, into);
    }

    @Override
    void mix(double[] mixture, double[] predictions, double[] into) {
        into[0] = loss.mix(mixture, predictions);
    }

    @Override
    void limit(double[] wanted, double[] predictions, double cap, double factor, double[] into) {
        into[0] = loss.within(wanted[0], predictions[0], cap, factor);
    }

    @Override
    void bound(double[] answer, double[] predictions, double most, double factor) {
        answer[0] = loss.bounded(answer[0], predictions[0], most, factor);
    }

    @Override
    double risk(double[] answer, double[] predictions) {
        return loss.risk(answer[0], predictions[0]);
    }

    @Override
    double cost(double[] predictions, int from, double label) {
        return loss.of(predictions[from], label);
    }

    @Override
    Mixture mixture(Adaptation adaptation) {
        return loss.mixture(adaptation, experts.size());
    }

    @Override
    Weights[] learn(Learner[] learners, Weights[] now, Encoded row, double[] champion, double label) {
        return new Weights[] {learners[0].learn(now[0], row, champion[0], label)};
    }

    @Override
    Loss loss() {
        return loss;
    }

    @Override
    void write(BinaryForm.Writer out) {
        if (loss instanceof SquaredLoss squared) {
            out.number(NUMBER);
            squared.write(out);
        } else {
            out.number(TWO_CLASSES);
        }
    }

    /** Reads what {@link #write} has written; {@code kind} is the first number of it. */
    static Loss read(int kind, BinaryForm.Reader in, Adaptation adaptation) {
        return kind == NUMBER ? SquaredLoss.read(in, adaptation) : LogLoss.INSTANCE;
    }
}
