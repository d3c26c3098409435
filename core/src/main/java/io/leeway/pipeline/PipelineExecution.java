package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.Response;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.observation.Activity;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.pipeline.PipelineRun.Status;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
    private final Response<R> response;
    private final Instant started;
    private final List<String> notes = new ArrayList<>();
    private final int steps;
    private int done;

    PipelineExecution(Plan<R, T> plan) {
        this.plan = plan;
        this.response = Response.of(plan.schema());
        this.started = plan.clock().instant();
        this.steps = 3 + plan.recipes().size();
    }

    PipelineRun<R, T> run(List<R> rows, Supplier<Split<R>> splitting) {
        return plan.observer().observe(plan.activity(PipelineObservations.RUN), observed -> {
            observed.put(PipelineObservations.ROWS, rows.size());
            PipelineRun<R, T> run = execute(rows, splitting);
            run.version().ifPresent(version -> observed.put(PipelineObservations.VERSION, version.number()));
            observed.put(Activity.OUTCOME, run.status().name().toLowerCase(Locale.ROOT))
                    .put(PipelineObservations.EXPLANATION, run.explanation());
            return run;
        });
    }

    private PipelineRun<R, T> execute(List<R> rows, Supplier<Split<R>> splitting) {
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
                notes,
                plan.purpose());
    }

    private PipelineRun<R, T> train(DataQualityReport quality, Split<R> split) {
        split.check(plan.schema(), plan.task(), response);
        noteThePast(split);
        Optional<String> positive = plan.task().positiveClass(split.training(), response);
        step("evaluate " + plan.champion().value());
        Map<String, Baseline> baselines = new Baselines<>(plan, this::note).evaluate(split, positive);
        Optional<Baseline> champion =
                Optional.ofNullable(baselines.get(plan.champion().value()));
        List<Contender<R, T>> contenders =
                new Trials<>(plan, split, positive, baselines, started, this::note).all(this::step);
        Contender<R, T> best = best(contenders);
        Candidate<R, T> challenger = best.candidate();
        List<Candidate<R, T>> candidates =
                contenders.stream().map(Contender::candidate).toList();
        step("register");
        String explanation = explanation(challenger, candidates, champion);
        Optional<ModelVersion> version = new Registration<>(plan, started, notes)
                .register(split, best, candidates, champion.map(Baseline::version), positive);
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
                withScores(profile(Registration.evaluated(split, challenger)), challenger.evaluation()),
                notes,
                plan.purpose(challenger.gates()));
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
                .flatMap(registry ->
                        registry.find(plan.name().value(), plan.champion().value()));
    }

    /** Those that passed come first; among equals the earlier in the pipeline. */
    private Contender<R, T> best(List<Contender<R, T>> contenders) {
        Comparator<Contender<R, T>> better =
                Comparator.comparing(each -> !each.candidate().passed());
        boolean higher = plan.primary().higherIsBetter();
        better = better.thenComparing(each -> rank(each.candidate().primary(), higher));
        return contenders.stream().min(better).orElseThrow();
    }

    private static double rank(double value, boolean higherIsBetter) {
        if (Double.isNaN(value)) {
            return Double.POSITIVE_INFINITY;
        }
        return higherIsBetter ? -value : value;
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
        long success = plan.successCriteria();
        long others = plan.gates().size() - success;
        String met = success == 1 ? "met its success criterion" : "met all of " + success + " success criteria";
        if (others == 0) {
            return success == 0 ? "had no gate to pass" : met;
        }
        String passed = others == 1 ? "passed its gate" : "passed all of " + others + " gates";
        return success == 0 ? passed : passed + " and " + met;
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
