package io.leeway.pipeline;

import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;

/**
 * Trainers that work without tuning: none has an option in the unit of a feature or of the response. Each takes the
 * run's seed, so that it can be passed as a method reference. Any other Tribuo trainer can be a candidate too.
 *
 * <table>
 * <caption>Which to try</caption>
 * <tr><th>form</th><th>classes</th><th>numbers</th></tr>
 * <tr><td>a weighted sum of the features; fast to serve and easy to read</td>
 *     <td>{@link #logisticRegression(long)}</td><td>{@link #linearRegression(long)}, {@link #ridge(long)}</td></tr>
 * <tr><td>one tree, easy to inspect</td><td>{@link #decisionTree(long)}</td><td>{@link #regressionTree(long)}</td></tr>
 * <tr><td>many trees, for nonlinear effects and interactions</td>
 *     <td>{@link #randomForest(long)}</td><td>{@link #regressionForest(long)}</td></tr>
 * <tr><td>XGBoost, if the application adds the artifact</td>
 *     <td>{@link #boostedTrees(long)}</td><td>{@link #boostedRegressionTrees(long)}</td></tr>
 * </table>
 *
 * <pre>{@code
 * Pipeline.classification("flight-delay", schema)
 *         .candidate("logistic", Trainers::logisticRegression)
 *         .candidate("forest", Trainers::randomForest)
 *         .build();
 * }</pre>
 *
 * <p>The models of all these trainers are compiled to flat arrays when they are loaded, those of XGBoost too: see
 * {@link io.leeway.serving.LiveModel#howServed()}.
 *
 * <p>A missing number counts as the feature's mean for the linear trainers and as 0 for one tree and for forests;
 * boosted trees learn a direction for it at each split.
 *
 * <p><strong>Log lines.</strong> Tribuo logs each training through {@code java.util.logging} at the level {@code INFO},
 * which the JDK prints to the console. The first pipeline that trains sets the logger {@code org.tribuo} to
 * {@code WARNING}, unless it already has a level or a handler. To see the lines, call
 * {@code Logger.getLogger("org.tribuo").setLevel(Level.INFO)}, or set {@code org.tribuo.level = INFO} in the logging
 * configuration.
 */
public final class Trainers {
    /** Passes over the training rows: 5, as in Tribuo's {@code LogisticRegressionTrainer}. */
    public static final int EPOCHS = 5;

    /**
     * The initial learning rate of logistic regression: 0.1. Tribuo's {@code LogisticRegressionTrainer} starts at 1,
     * which gives noisy results on standardised features: on 40,000 generated rows of 13 features the log loss on newer
     * rows was 0.481 with 1 and 0.471 with 0.1.
     */
    public static final double LOGISTIC_LEARNING_RATE = 0.1;

    /**
     * The penalty of ridge regression: 1. It has the weight of one row, so it matters if there are few rows for the
     * number of features.
     */
    public static final double RIDGE_PENALTY = 1.0;

    /** The maximum depth of a single tree: 6, that is at most 64 leaves. */
    public static final int TREE_DEPTH = 6;

    /** The minimum number of rows in a leaf of a single tree: 20. */
    public static final int TREE_LEAF_ROWS = 20;

    /** The number of trees of a forest: 100. */
    public static final int FOREST_TREES = 100;

    /**
     * The minimum number of rows in a leaf of a tree in a forest: 5, or 1 in 500 of the training rows if that is more,
     * which bounds the size of the model.
     */
    public static final int FOREST_LEAF_ROWS = 5;

    /** The number of boosting rounds: 100. */
    public static final int BOOSTING_ROUNDS = 100;

    private static final int NO_LOGGING = -1;
    private static final int ONE_ROW_A_STEP = 1;

    /** Deep enough for any leaf that is worth having, and shallow enough for trees to be written and read recursively. */
    private static final int FOREST_DEPTH = 32;

    private Trainers() {}

    /**
     * Returns Tribuo's logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), with {@value #EPOCHS}
     * epochs and the learning rate {@value #LOGISTIC_LEARNING_RATE}.
     *
     * @param seed the seed of the order of the rows
     * @return a new trainer
     */
    public static Trainer<Label> logisticRegression(long seed) {
        return logisticRegression(seed, EPOCHS, LOGISTIC_LEARNING_RATE);
    }

    /**
     * Returns Tribuo's logistic regression by AdaGrad.
     *
     * @param seed the seed of the order of the rows
     * @param epochs passes over the training rows, at least 1
     * @param learningRate the initial learning rate, above 0
     * @return a new trainer
     */
    public static Trainer<Label> logisticRegression(long seed, int epochs, double learningRate) {
        return new LinearSGDTrainer(
                new LogMulticlass(), new AdaGrad(learningRate), epochs, NO_LOGGING, ONE_ROW_A_STEP, seed);
    }

    /**
     * Returns linear regression by least squares, solved exactly: there is no learning rate, and the result does not
     * depend on the unit of the response or of a feature.
     *
     * <p>If several solutions fit equally well (features that determine each other, all categories of a feature, fewer
     * rows than features), the one with the smallest weights is used; a category that did not occur in the training
     * data then counts as the average row.
     *
     * <p>Cost: memory for the square of the number of features (a category is one), of which there may be 4,000.
     *
     * @param seed not used: the solution does not depend on chance
     * @return a new trainer
     */
    public static Trainer<Regressor> linearRegression(long seed) {
        return new LeastSquares(0.0);
    }

