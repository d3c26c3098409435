package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelException;
import io.leeway.observation.Activity;
import io.leeway.pipeline.PipelineException.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tribuo.Output;

/** Trains, evaluates and gates the candidates of one run. */
record Trials<R, T extends Output<T>>(
        Plan<R, T> plan,
        Split<R> split,
        Optional<String> positive,
        Map<String, Baseline> baselines,
        Instant started,
        Consumer<String> notes) {

    /** Tries all recipes in the order of the pipeline; if one fails, the models of those before it are closed. */
    List<Contender<R, T>> all(Consumer<String> step) {
        List<Contender<R, T>> contenders = new ArrayList<>();
        try {
            for (Recipe<T> recipe : plan.recipes()) {
                step.accept("train " + recipe.name());
                contenders.add(contender(recipe));
            }
            return contenders;
        } catch (RuntimeException e) {
            contenders.forEach(each -> each.trained().model().close());
            throw e;
        }
    }

    private Contender<R, T> contender(Recipe<T> recipe) {
        Instant before = plan.clock().instant();
        Trained<R, T> trained = train(recipe);
        Duration training = Duration.between(before, plan.clock().instant());
        try {
            return new Contender<>(observedCandidate(recipe, trained, training), recipe, trained);
        } catch (RuntimeException e) {
            trained.model().close();
            throw e;
        }
    }

    private Trained<R, T> train(Recipe<T> recipe) {
        return plan.observer().observe(plan.activity(PipelineObservations.TRAIN), observed -> {
            observed.put(PipelineObservations.CANDIDATE, recipe.name())
                    .put(PipelineObservations.ROWS, split.training().size());
            Trained<R, T> trained = recipe.train(plan, split.training(), positive, started);
            observed.put(Activity.OUTCOME, PipelineObservations.TRAINED);
            return trained;
        });
    }

    private Candidate<R, T> observedCandidate(Recipe<T> recipe, Trained<R, T> trained, Duration training) {
        return plan.observer().observe(plan.activity(PipelineObservations.EVALUATE), observed -> {
            observed.put(PipelineObservations.CANDIDATE, recipe.name());
            Candidate<R, T> candidate = candidate(recipe, trained, training);
            PipelineObservations.evaluated(plan, candidate.evaluation(), observed)
                    .put(
                            Activity.OUTCOME,
                            candidate.passed() ? PipelineObservations.PASSED : PipelineObservations.REJECTED);
            if (!candidate.passed()) {
                observed.put(
                        PipelineObservations.EXPLANATION,
                        candidate.reasons().get(0).explanation());
            }
            return candidate;
        });
    }

    private Candidate<R, T> candidate(Recipe<T> recipe, Trained<R, T> trained, Duration training) {
        int seen = seen(recipe, trained);
        Evaluation all = evaluate(recipe, trained);
        Evaluation evaluation = all.from(seen);
        tell(listener -> listener.trained(recipe.name(), evaluation, training));
        List<GateResult> results = new ArrayList<>();
        for (Gate gate : plan.gates()) {
            GateResult result = check(gate, all, seen);
            results.add(result);
            tell(listener -> listener.gated(recipe.name(), result));
        }
        return new Candidate<>(
                recipe.name(),
                trained.model(),
                evaluation,
                results,
                plan.primary().value(evaluation),
                training);
    }

    /** Counts the rows held out that a model which was trained elsewhere has seen. */
    private int seen(Recipe<T> recipe, Trained<R, T> trained) {
        if (trained.onTheRows()) {
            return 0;
        }
        if (!plan.schema().hasTime() || trained.to().isEmpty()) {
            notes.accept("Whether the model of " + recipe.name()
                    + " was trained on rows held out here is not known, because nothing says so.");
            return 0;
        }
        int seen = split.firstAfter(plan.schema(), trained.to().get());
        int rows = split.holdOut().size();
        if (seen == rows) {
            throw new PipelineException(
                    Problem.NO_ROWS,
                    recipe.name(),
                    "The model of the candidate " + recipe.name() + " was trained on rows up to "
                            + trained.to().get() + ", which is after all " + rows
                            + " rows held out, so nothing is left to evaluate it on: run on newer rows.");
        }
        if (seen > 0) {
            notes.accept(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows held out are no newer than those that the model of %s was trained on, so its evaluation"
                            + " leaves them out.",
                    seen,
                    rows,
                    recipe.name()));
        }
        return seen;
    }

    private Evaluation evaluate(Recipe<T> recipe, Trained<R, T> trained) {
        try {
            return Evaluation.of(trained.model(), split.holdOut());
        } catch (ModelException e) {
            throw recipe.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private GateResult check(Gate gate, Evaluation all, int seen) {
        Optional<Baseline> baseline = gate.baseline().map(baselines::get);
        if (baseline.isEmpty()) {
            return gate.check(all.from(seen), Optional.empty());
        }
        int from = Math.max(seen, baseline.get().seen());
        return gate.check(
                all.from(from), Optional.of(baseline.get().evaluation().from(from)));
    }

    private void tell(Consumer<PipelineListener> what) {
        plan.listeners().forEach(what);
    }
}
