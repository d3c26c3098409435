package io.leeway.pipeline;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.TreeMap;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.regression.Regressor;

/**
 * Tribuo's trainers of XGBoost, which only the application brings. They are found by name: XGBoost's archive can be the name of no module, so
 * that a module could not name them otherwise.
 */
final class BoostedTrees {

    private static final String CLASSES = "tribuo-classification-xgboost";
    private static final String CLASS_TRAINER = "org.tribuo.classification.xgboost.XGBoostClassificationTrainer";
    private static final String NUMBERS = "tribuo-regression-xgboost";
    private static final String NUMBER_TRAINER = "org.tribuo.regression.xgboost.XGBoostRegressionTrainer";

    private static final double LEARNING_RATE = 0.1;
    private static final int DEPTH = 6;
    private static final double CHILD_WEIGHT = 1;
    private static final double L2 = 1;
    private static final double L1 = 0;
    private static final int THREADS = 1;

    private BoostedTrees() {}

    @SuppressWarnings("unchecked")
    static Trainer<Label> classes(long seed) {
        Class<?> type = find(CLASS_TRAINER, CLASSES);
        Class<?>[] signature = {
            int.class,
            double.class,
            double.class,
            int.class,
            double.class,
            double.class,
            double.class,
            double.class,
            double.class,
            int.class,
            boolean.class,
            long.class
        };
        Object[] settings = {
            Trainers.BOOSTING_ROUNDS, LEARNING_RATE, 0.0, DEPTH, CHILD_WEIGHT, 1.0, 1.0, L2, L1, THREADS, true, seed
        };
        return (Trainer<Label>) create(type, signature, settings);
    }

    static Trainer<Regressor> numbers(long seed) {
        return new Numbers(find(NUMBER_TRAINER, NUMBERS), seed);
    }

    private static Class<?> find(String name, String artifact) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException | LinkageError absent) {
            String coordinates = "org.tribuo:" + artifact + ":" + Tribuo.VERSION;
            throw new PipelineException(
                    PipelineException.Problem.MISSING_ARTIFACT,
                    coordinates,
                    "Boosted trees are trained by XGBoost, which is not on the class path: add the dependency "
                            + coordinates + ".",
                    absent);
        }
    }

    private static Object create(Class<?> type, Class<?>[] signature, Object[] settings) {
        try {
            return type.getConstructor(signature).newInstance(settings);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(type.getSimpleName() + " refused its settings: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This " + type.getName() + " is none of Tribuo " + Tribuo.VERSION + ", which Leeway knows", e);
        }
    }

    /**
     * Boosting of numbers that begins at their mean and does not depend on their unit.
     *
     * <p>XGBoost compares gains with a constant and begins at 0.5. Here the rows weigh the inverse of the response's variance, and what weights
     * are compared with is scaled as they are: gains are then of standardised responses, and leaves answer in the unit.
     */
    private static final class Numbers implements Trainer<Regressor> {
        private final Class<?> type;
        private final long seed;
        private int invocations;

        Numbers(Class<?> type, long seed) {
            this.type = type;
            this.seed = seed;
        }

        @Override
        public Model<Regressor> train(Dataset<Regressor> examples, Map<String, Provenance> runProvenance) {
            return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
        }

        @Override
        public synchronized Model<Regressor> train(
                Dataset<Regressor> examples, Map<String, Provenance> runProvenance, int invocationCount) {
            double mean = 0;
            for (Example<Regressor> each : examples) {
                mean += each.getOutput().getValues()[0] / examples.size();
            }
            double variance = 0;
            for (Example<Regressor> each : examples) {
                double distance = each.getOutput().getValues()[0] - mean;
                variance += distance * distance / examples.size();
            }
            float unit = variance > 0 && (float) (1 / variance) > 0 && Float.isFinite((float) (1 / variance))
                    ? (float) (1 / variance)
                    : 1f;
            MutableDataset<Regressor> weighted =
                    new MutableDataset<>(examples.getSourceProvenance(), examples.getOutputFactory());
            for (Example<Regressor> each : examples) {
                ArrayExample<Regressor> copy = new ArrayExample<>(each);
                copy.setWeight(each.getWeight() * unit);
                weighted.add(copy);
            }
            Trainer<Regressor> trainer = trainer(mean, unit);
            if (invocationCount != INCREMENT_INVOCATION_COUNT) {
                setInvocationCount(invocationCount);
            }
            Model<Regressor> model = trainer.train(weighted, runProvenance, invocations);
            invocations++;
            return model;
        }

        @SuppressWarnings("unchecked")
        private Trainer<Regressor> trainer(double mean, double unit) {
            Map<String, Object> settings = new TreeMap<>();
            settings.put("objective", "reg:squarederror");
            settings.put("base_score", mean);
            settings.put("eta", LEARNING_RATE);
            settings.put("max_depth", DEPTH);
            settings.put("min_child_weight", CHILD_WEIGHT * unit);
            settings.put("lambda", L2 * unit);
            settings.put("alpha", L1);
            settings.put("nthread", THREADS);
            settings.put("verbosity", 0);
            settings.put("seed", seed);
            try {
                Class<?> loss = Class.forName(NUMBER_TRAINER + "$RegressionType", true, type.getClassLoader());
                Field squaredError = loss.getField("LINEAR");
                Class<?>[] signature = {loss, int.class, Map.class};
                return (Trainer<Regressor>) create(
                        type, signature, new Object[] {squaredError.get(null), Trainers.BOOSTING_ROUNDS, settings});
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("XGBoost's trainer has no squared error", e);
            }
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
            return trainer(0.0, 1.0).getProvenance();
        }
    }
}
