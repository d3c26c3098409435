package io.leeway.pipeline;

import io.leeway.card.Purpose;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.Metric;
import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.monitoring.quality.Expectation;
import io.leeway.observation.Observer;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.registry.Alias;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.schema.Schema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;
import org.tribuo.Trainer;

/**
 * Configures a {@link Pipeline}. Not safe for use by several threads; the pipeline is.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class PipelineBuilder<R, T extends Output<T>> {
    /** The default share of held-out rows: {@value}. */
    public static final double DEFAULT_HOLD_OUT = 0.2;

    /** The default alias of the live model: {@value}. */
    public static final String DEFAULT_CHAMPION = "champion";

    /** The default seed: {@value}. */
    public static final long DEFAULT_SEED = 1L;

    private final ModelName name;
    private final Schema<R> schema;
    private final Task<R, T> task;
    private final List<Expectation> expectations = new ArrayList<>();
    private final List<Recipe<T>> recipes = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();
    private final List<PipelineListener> listeners = new ArrayList<>();
    private double holdOut = DEFAULT_HOLD_OUT;
    private Alias champion = Alias.of(DEFAULT_CHAMPION);
    private long seed = DEFAULT_SEED;
    private boolean refit;
    private boolean keepRejected = true;
    private Clock clock = Clock.systemUTC();
    private Observer observer = Observer.NONE;
    private ModelFormats formats = ModelFormats.installed();
    private Metric primary;
    private Purpose purpose = Purpose.none();
    private @Nullable ModelRegistry registry;

    PipelineBuilder(String name, Schema<R> schema, Task<R, T> task) {
        this.name = ModelName.of(name);
        this.schema = Objects.requireNonNull(schema, "schema");
        this.task = task;
        this.primary = task.defaultMetric();
    }

    /**
     * Adds expectations of the rows. If one of them is not met, the run trains nothing.
     *
     * @param more the expectations; there are none by default
     * @return this builder
     */
    public PipelineBuilder<R, T> validate(Expectation... more) {
        expectations.addAll(List.of(more));
        return this;
    }

    /**
     * Sets the share of rows that is held out for the evaluation: the newest by the schema's time, or the last ones if
     * the schema has no time.
     *
     * @param share above 0 and below 1; {@value #DEFAULT_HOLD_OUT} by default
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public PipelineBuilder<R, T> holdOut(double share) {
        if (!(share > 0.0 && share < 1.0)) {
            throw new IllegalArgumentException(
                    "The share held out is " + share + "; it must be above 0 and below 1, such as 0.2.");
        }
        holdOut = share;
        return this;
    }

    /**
     * Adds a candidate whose trainer takes the run's seed.
     *
     * @param candidate its name
     * @param trainer creates a new trainer from a seed, such as {@code Trainers::logisticRegression}
     * @return this builder
     * @throws PipelineException if the name is taken
     */
    public PipelineBuilder<R, T> candidate(String candidate, LongFunction<? extends Trainer<T>> trainer) {
        return candidate(candidate, trainer, Scaling.AS_THE_TRAINER_NEEDS);
    }

    /**
     * Adds a candidate whose trainer has its own seed. Each run starts from the trainer's initial state. Concurrent
     * runs use the trainer one after the other.
     *
     * @param candidate its name
     * @param trainer any Tribuo trainer
     * @return this builder
     * @throws PipelineException if the name is taken
     */
    public PipelineBuilder<R, T> candidate(String candidate, Trainer<T> trainer) {
        return candidate(candidate, trainer, Scaling.AS_THE_TRAINER_NEEDS);
    }

    /**
     * Adds a candidate whose trainer has its own seed.
     *
     * @param candidate its name
     * @param trainer any Tribuo trainer
     * @param scaling whether its numeric features are standardised
     * @return this builder
     * @throws PipelineException if the name is taken
     */
    public PipelineBuilder<R, T> candidate(String candidate, Trainer<T> trainer, Scaling scaling) {
        Objects.requireNonNull(trainer, "trainer");
        return candidate(candidate, runSeed -> trainer, scaling);
    }

    /**
     * Adds a candidate whose trainer takes the run's seed.
     *
     * @param candidate its name
     * @param trainer creates a new trainer from a seed
     * @param scaling whether its numeric features are standardised; {@link Scaling#AS_THE_TRAINER_NEEDS} by default
     * @return this builder
     * @throws PipelineException if the name is taken
     */
    public PipelineBuilder<R, T> candidate(
            String candidate, LongFunction<? extends Trainer<T>> trainer, Scaling scaling) {
        return candidate(new TrainerRecipe<>(candidate, trainer, scaling));
    }

    /**
     * Adds a candidate whose model is not trained by Tribuo, such as {@code OnnxModel.of(path)}.
     *
     * @param candidate its name
     * @param source provides the model
     * @return this builder
     * @throws PipelineException if the name is taken
     */
    public PipelineBuilder<R, T> candidate(String candidate, ModelSource source) {
        return candidate(new SourceRecipe<>(candidate, Objects.requireNonNull(source, "source")));
    }

    private PipelineBuilder<R, T> candidate(Recipe<T> recipe) {
        String candidate = recipe.name();
        if (recipes.stream().anyMatch(each -> each.name().equals(candidate))) {
            throw new PipelineException(
                    Problem.DUPLICATE_CANDIDATE,
                    candidate,
                    "There is a candidate \"" + candidate + "\" already: give each its own name.");
        }
        recipes.add(recipe);
        return this;
    }

    /**
     * Adds gates, all of which a candidate must pass.
     *
     * @param more the gates, such as those of {@code Gates}; there are none by default
     * @return this builder
     */
    public PipelineBuilder<R, T> gate(Gate... more) {
        gates.addAll(List.of(more));
        return this;
    }

    /**
     * Adds an objective: what the model is to achieve for those who use it. It is stored with each version and shown on
     * its {@link io.leeway.card.ModelCard}.
     *
     * @param text the objective, such as {@code fewer missed delays}; there is none by default
     * @return this builder
     * @throws IllegalArgumentException if it is blank or longer than 2,000 characters
     */
    public PipelineBuilder<R, T> objective(String text) {
        purpose = purpose.objective(text);
        return this;
    }

    /**
     * Adds success criteria: gates that tell whether the model achieves its objective. A candidate must pass them like
     * all gates; results and cards tell them apart.
     *
     * @param more the gates, such as {@code recall().atLeast(0.6)}; there are none by default
     * @return this builder
     */
    public PipelineBuilder<R, T> success(Gate... more) {
        List.of(more).forEach(each -> gates.add(new SuccessCriterion(each)));
        return this;
    }

    /**
     * Adds an owner: who answers for a part of the model.
     *
     * @param role what they answer for, such as {@code data}
     * @param contact who they are and how to reach them; there are no owners by default
     * @return this builder
     * @throws IllegalArgumentException if a text is blank or longer than 2,000 characters
     */
    public PipelineBuilder<R, T> owner(String role, String contact) {
        purpose = purpose.owner(role, contact);
        return this;
    }

    /**
     * Adds a limit: what the model is not for, or not good at.
     *
     * @param text the limit; there are none by default
     * @return this builder
     * @throws IllegalArgumentException if it is blank or longer than 2,000 characters
     */
    public PipelineBuilder<R, T> limit(String text) {
        purpose = purpose.limit(text);
        return this;
    }

    /**
     * Sets the metric that selects the best of several candidates.
     *
     * @param metric the metric; by default log loss for classification and RMSE for regression
     * @return this builder
     */
    public PipelineBuilder<R, T> chooseBy(Metric metric) {
        primary = Objects.requireNonNull(metric, "metric");
        return this;
    }

    /**
     * Sets whether the winner is refitted on all rows, including those held out, before it is registered. The
     * registered model then knows the newest rows, but is not exactly the one that was evaluated.
     *
     * @param again true to refit; false by default
     * @return this builder
     */
    public PipelineBuilder<R, T> refitOnAllRows(boolean again) {
        refit = again;
        return this;
    }

    /**
     * Sets the registry. Without one, no model is registered, and gates that compare with a registered model are
     * skipped.
     *
     * @param where the registry; the caller closes it
     * @return this builder
     */
    public PipelineBuilder<R, T> register(ModelRegistry where) {
        registry = Objects.requireNonNull(where, "registry");
        return this;
    }

    /**
     * Sets whether a rejected challenger is registered too, without an alias, with the results of the gates.
     *
     * @param keep true to register it, the default
     * @return this builder
     */
    public PipelineBuilder<R, T> keepRejected(boolean keep) {
        keepRejected = keep;
        return this;
    }

    /**
     * Sets the alias of the live model.
     *
     * @param alias the alias; {@value #DEFAULT_CHAMPION} by default
     * @return this builder
     */
    public PipelineBuilder<R, T> champion(String alias) {
        champion = Alias.of(alias);
        return this;
    }

    /**
     * Adds a format of registered models, or replaces the one with the same name, such as
     * {@code TribuoFormat.create().trusting("com.acme.models.*")}.
     *
     * @param format the format; those of {@link ModelFormats#installed()} are included by default
     * @return this builder
     */
    public PipelineBuilder<R, T> format(ModelFormat format) {
        formats = formats.with(format);
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener is notified of the steps of a run
     * @return this builder
     */
    public PipelineBuilder<R, T> listener(PipelineListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the observer of runs and promotions, see {@link PipelineObservations}.
     *
     * @param runs the observer, such as {@code MicrometerObserver.of(observationRegistry)}; none by default
     * @return this builder
     */
    public PipelineBuilder<R, T> observer(Observer runs) {
        observer = Objects.requireNonNull(runs, "observer");
        return this;
    }

    /**
     * Sets the clock.
     *
     * @param source the clock; the system clock by default
     * @return this builder
     */
    public PipelineBuilder<R, T> clock(Clock source) {
        clock = Objects.requireNonNull(source, "clock");
        return this;
    }

    /**
     * Sets the seed of trainers.
     *
     * @param value the seed; {@value #DEFAULT_SEED} by default
     * @return this builder
     */
    public PipelineBuilder<R, T> seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Builds the pipeline.
     *
     * @return the pipeline
     * @throws PipelineException if there is no candidate, or the schema has no response
     */
    public Pipeline<R, T> build() {
        if (!schema.hasResponse()) {
            throw new PipelineException(
                    Problem.NO_RESPONSE,
                    null,
                    "The schema has no response to learn: declare it with schema.response(name).");
        }
        if (recipes.isEmpty()) {
            throw new PipelineException(
                    Problem.NO_CANDIDATES,
                    null,
                    "The pipeline " + name + " has nothing to train: add .candidate(name, trainer).");
        }
        return new Pipeline<>(new Plan<>(
                name,
                schema,
                task,
                List.copyOf(expectations),
                List.copyOf(recipes),
                List.copyOf(gates),
                List.copyOf(listeners),
                holdOut,
                champion,
                seed,
                refit,
                keepRejected,
                clock,
                formats,
                primary,
                purpose.success(gates.stream()
                        .filter(SuccessCriterion.class::isInstance)
                        .map(Gate::toString)
                        .toList()),
                Optional.ofNullable(registry),
                observer));
    }
}
