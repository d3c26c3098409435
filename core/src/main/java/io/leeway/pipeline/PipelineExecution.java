package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelException;
import io.leeway.model.RowEncoder;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.pipeline.PipelineRun.Status;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tribuo.Output;

/** One run; used once, by one thread. */
final class PipelineExecution<R, T extends Output<T>> {
    private final Plan<R, T> plan;
    private final RowEncoder<R> encoder;
    private final Instant started;
    private final List<String> notes = new ArrayList<>();
    private final int steps;
    private int done;

    PipelineExecution(Plan<R, T> plan) {
        this.plan = plan;
        this.encoder = RowEncoder.of(plan.schema());
        this.started = plan.clock().instant();
        this.steps = 3 + plan.recipes().size();
    }

    PipelineRun<R, T> run(List<R> rows, Supplier<Split<R>> splitting) {
        tell(listener -> listener.started(plan.name().value(), started));
        if (rows.isEmpty()) {
            throw new PipelineException(Problem.NO_ROWS, null, "There are no rows to train " + plan.name() + " on.");
        }
        step("validate");
        DataQualityReport quality = Expectations.check(plan.schema(), rows, plan.expectations());
        tell(listener -> listener.validated(quality));
        PipelineRun<R, T> run = quality.passed() ? train(quality, splitting.get()) : refuse(quality, rows);
        tell(listener -> listener.finished(run));
        return run;
    }

    private PipelineRun<R, T> refuse(DataQualityReport quality, List<R> rows) {
        String why = String.format(
                Locale.ROOT,
                "%d of %d expectations of the rows are not met, so nothing was trained: %s",
                quality.failures().size(),
                quality.results().size(),
                quality.failures().get(0));
        return new PipelineRun<>(
                plan.name().value(),
                started,
                Status.INVALID_DATA,
                why,
                quality,
                0,
                0,
                List.of(),
                Optional.empty(),
                champion(),
                Optional.empty(),
                Optional.empty(),
                profile(rows),
                Profile.builder().build(),
                notes);
    }

    private PipelineRun<R, T> train(DataQualityReport quality, Split<R> split) {
        split.check(plan.schema(), plan.task(), encoder);
        noteThePast(split);
        Optional<String> positive = plan.task().positiveClass(split.training(), encoder);
        step("evaluate " + plan.champion().value());
        Map<String, Baseline> baselines = baselines(split, positive);
        Optional<Baseline> champion =
                Optional.ofNullable(baselines.get(plan.champion().value()));
        List<Candidate<R, T>> candidates = new ArrayList<>();
        for (Recipe<T> recipe : plan.recipes()) {
            step("train " + recipe.name());
            candidates.add(candidate(recipe, split, positive, baselines));
        }
        Candidate<R, T> challenger = best(candidates);
        step("register");
        String explanation = explanation(challenger, candidates, champion);
        Optional<ModelVersion> version = plan.registry().flatMap(registry -> new Registration<>(plan, started, notes)
                .register(
                        registry,
                        split,
                        challenger,
                        candidates,
                        champion.map(Baseline::version),
                        refit(challenger, split, positive)));
        return new PipelineRun<>(
                plan.name().value(),
                started,
                challenger.passed() ? Status.PROMOTABLE : Status.REJECTED,
                explanation,
                quality,
                split.training().size(),
                split.holdOut().size(),
                candidates,
                Optional.of(challenger),
                champion.map(Baseline::version),
                champion.map(Baseline::evaluation),
                version,
                profile(split.training()),
                withScores(profile(split.holdOut()), challenger.evaluation()),
                notes);
    }

