package com.example.delay;

import io.leeway.evaluation.Evaluation;
import io.leeway.evaluation.Gate;
import io.leeway.evaluation.GateResult;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.monitoring.quality.DataQualityReport;
import io.leeway.monitoring.quality.Expectations;
import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tribuo.classification.Label;

/** The stages after a promotion. */
record Aftercare(Delivery delivery) {
    /** The note that says why the promotion disappoints. */
    static final String DISAPPOINTMENT = "disappointment";

    Outcome lookAfter() {
        delivery.workspace().forget(DISAPPOINTMENT);
        try (ModelRegistry registry = delivery.registry()) {
            RegisteredModel model = registry.model(DelayModel.NAME);
            ModelVersion promoted = promoted(model);
            Optional<ModelVersion> predecessor = predecessor(model);
            List<Flight> later = later(promoted, predecessor);
            DataQualityReport quality = Expectations.check(Flight.SCHEMA, later, List.of(DelayModel.expectations()));
            if (!quality.passed()) {
                throw StageException.failed(
                        "the flights to look after with are not what they must be, so they say nothing of v"
                                + promoted.number() + "\n" + quality);
            }
            Evaluation evaluation = evaluation(registry, promoted, later);
            Optional<Evaluation> before = predecessor.map(each -> evaluation(registry, each, later));
            StringBuilder text =
                    new StringBuilder("v" + promoted.number() + " on " + later.size() + " later flights: " + evaluation
                            + before.map(each -> "\nv" + predecessor.get().number() + " before it: " + each)
                                    .orElse(""));
            StringBuilder broken = new StringBuilder();
            for (Gate promise : DelayModel.promises()) {
                GateResult result = promise.check(evaluation, promise.baseline().flatMap(name -> before));
                text.append('\n').append(result);
                broken.append(result.blocks() ? result.explanation() + "; " : "");
            }
            if (!broken.isEmpty()) {
                delivery.workspace().note(DISAPPOINTMENT, broken.substring(0, broken.length() - 2));
            }
            return Outcome.doneIf(broken.isEmpty(), text.toString());
        }
    }

    Outcome rollBack(Optional<String> reason) {
        String why = reason.or(() -> delivery.workspace().noted(DISAPPOINTMENT))
                .orElseThrow(() ->
                        StageException.failed("./stage look-after has not found that the promotion disappoints, so"
                                + " nothing was changed; to roll back all the same, say why by --reason TEXT"));
        try (ModelRegistry registry = delivery.registry()) {
            RegisteredModel model = registry.model(DelayModel.NAME);
            ModelVersion promoted = promoted(model);
            ModelVersion before = predecessor(model)
                    .orElseThrow(() -> StageException.failed(DelayModel.NAME + " v" + promoted.number()
                            + " is the first champion: there is nothing to roll back to"));
            AliasMove move = registry.moveAlias(
                    model.name(),
                    Alias.CHAMPION,
                    promoted.number(),
                    before.number(),
                    Cause.because(delivery.ciRun().because("rolled back: " + why))
                            .by(delivery.ciRun().actor()));
            return Outcome.done(move + "\n" + move.event());
        }
    }

    /** The champion; if this workspace promoted a version, it must be that one. */
    private ModelVersion promoted(RegisteredModel model) {
        ModelVersion champion = model.find(Alias.CHAMPION)
                .orElseThrow(() -> StageException.failed(
                        DelayModel.NAME + " has no " + DelayModel.CHAMPION + " yet: run ./stage promote first"));
        Optional<String> mine = delivery.workspace().noted(Promotion.PROMOTED);
        if (mine.isPresent() && delivery.workspace().version(Promotion.PROMOTED, "promote") != champion.number()) {
            throw StageException.failed("this pipeline promoted v" + mine.get() + ", but the champion is v"
                    + champion.number() + " by now; nothing was changed. Who moved it last: " + Promotion.last(model));
        }
        return champion;
    }

    private static Optional<ModelVersion> predecessor(RegisteredModel model) {
        OptionalInt number = model.previous(Alias.CHAMPION);
        return number.isPresent() ? Optional.of(model.version(number.getAsInt())) : Optional.empty();
    }

    /** Flights that neither version was trained on. */
    private List<Flight> later(ModelVersion promoted, Optional<ModelVersion> predecessor) {
        Instant known = promoted.lineage().dataTo().orElse(Instant.MIN);
        Instant knownBefore =
                predecessor.flatMap(each -> each.lineage().dataTo()).orElse(Instant.MIN);
        Instant from = known.isAfter(knownBefore) ? known : knownBefore;
        return delivery.laterFlights().stream()
                .filter(flight -> flight.scheduled().isAfter(from))
                .toList();
    }

    private static Evaluation evaluation(ModelRegistry registry, ModelVersion version, List<Flight> flights) {
        ModelSpec<Flight> spec = ModelSpec.classifier(
                        Flight.SCHEMA, version.metadata().get(ModelMetadata.POSITIVE_CLASS))
                .withMetadata(version.metadata());
        try (TrainedModel<Flight, Label> model = TrainedModel.classifier(
                ModelFormats.installed().of(version.metadata()), spec, registry.read(version))) {
            return Evaluation.of(model, flights);
        }
    }
}
