package io.leeway.pipeline;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.math.LinearParameters;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.sgd.linear.LinearSGDModel;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;

/** Least squares, with a ridge penalty or without, solved by the normal equations; the model is Tribuo's linear one. */
final class LeastSquares implements Trainer<Regressor> {

    private final double penalty;
    private int invocations;

    LeastSquares(double penalty) {
        if (!(penalty >= 0.0 && penalty < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("The penalty is " + penalty + "; it must be 0 or above, such as 1.");
        }
        this.penalty = penalty;
    }

    @Override
    public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public synchronized Model<Regressor> train(
            Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        if (invocationCount != INCREMENT_INVOCATION_COUNT) {
            setInvocationCount(invocationCount);
        }
        ImmutableFeatureMap features = examples.getFeatureIDMap();
        ImmutableOutputInfo<Regressor> outputs = examples.getOutputIDInfo();
        ModelProvenance provenance = new ModelProvenance(
                LinearSGDModel.class.getName(),
                OffsetDateTime.now(ZoneOffset.UTC),
                examples.getProvenance(),
                getProvenance(),
                runProvenance);
        invocations++;

        NormalEquations equations = NormalEquations.of(examples, features, penalty);
        double[][] weights = new double[outputs.size()][];
        for (Regressor dimension : outputs.getDomain()) {
            weights[outputs.getID(dimension)] =
                    equations.solve(responses(examples, dimension.getNames()[0]));
        }
        return new Assembly()
                .createModel(
                        "linear-regression",
                        provenance,
                        features,
                        outputs,
                        new LinearParameters(DenseMatrix.createDenseMatrix(weights)));
    }

    private static double[] responses(Dataset<Regressor> examples, String dimension) {
        double[] values = new double[examples.size()];
        int row = 0;
        for (Example<Regressor> each : examples) {
            values[row++] =
                    each.getOutput().getDimension(dimension).orElseThrow().getValue();
        }
        return values;
    }

    @Override
    public int getInvocationCount() {
        return invocations;
    }

    @Override
    public synchronized void setInvocationCount(int invocationCount) {
        invocations = invocationCount;
    }

    @Override
    public TrainerProvenance getProvenance() {
        return TrainerRecord.of(this, Map.of("penalty", penalty));
    }

    @Override
    public String toString() {
        return "LeastSquares(penalty=" + penalty + ")";
    }

    /** Tribuo's linear model is made by its trainers only: this one trains nothing and is asked for the model alone. */
    private static final class Assembly extends LinearSGDTrainer {
        Assembly() {
            super(new SquaredLoss(), new AdaGrad(1.0), 1, DEFAULT_SEED);
        }

        @Override
        protected LinearSGDModel createModel(
                String name,
                ModelProvenance provenance,
                ImmutableFeatureMap features,
                ImmutableOutputInfo<Regressor> outputs,
                LinearParameters parameters) {
            return super.createModel(name, provenance, features, outputs, parameters);
        }
    }
}
