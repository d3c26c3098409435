package io.leeway.pipeline;

import io.leeway.observation.Activity;
import io.leeway.online.OnlineModelBuilder;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/**
 * Validates rows, trains candidates on them, evaluates the candidates on newer rows, gates them and registers the best.
 *
 * <pre>{@code
 * Pipeline<Flight, Label> pipeline = Pipeline.classification("flight-delay", schema)
 *     .validate(expect("distance").between(0, 6_000))
 *     .candidate("logistic", Trainers::logisticRegression)
 *     .gate(logLoss().atMost(0.6), better().than("champion").on(logLoss()).withConfidence(0.95))
 *     .register(registry)
 *     .build();
 * PipelineRun<Flight, Label> run = pipeline.run(rows);
 * run.winner().ifPresent(winner -> pipeline.promote(run));
 * }</pre>
 *
 * <p>A model to compare with is evaluated on the same held-out rows as the challenger. Rows that are not newer than its
 * own training rows are excluded from the comparison for both models. This requires a time in the schema; without one,
 * all held-out rows are compared.
 *
 * <p>Immutable and safe for use by several threads; concurrent runs are independent. A run keeps all rows in memory and
 * runs on the calling thread.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class Pipeline<R, T extends Output<T>> {
    private final Plan<R, T> plan;

    Pipeline(Plan<R, T> plan) {
        this.plan = plan;
    }

    /**
     * Starts building a classification pipeline. The positive class is {@code true} if there is such a class, otherwise
     * the last one in natural order.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @return the builder
     */
    public static <R> PipelineBuilder<R, Label> classification(String name, Schema<R> schema) {
        return new PipelineBuilder<>(name, schema, new Task.Classification<>(null));
    }

    /**
     * Starts building a classification pipeline.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @param positiveClass the class whose probability is the model's score
     * @return the builder
     */
    public static <R> PipelineBuilder<R, Label> classification(String name, Schema<R> schema, String positiveClass) {
        return new PipelineBuilder<>(name, schema, new Task.Classification<>(positiveClass));
    }

    /**
     * Starts building a regression pipeline.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows, with a numeric response
     * @return the builder
     * @throws PipelineException if the response is not a number
     */
    public static <R> PipelineBuilder<R, Regressor> regression(String name, Schema<R> schema) {
        return new PipelineBuilder<>(name, schema, Task.Regression.of(schema));
    }

    /**
     * Starts building a model that begins with nothing and learns row by row: a linear regression if the response is a number, a logistic
     * regression of {@code true} if it is a boolean.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @return the builder
     * @throws io.leeway.online.OnlineException if the schema has no feature or no response
     */
    public static <R> OnlineModelBuilder<R> online(String name, Schema<R> schema) {
        return OnlineModelBuilder.of(name, schema);
    }

    /**
     * Starts building a logistic regression of two classes that begins with nothing and learns row by row.
     *
     * @param <R> the type of rows
     * @param name the model's name in the registry
     * @param schema the schema that reads rows
     * @param negativeClass one class
     * @param positiveClass the class whose probability is the score
     * @return the builder
     * @throws io.leeway.online.OnlineException if the schema has no feature or no response
     * @throws IllegalArgumentException if both classes are the same
     */
    public static <R> OnlineModelBuilder<R> online(
            String name, Schema<R> schema, String negativeClass, String positiveClass) {
        return OnlineModelBuilder.of(name, schema, negativeClass, positiveClass);
    }

    /**
     * Runs the pipeline; the newest share of the rows is held out.
     *
     * @param rows the labelled rows, such as {@code Rows}; they are read once
     * @return the result
     * @throws PipelineException if the rows cannot be trained on
     */
    public PipelineRun<R, T> run(Iterable<R> rows) {
        List<R> all = list(rows);
        return new PipelineExecution<>(plan).run(all, () -> Split.newest(plan.schema(), all, plan.holdOut()));
    }

    /**
     * Runs the pipeline on rows that the caller has split.
     *
     * @param training the rows to train on
     * @param holdOut newer rows to evaluate on; if the schema has a time and some are older than a training row, the
     *     run contains a note
     * @return the result
     * @throws PipelineException if the rows cannot be trained on
     */
    public PipelineRun<R, T> run(Iterable<R> training, Iterable<R> holdOut) {
        List<R> older = list(training);
        List<R> newer = list(holdOut);
        List<R> all = new ArrayList<>(older);
        all.addAll(newer);
        return new PipelineExecution<>(plan).run(all, () -> Split.given(plan.schema(), older, newer));
    }

    private static <R> List<R> list(Iterable<R> rows) {
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        int nothing = all.indexOf(null);
        if (nothing >= 0) {
            throw new PipelineException(
                    Problem.NULL_ROW,
                    null,
                    "The row " + nothing + " (from 0) of " + all.size() + " is null: leave it out, or give a row whose"
                            + " unknown values are missing.");
        }
        return all;
    }

    /**
     * Promotes the winner of a run: moves the alias to it, if the alias is still where it was when the run started.
     *
     * @param run a run of this pipeline that is {@link PipelineRun.Status#PROMOTABLE}
     * @return the move
     * @throws PipelineException if the run did not pass, or was not registered
     * @throws io.leeway.registry.AliasConflictException if the alias was moved meanwhile
     */
    public AliasMove promote(PipelineRun<R, T> run) {
        Optional<ModelVersion> version = run.version();
        if (run.status() != PipelineRun.Status.PROMOTABLE
                || version.isEmpty()
                || plan.registry().isEmpty()) {
            throw new PipelineException(
                    Problem.NOT_PROMOTABLE,
                    run.pipeline(),
                    "The run of " + run.pipeline() + " is " + run.status()
                            + (version.isEmpty() ? " and was not registered" : "")
                            + ", so there is nothing to promote: " + run.explanation());
        }
        int expected = run.champion().map(ModelVersion::number).orElse(0);
        ModelRegistry registry = plan.registry().get();
        int winner = version.get().number();
        return plan.observer().observe(plan.activity(PipelineObservations.PROMOTE), observed -> {
            observed.put(PipelineObservations.VERSION, winner).put(PipelineObservations.EXPLANATION, run.explanation());
            AliasMove move = registry.moveAlias(
                    plan.name(), plan.champion(), expected, winner, Cause.because(run.explanation()));
            observed.put(Activity.OUTCOME, PipelineObservations.PROMOTED);
            return move;
        });
    }

    /**
     * Returns the model's name in the registry.
     *
     * @return the name
     */
    public String name() {
        return plan.name().value();
    }

    /**
     * Returns the schema that reads rows.
     *
     * @return the schema
     */
    public Schema<R> schema() {
        return plan.schema();
    }

    /**
     * Returns the alias of the live model.
     *
     * @return the alias
     */
    public String champion() {
        return plan.champion().value();
    }

    /**
     * Returns the registry.
     *
     * @return the registry, empty if there is none
     */
    public Optional<ModelRegistry> registry() {
        return plan.registry();
    }

    @Override
    public String toString() {
        return "Pipeline[" + plan.name().value() + ", candidates "
                + plan.recipes().stream().map(Recipe::name).toList() + ", gates " + plan.gates() + "]";
    }
}