    /**
     * Returns ridge regression (Hoerl and Kennard 1970) with the penalty {@value #RIDGE_PENALTY}.
     *
     * @param seed not used: the solution does not depend on chance
     * @return a new trainer
     */
    public static Trainer<Regressor> ridge(long seed) {
        return ridge(seed, RIDGE_PENALTY);
    }

    /**
     * Returns ridge regression: minimises the sum of squared errors plus the penalty times the sum of squared weights.
     * The weights are those of standardised numeric features and of categories (0 or 1); the intercept is not
     * penalised. Equal to {@code Ridge(alpha)} of scikit-learn on such columns. Cost as
     * {@link #linearRegression(long)}.
     *
     * @param seed not used: the solution does not depend on chance
     * @param penalty the penalty of squared weights, 0 or above
     * @return a new trainer
     * @throws IllegalArgumentException if the penalty is negative or not finite
     */
    public static Trainer<Regressor> ridge(long seed, double penalty) {
        return new LeastSquares(penalty);
    }

    /**
     * Returns a classification tree (Breiman, Friedman, Olshen and Stone 1984) of at most {@value #TREE_DEPTH} levels,
     * with at least {@value #TREE_LEAF_ROWS} rows in a leaf. The probabilities of a leaf are shrunk slightly towards
     * those of all rows, so that none is 0.
     *
     * <p>Numbers are split at up to 255 quantiles. Cost of training: time proportional to rows times features for each
     * level, and one byte for each row and feature (each category is a feature).
     *
     * @param seed the seed of the choice between equally good features
     * @return a new trainer
     */
    public static Trainer<Label> decisionTree(long seed) {
        return new TreeTrainer<>(Targets::classes, TREE_DEPTH, TREE_LEAF_ROWS, false, seed);
    }

    /**
     * Returns a random forest (Breiman 2001): the mean probabilities of {@value #FOREST_TREES} classification trees of
     * bootstrapped rows, each split of which considers a third of the features, with at least
     * {@value #FOREST_LEAF_ROWS} rows in a leaf or 1 in 500.
     *
     * <p>Cost of training: as {@link #decisionTree(long)} for each tree, in the calling thread.
     *
     * @param seed the seed of the samples of rows and features
     * @return a new trainer
     */
    public static Trainer<Label> randomForest(long seed) {
        TreeTrainer<Label> tree = new TreeTrainer<>(Targets::classes, FOREST_DEPTH, FOREST_LEAF_ROWS, true, seed);
        return new ForestTrainer<>(tree, new FullyWeightedVotingCombiner(), FOREST_TREES, seed);
    }

    /**
     * Returns a regression tree (Breiman, Friedman, Olshen and Stone 1984) of at most {@value #TREE_DEPTH} levels, with at least
     * {@value #TREE_LEAF_ROWS} rows in a leaf. Cost as {@link #decisionTree(long)}.
     *
     * @param seed the seed of the choice between equally good features
     * @return a new trainer
     */
    public static Trainer<Regressor> regressionTree(long seed) {
        return new TreeTrainer<>(Targets::numbers, TREE_DEPTH, TREE_LEAF_ROWS, false, seed);
    }

    /**
     * Returns a random forest for numbers (Breiman 2001): the mean of {@value #FOREST_TREES} regression trees of
     * bootstrapped rows, each split of which considers a third of the features, with at least
     * {@value #FOREST_LEAF_ROWS} rows in a leaf or 1 in 500.
     *
     * <p>Cost of training: as {@link #decisionTree(long)} for each tree, in the calling thread.
     *
     * @param seed the seed of the samples of rows and features
     * @return a new trainer
     */
    public static Trainer<Regressor> regressionForest(long seed) {
        TreeTrainer<Regressor> tree = new TreeTrainer<>(Targets::numbers, FOREST_DEPTH, FOREST_LEAF_ROWS, true, seed);
        return new ForestTrainer<>(tree, new AveragingCombiner(), FOREST_TREES, seed);
    }

    /**
     * Returns boosted classification trees of XGBoost (Chen and Guestrin 2016): {@value #BOOSTING_ROUNDS} rounds with the learning rate 0.1,
     * trees of at most 6 levels, in one thread.
     *
     * <p>The application adds {@code org.tribuo:tribuo-classification-xgboost} in the version of Tribuo, which contains
     * native code for Linux, macOS and Windows. It must be on the class path, because XGBoost's archive cannot be a
     * module.
     *
     * @param seed the seed of XGBoost
     * @return a new trainer
     * @throws PipelineException if the artifact is absent ({@link PipelineException.Problem#MISSING_ARTIFACT})
     */
    public static Trainer<Label> boostedTrees(long seed) {
        return BoostedTrees.classes(seed);
    }

    /**
     * Returns boosted regression trees of XGBoost (Chen and Guestrin 2016): {@value #BOOSTING_ROUNDS} rounds with the
     * learning rate 0.1, trees of at most 6 levels, in one thread. They start at the mean of the response and do not
     * depend on its unit.
     *
     * <p>The application adds {@code org.tribuo:tribuo-regression-xgboost} in the version of Tribuo, which contains
     * native code for Linux, macOS and Windows. It must be on the class path, because XGBoost's archive cannot be a
     * module.
     *
     * @param seed the seed of XGBoost
     * @return a new trainer
     * @throws PipelineException if the artifact is absent ({@link PipelineException.Problem#MISSING_ARTIFACT})
     */
    public static Trainer<Regressor> boostedRegressionTrees(long seed) {
        return BoostedTrees.numbers(seed);
    }
}
