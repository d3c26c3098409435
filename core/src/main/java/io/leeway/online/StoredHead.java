package io.leeway.online;

import io.leeway.binary.BinaryForm;
import io.leeway.model.ModelKind;
import io.leeway.online.OnlineAlgorithm.AdaGrad;
import io.leeway.online.OnlineAlgorithm.FtrlProximal;
import io.leeway.online.OnlineAlgorithm.PassiveAggressive;
import io.leeway.online.OnlineAlgorithm.Sgd;
import io.leeway.schema.Schema;

/**
 * The part of the byte form that versions have: what is predicted, the algorithm, the columns, the weights, the period of the rows.
 *
 * @param targets what is predicted
 * @param inputs the columns
 * @param weights the weights, with their algorithm
 * @param period of the rows that were learnt
 */
record StoredHead<R>(Targets targets, Inputs<R> inputs, Weights weights, Period period) {
    private static final int SGD = 0;
    private static final int ADA_GRAD = 1;
    private static final int FTRL_PROXIMAL = 2;
    private static final int PASSIVE_AGGRESSIVE = 3;

    void write(BinaryForm.Writer out) {
        out.number(targets.kind() == ModelKind.CLASSIFICATION ? 1 : 0);
        out.chars(targets.negative());
        out.chars(targets.positive());
        write(weights.algorithm, out);
        inputs.write(out);
        weights.write(out);
        period.write(out);
    }

    static <R> StoredHead<R> read(Schema<R> schema, BinaryForm.Reader in) {
        ModelKind kind = in.number(1) == 1 ? ModelKind.CLASSIFICATION : ModelKind.REGRESSION;
        Targets targets = new Targets(kind, in.chars(), in.chars());
        if (kind == ModelKind.CLASSIFICATION && targets.negative().equals(targets.positive())) {
            throw in.corrupt("both classes are called " + targets.positive());
        }
        OnlineAlgorithm algorithm = algorithm(in);
        Inputs<R> inputs = Inputs.read(schema, in);
        Weights weights = new Weights(kind, algorithm, inputs.numbers(), inputs.categories());
        weights.read(in);
        return new StoredHead<>(targets, inputs, weights, Period.read(in));
    }

    private static void write(OnlineAlgorithm algorithm, BinaryForm.Writer out) {
        if (algorithm instanceof Sgd sgd) {
            out.number(SGD);
            out.reals(new double[] {sgd.rate(), sgd.interceptRate()});
        } else if (algorithm instanceof AdaGrad ada) {
            out.number(ADA_GRAD);
            out.reals(new double[] {ada.rate(), ada.epsilon(), ada.interceptRate()});
        } else if (algorithm instanceof FtrlProximal ftrl) {
            out.number(FTRL_PROXIMAL);
            out.reals(new double[] {ftrl.alpha(), ftrl.beta(), ftrl.l1(), ftrl.l2(), ftrl.interceptRate()});
        } else if (algorithm instanceof PassiveAggressive pa) {
            out.number(PASSIVE_AGGRESSIVE);
            out.number(pa.variant().ordinal());
            out.reals(new double[] {pa.aggressiveness(), pa.tolerance()});
        }
    }

    private static OnlineAlgorithm algorithm(BinaryForm.Reader in) {
        int kind = in.number(PASSIVE_AGGRESSIVE);
        try {
            if (kind == SGD) {
                double[] o = in.reals(2);
                return new Sgd(o[0], o[1]);
            }
            if (kind == ADA_GRAD) {
                double[] o = in.reals(3);
                return new AdaGrad(o[0], o[1], o[2]);
            }
            if (kind == FTRL_PROXIMAL) {
                double[] o = in.reals(5);
                return new FtrlProximal(o[0], o[1], o[2], o[3], o[4]);
            }
            PassiveAggressive.Variant variant = PassiveAggressive.Variant.values()[in.number(2)];
            double[] o = in.reals(2);
            return new PassiveAggressive(o[0], variant, o[1]);
        } catch (IllegalArgumentException e) {
            throw in.corrupt("their algorithm is impossible: " + e.getMessage());
        }
    }
}
