package com.example.delay;

import io.leeway.model.ModelMetadata;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.tribuo.classification.Label;

/** The stages that judge the candidate and write the verdict down. */
record Gating(Delivery delivery) {
    /** The note that names the version in the registry. */
    static final String REGISTERED = "registered";

    /** The key of the metadata that ties a gated candidate to the training that it comes from. */
    private static final String TRAINED = "delivery.trained";

    Outcome gate() {
        try (ModelRegistry candidates = delivery.workspace().candidates();
                ModelRegistry registry = delivery.registry()) {
            ModelVersion trained = Workspace.candidate(candidates, "train");
            List<Flight> flights = delivery.flights();
            Instant split = trained.lineage().dataTo().orElseThrow();
            PipelineRun<Flight, Label> run = Pipeline.classification(DelayModel.NAME, Flight.SCHEMA)
                    .candidate(DelayModel.CANDIDATE, new TrainedBefore(trained, candidates.read(trained)))
                    .gate(DelayModel.gates())
                    .register(new Outbox(registry, candidates))
                    .build()
                    .run(
                            flights.stream()
                                    .filter(each -> !each.scheduled().isAfter(split))
                                    .toList(),
                            flights.stream()
                                    .filter(each -> each.scheduled().isAfter(split))
                                    .toList());
            ModelVersion gated = run.version().orElseThrow();
            Workspace.mark(candidates, "gate", withOrigin(candidates, gated, trained));
            new GateReport(run).writeTo(delivery.workspace().file("report.html"));
            return Outcome.doneIf(run.status() == PipelineRun.Status.PROMOTABLE, text(run));
        }
    }

    private static String text(PipelineRun<Flight, Label> run) {
        Candidate<Flight, Label> challenger = run.challenger().orElseThrow();
        StringBuilder text = new StringBuilder(run.status() + ": " + run.explanation());
        challenger.gates().forEach(gate -> text.append('\n').append(gate));
        text.append("\ncandidate: ").append(challenger.evaluation());
        run.championEvaluation().ifPresent(each -> text.append("\nchampion v")
                .append(run.champion().orElseThrow().number())
                .append(": ")
                .append(each));
        return text.toString();
    }

    /** The pipeline of the gates has not seen the training; what is known of it is added. */
    private static ModelVersion withOrigin(ModelRegistry candidates, ModelVersion gated, ModelVersion trained) {
        Lineage lineage = gated.lineage()
                .trainedOn(
                        trained.lineage().dataDigest(),
                        trained.lineage().dataRows().orElseThrow());
        ModelArtifact artifact = Workspace.artifact(candidates, gated)
                .metadata(TRAINED, trained.digest())
                .lineage(lineage);
        return candidates.register(DelayModel.NAME, artifact);
    }

    Outcome register() {
        try (ModelRegistry candidates = delivery.workspace().candidates();
                ModelRegistry registry = delivery.registry()) {
            ModelVersion gated = Workspace.candidate(candidates, "gate");
            ModelVersion trained = Workspace.candidate(candidates, "train");
            if (!trained.digest().equals(gated.metadata().get(TRAINED))) {
                throw StageException.failed(
                        "the candidate was trained again after it was gated: run ./stage gate first");
            }
            boolean passed = passed(gated);
            String verdict = passed ? "passed all gates" : "rejected: " + reasons(gated);
            CiRun run = delivery.ciRun();
            ModelVersion version = registry.register(
                    ModelName.of(DelayModel.NAME),
                    Workspace.artifact(candidates, gated)
                            .metadata(run.metadata())
                            .lineage(gated.lineage().createdBy(run.actor())),
                    Cause.because(run.because(verdict)).by(run.actor()));
            delivery.workspace().note(REGISTERED, Integer.toString(version.number()));
            return Outcome.doneIf(passed, version + "\n" + verdict);
        }
    }

    static boolean passed(ModelVersion version) {
        return ModelMetadata.PASSED.equals(version.metadata().get(ModelMetadata.STATUS));
    }

    static String reasons(ModelVersion version) {
        return version.lineage().gates().values().stream()
                .filter(result -> !result.startsWith("PASSED") && !result.startsWith("SKIPPED"))
                .collect(Collectors.joining("; "));
    }
}
