package io.leeway.pipeline;

import io.leeway.card.Purpose;
import io.leeway.card.RunFacts;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelMetadata;
import io.leeway.model.TrainedModel;
import io.leeway.observation.Activity;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tribuo.Output;

/** Writes a challenger and all that is known of it into a registry. */
record Registration<R, T extends Output<T>>(Plan<R, T> plan, Instant started, List<String> notes) {

    /** Registers the best candidate, refitted if the plan says so; empty if there is no registry or it is not kept. */
    Optional<ModelVersion> register(
            Split<R> split,
            Contender<R, T> best,
            List<Candidate<R, T>> candidates,
            Optional<ModelVersion> champion,
            Optional<String> positive) {
        Candidate<R, T> challenger = best.candidate();
        return plan.observer().observe(plan.activity(PipelineObservations.REGISTER), observed -> {
            observed.put(PipelineObservations.CANDIDATE, challenger.name())
                    .put(Activity.OUTCOME, PipelineObservations.SKIPPED);
            Optional<ModelVersion> version = plan.registry()
                    .flatMap(registry -> register(
                            registry,
                            split,
                            challenger,
                            candidates,
                            champion,
                            best.toRegister(plan, split, positive, started)));
            version.ifPresent(registered -> observed.put(PipelineObservations.VERSION, registered.number())
                    .put(Activity.OUTCOME, PipelineObservations.REGISTERED));
            return version;
        });
    }

    private Optional<ModelVersion> register(
            ModelRegistry registry,
            Split<R> split,
            Candidate<R, T> challenger,
            List<Candidate<R, T>> candidates,
            Optional<ModelVersion> champion,
            Trained<R, T> trained) {
        if (!challenger.passed() && !plan.keepRejected()) {
            return Optional.empty();
        }
        TrainedModel<R, T> model = trained.model();
        boolean refitted = model != challenger.model();
        ModelArtifact artifact = ModelArtifact.of(model.toBytes(started))
                .metadata(metadata(split, challenger, candidates, model, refitted))
                .lineage(lineage(refitted ? split.all() : split.training(), challenger, champion, trained));
        String why = challenger.passed()
                ? "passed all gates"
                : "rejected: " + challenger.reasons().get(0).explanation();
        return Optional.of(registry.register(plan.name(), artifact, Cause.because(why)));
    }

    private Map<String, String> metadata(
            Split<R> split,
            Candidate<R, T> challenger,
            List<Candidate<R, T>> candidates,
            TrainedModel<R, T> model,
            boolean refitted) {
        Map<String, String> entries = new TreeMap<>(model.spec().metadata());
        entries.put(ModelMetadata.FORMAT, model.format());
        entries.put(ModelMetadata.KIND, plan.task().kind().name());
        challenger.model().positiveClass().ifPresent(each -> entries.put(ModelMetadata.POSITIVE_CLASS, each));
        entries.put(ModelMetadata.SCHEMA, plan.schema().fingerprint());
        entries.put(ModelMetadata.STATUS, challenger.passed() ? ModelMetadata.PASSED : ModelMetadata.REJECTED);
        entries.put(ModelMetadata.CANDIDATE, challenger.name());
        entries.put(ModelMetadata.SEED, Long.toString(plan.seed()));
        entries.put(
                ModelMetadata.HOLD_OUT_ROWS, Integer.toString(split.holdOut().size()));
        entries.put(ModelMetadata.REFITTED, Boolean.toString(refitted));
        StringBuilder lines = new StringBuilder();
        for (Candidate<R, T> each : candidates) {
            lines.append(String.format(
                    Locale.ROOT,
                    "%s%s: %s %s, %s",
                    lines.isEmpty() ? "" : "\n",
                    each.name(),
                    plan.primary().name(),
                    each.primary(),
                    each.passed() ? ModelMetadata.PASSED : ModelMetadata.REJECTED));
        }
        entries.put(ModelMetadata.CANDIDATES, lines.toString());
        entries.put(
                ModelMetadata.FACTS,
                RunFacts.of(plan.schema(), evaluated(split, challenger), challenger.evaluation(), challenger.gates())
                        .toJson());
        Purpose purpose = plan.purpose(challenger.gates());
        if (!purpose.isEmpty()) {
            entries.put(ModelMetadata.PURPOSE, purpose.toJson());
        }
        if (!notes.isEmpty()) {
            entries.put(ModelMetadata.NOTES, String.join("\n", notes));
        }
        return entries;
    }

    /** The rows held out without those that a model from elsewhere was trained on. */
    static <R> List<R> evaluated(Split<R> split, Candidate<R, ?> challenger) {
        List<R> held = split.holdOut();
        return held.subList(held.size() - challenger.evaluation().rows(), held.size());
    }

    private Lineage lineage(
            List<R> trainedOn, Candidate<R, T> challenger, Optional<ModelVersion> champion, Trained<R, T> trained) {
        Lineage lineage = Lineage.none()
                .trainedBy(trained.trainedBy())
                .metrics(challenger.evaluation().metrics())
                .metric(plan.primary().name(), challenger.primary());
        if (trained.onTheRows()) {
            lineage = lineage.trainedOn(RowsDigest.of(plan.schema(), trainedOn), trainedOn.size());
            if (plan.schema().hasTime()) {
                List<Instant> times =
                        trainedOn.stream().map(plan.schema()::time).toList();
                lineage = lineage.dataBetween(Collections.min(times), Collections.max(times));
            }
        } else if (trained.from().isPresent() && trained.to().isPresent()) {
            lineage = lineage.dataBetween(trained.from().get(), trained.to().get());
        }
        if (champion.isPresent()) {
            lineage = lineage.parent(champion.get().number());
        }
        for (GateResult each : challenger.gates()) {
            lineage = lineage.gate(each.gate(), each.toString());
        }
        return lineage;
    }
}