    private void noteThePast(Split<R> split) {
        int older = split.heldOutFromThePast(plan.schema());
        if (older > 0) {
            note(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows held out are older than the newest training row: the evaluation says less about what is to come.",
                    older,
                    split.holdOut().size()));
        }
    }

    private Profile profile(List<R> rows) {
        return Profiler.of(plan.schema()).addAll(rows).profile();
    }

    private static Profile withScores(Profile rows, Evaluation evaluation) {
        if (rows.has(ModelMonitor.PREDICTION)) {
            return rows;
        }
        ProfileBuilder profile = Profile.builder();
        rows.features().forEach(name -> profile.feature(name, rows.feature(name)));
        double[] scores = new double[evaluation.rows()];
        Arrays.setAll(scores, evaluation::score);
        return profile.feature(ModelMonitor.PREDICTION, NumericProfile.of(scores))
                .build();
    }

    private Optional<ModelVersion> champion() {
        return plan.registry()
                .flatMap(registry -> find(registry, plan.champion().value()));
    }

    private Optional<ModelVersion> find(ModelRegistry registry, String alias) {
        return registry.find(plan.name().value(), alias);
    }

    private Map<String, Baseline> baselines(Split<R> split, Optional<String> positive) {
        Map<String, Baseline> found = new LinkedHashMap<>();
        if (plan.registry().isEmpty()) {
            return found;
        }
        ModelRegistry registry = plan.registry().get();
        List<String> aliases = new ArrayList<>(List.of(plan.champion().value()));
        plan.gates().forEach(gate -> gate.baseline().ifPresent(aliases::add));
        for (String alias : aliases) {
            if (!found.containsKey(alias)) {
                find(registry, alias)
                        .ifPresent(version -> found.put(alias, baseline(registry, version, split, positive)));
            }
        }
        return found;
    }

    private Baseline baseline(ModelRegistry registry, ModelVersion version, Split<R> split, Optional<String> positive) {
        TrainedModel<R, T> model =
                plan.task().read(plan.reader(), plan.schema(), version, registry.read(version), positive);
        int seen = 0;
        Optional<Instant> trainedTo = version.lineage().dataTo();
        if (plan.schema().hasTime() && trainedTo.isPresent()) {
            seen = split.firstAfter(plan.schema(), trainedTo.get());
        } else {
            note("Whether v" + version.number()
                    + " was trained on rows held out here is not known, because there is no time to tell by.");
        }
        if (seen > 0) {
            note(String.format(
                    Locale.ROOT,
                    "%,d of %,d rows held out are no newer than those that v%d was trained on, so comparisons with it leave them out.",
                    seen,
                    split.holdOut().size(),
                    version.number()));
        }
        return new Baseline(version, Evaluation.of(model, split.holdOut()), seen);
    }

    private Candidate<R, T> candidate(
            Recipe<T> recipe, Split<R> split, Optional<String> positive, Map<String, Baseline> baselines) {
        Instant before = plan.clock().instant();
        TrainedModel<R, T> model =
                recipe.train(plan.task(), plan.schema(), split.training(), positive, plan.seed(), started);
        Duration training = Duration.between(before, plan.clock().instant());
        Evaluation evaluation = evaluate(recipe, model, split);
        tell(listener -> listener.trained(recipe.name(), evaluation, training));
        List<GateResult> results = new ArrayList<>();
        for (Gate gate : plan.gates()) {
            GateResult result = check(gate, evaluation, baselines);
            results.add(result);
            tell(listener -> listener.gated(recipe.name(), result));
        }
        return new Candidate<>(
                recipe.name(), model, evaluation, results, plan.primary().value(evaluation), training);
    }

    private Evaluation evaluate(Recipe<T> recipe, TrainedModel<R, T> model, Split<R> split) {
        try {
            return Evaluation.of(model, split.holdOut());
        } catch (ModelException e) {
            throw recipe.failed(String.valueOf(e.getMessage()), e);
        }
    }

    private static GateResult check(Gate gate, Evaluation evaluation, Map<String, Baseline> baselines) {
        Optional<Baseline> baseline = gate.baseline().map(baselines::get);
        if (baseline.isEmpty()) {
            return gate.check(evaluation, Optional.empty());
        }
        int seen = baseline.get().seen();
        return gate.check(
                evaluation.from(seen), Optional.of(baseline.get().evaluation().from(seen)));
    }

    /** Those that passed come first; among equals the earlier in the pipeline. */
    private Candidate<R, T> best(List<Candidate<R, T>> candidates) {
        Comparator<Candidate<R, T>> better = Comparator.comparing(candidate -> !candidate.passed());
        boolean higher = plan.primary().higherIsBetter();
        better = better.thenComparing(candidate -> rank(candidate.primary(), higher));
        return candidates.stream().min(better).orElseThrow();
    }

    private static double rank(double value, boolean higherIsBetter) {
        if (Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        return higherIsBetter ? -value : value;
    }

    private TrainedModel<R, T> refit(Candidate<R, T> challenger, Split<R> split, Optional<String> positive) {
        if (!plan.refit() || !challenger.passed()) {
            return challenger.model();
        }
        Recipe<T> recipe = plan.recipes().stream()
                .filter(each -> each.name().equals(challenger.name()))
                .findFirst()
                .orElseThrow();
        return recipe.train(plan.task(), plan.schema(), split.all(), positive, plan.seed(), started);
    }

    private static String ofThosePassed(long candidates) {
        return candidates == 1 ? "1 candidate that passes" : candidates + " candidates that pass";
    }

    private String explanation(
            Candidate<R, T> challenger, List<Candidate<R, T>> candidates, Optional<Baseline> champion) {
        String value = String.format(Locale.ROOT, "%s %.4f", plan.primary().name(), challenger.primary());
        String against = champion.map(each -> String.format(
                        Locale.ROOT,
                        " (v%d now: %.4f)",
                        each.version().number(),
                        plan.primary().value(each.evaluation())))
                .orElse(" (there is no " + plan.champion().value() + " yet)");
        if (challenger.passed()) {
            return String.format(
                    Locale.ROOT,
                    "%s, the best of %s, has %s%s and %s.",
                    challenger.name(),
                    ofThosePassed(candidates.stream().filter(Candidate::passed).count()),
                    value,
                    against,
                    gatesPassed());
        }
        return String.format(
                Locale.ROOT,
                "No candidate passes; the best is %s with %s%s, held back because %s.",
                challenger.name(),
                value,
                against,
                challenger.reasons().get(0).explanation());
    }

    private String gatesPassed() {
        return switch (plan.gates().size()) {
            case 0 -> "had no gate to pass";
            case 1 -> "passed its gate";
            default -> "passed all of " + plan.gates().size() + " gates";
        };
    }

    private void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    private void step(String name) {
        int before = done++;
        tell(listener -> listener.step(name, before, steps));
    }

    private void tell(Consumer<PipelineListener> what) {
        plan.listeners().forEach(what);
    }
}
