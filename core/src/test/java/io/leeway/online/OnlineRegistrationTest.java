package io.leeway.online;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.card.ModelCard;
import io.leeway.model.ModelMetadata;
import io.leeway.online.OnlineException.Reason;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class OnlineRegistrationTest {
    private static final List<Ride> RIDES = Ride.rides(3_000, 5);

    private final MemoryRegistry registry = MemoryRegistry.create(Clock.fixed(Ride.BEGIN, ZoneOffset.UTC));

    @Test
    void statesAreVersionsThatALiveModelServesToTheBit() {
        OnlineModel<Ride> model =
                Pipeline.online("rides", Ride.SCHEMA).register(registry).build();
        RIDES.subList(0, 500).forEach(model::learn);
        model.promote(model.register("first"), "first");
        LiveModel<Ride, Label> live = LiveModel.classification(Ride.SCHEMA, registry, "rides", "champion")
                .build();
        for (int version = 1; version <= 3; version++) {
            for (Ride ride : RIDES) {
                assertThat(live.score(ride)).isEqualTo(model.score(ride));
            }
            assertThat(live.version().number()).isEqualTo(version);
            RIDES.subList(500 * version, 500 * version + 500).forEach(model::learn);
            model.promote(model.register("more labels"), "more labels");
            live.refresh();
        }
        assertThat(live.isCompiled()).isTrue();
    }

    @Test
    void aVersionSaysWhatItHasLearntAndHowGoodItsAnswersWere() {
        OnlineModel<Ride> model = Pipeline.online("rides", Ride.SCHEMA)
                .register(registry)
                .evaluateOn(1_000)
                .gate(logLoss().atMost(0.65), better().than("champion").on(logLoss()))
                .build();
        RIDES.forEach(model::learn);

        ModelVersion version = model.register("nightly");

        assertThat(version.metadata())
                .containsEntry(ModelMetadata.FORMAT, "online")
                .containsEntry(ModelMetadata.STATUS, "passed")
                .containsEntry(ModelMetadata.HOLD_OUT_ROWS, "1000")
                .containsEntry("leeway.online.labels", "3000");
        assertThat(version.lineage().metrics())
                .containsEntry("logLoss", model.evaluation().metrics().get("logLoss"));
        assertThat(version.lineage().gates()).hasSize(2);
        assertThat(ModelCard.of(version).toMarkdown()).contains("logLoss").contains("online AdaGrad");
        assertThat(version.lineage().dataFrom()).contains(RIDES.get(0).start());
        assertThat(version.lineage().dataTo()).contains(RIDES.get(2_999).start());
        assertThat(version.lineage().trainer()).contains("AdaGrad[rate=0.1");
    }

    @Test
    void aVersionThatAGateRejectsIsKeptAndNotPromoted() {
        OnlineModel<Ride> model = Pipeline.online("rides", Ride.SCHEMA)
                .register(registry)
                .gate(logLoss().atMost(0.01))
                .build();
        RIDES.forEach(model::learn);

        ModelVersion version = model.register("nightly");

        assertThat(version.metadata()).containsEntry(ModelMetadata.STATUS, "rejected");
        assertThatThrownBy(() -> model.promote(version, "anyway"))
                .isInstanceOfSatisfying(
                        OnlineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_PROMOTABLE));
        assertThat(registry.aliases("rides")).isEmpty();
    }

    @Test
    void learningContinuesFromAVersionWithoutItsPast() {
        OnlineModel<Ride> model =
                Pipeline.online("rides", Ride.SCHEMA).register(registry).build();
        RIDES.subList(0, 1_000).forEach(model::learn);
        model.predict(RIDES.get(2_000));
        ModelVersion version = model.register("nightly");

        OnlineModel<Ride> next = Pipeline.online("rides", Ride.SCHEMA).restore(registry.read(version));

        assertThat(next.standing().labels()).isZero();
        assertThat(next.standing().outstanding()).isZero();
        for (Ride ride : RIDES.subList(1_000, 2_000)) {
            assertThat(next.learn(ride)).isEqualTo(model.learn(ride));
        }
    }

    @Test
    void aPipelineComparesItsChallengerOnlyOnRowsThatTheOnlineChampionHasNotLearnt() {
        OnlineModel<Ride> model =
                Pipeline.online("rides", Ride.SCHEMA).register(registry).build();
        RIDES.subList(0, 2_800).forEach(model::learn);
        model.promote(model.register("first"), "first");

        PipelineRun<Ride, Label> run = Pipeline.classification("rides", Ride.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(better().than("champion").on(logLoss()))
                .register(registry)
                .build()
                .run(RIDES);

        assertThat(run.holdOutRows()).isEqualTo(600);
        assertThat(run.candidate("logistic").gates().get(0).explanation()).contains("200 rows");
    }

    @Test
    void withoutARegistryNothingIsRegistered() {
        OnlineModel<Ride> model = Pipeline.online("rides", Ride.SCHEMA).build();

        assertThatThrownBy(() -> model.register("nightly"))
                .isInstanceOfSatisfying(
                        OnlineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_REGISTRY));
    }
}
