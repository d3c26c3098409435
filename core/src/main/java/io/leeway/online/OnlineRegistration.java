package io.leeway.online;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.online.OnlineException.Reason;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes what an online model knows into a registry. */
record OnlineRegistration<R>(OnlineOptions<R> options, OnlineModel<R> model) {
    /** The number of labels that a version has learnt. */
    static final String LABELS = "leeway.online.labels";

    ModelVersion register(String reason) {
        ModelRegistry registry = registry();
        Evaluation evaluation = model.evaluation();
        List<GateResult> results = options.gates().stream()
                .map(gate -> gate.check(evaluation, Optional.empty()))
                .toList();
        boolean passed = results.stream().noneMatch(GateResult::blocks);
        Targets targets = model.targets();
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(ModelMetadata.FORMAT, OnlineFormat.NAME);
        metadata.put(ModelMetadata.KIND, targets.kind().name());
        if (targets.kind() == ModelKind.CLASSIFICATION) {
            metadata.put(ModelMetadata.POSITIVE_CLASS, targets.positive());
        }
        metadata.put(ModelMetadata.SCHEMA, options.schema().fingerprint());
        metadata.put(ModelMetadata.STATUS, passed ? ModelMetadata.PASSED : ModelMetadata.REJECTED);
        metadata.put(ModelMetadata.CANDIDATE, OnlineFormat.NAME);
        metadata.put(ModelMetadata.HOLD_OUT_ROWS, Integer.toString(evaluation.rows()));
        metadata.put(LABELS, Long.toString(model.labels()));
        Lineage lineage = Lineage.none().trainedBy("online " + model.algorithm());
        Optional<Instant> first = model.period().first();
        Optional<Instant> last = model.period().last();
        if (first.isPresent() && last.isPresent()) {
            lineage = lineage.dataBetween(first.get(), last.get());
        }
        if (evaluation.rows() > 0) {
            lineage = lineage.metrics(evaluation.metrics());
        }
        for (GateResult each : results) {
            lineage = lineage.gate(each.gate(), each.toString());
        }
        ModelArtifact artifact =
                ModelArtifact.of(model.bytes(false)).metadata(metadata).lineage(lineage);
        return registry.register(options.name(), artifact, Cause.because(reason));
    }

    AliasMove promote(ModelVersion version, String reason) {
        ModelRegistry registry = registry();
        if (!ModelMetadata.PASSED.equals(version.metadata().get(ModelMetadata.STATUS))) {
            throw new OnlineException(
                    Reason.NOT_PROMOTABLE,
                    "version " + version.number() + " of " + options.name()
                            + " has not passed its gates, so it does not become " + options.champion()
                            + ": register a later state");
        }
        int expected = registry.model(options.name().value()).aliases().getOrDefault(options.champion(), 0);
        return registry.moveAlias(
                options.name(), options.champion(), expected, version.number(), Cause.because(reason));
    }

    private ModelRegistry registry() {
        return options.registry()
                .orElseThrow(() -> new OnlineException(
                        Reason.NO_REGISTRY,
                        "there is no registry for versions of " + options.name() + ": give one by register(registry)"));
    }
}
