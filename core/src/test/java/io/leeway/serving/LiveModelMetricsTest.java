package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.SCHEMA;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class LiveModelMetricsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Trip UNSEEN = new Trip(800, 2013.5, 18, "ZZ", "fog", true);

    private static Model<Label> model;

    private final MemoryRegistry registry = MemoryRegistry.create(Clock.fixed(NOON, ZoneOffset.UTC));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeAll
    static void train() {
        model = Trips.classifier(Trips.standardised(Trips.logistic()));
    }

    @BeforeEach
    void registerTwoVersions() {
        register(registry, model);
        register(registry, model);
        promote(registry, 1);
    }

    private LiveModelBuilder<Trip, Label> champion() {
        return LiveModel.classification(SCHEMA, registry, MODEL, CHAMPION);
    }

    private double counter(String name, String... tags) {
        return meters.get(name).tags(tags).functionCounter().count();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    @Test
    void answersAreCountedOverAllVersions() {
        LiveModel<Trip, Label> live = champion().build();
        LiveModelMetrics.of(live).bindTo(meters);

        live.score(UNSEEN);
        live.switchTo(2, "better");
        live.predict(UNSEEN);

        assertThat(counter("leeway.model.answers", "model", "trips", "alias", "champion"))
                .isEqualTo(2);
    }

    @Test
    void theVersionThatAnswersAndItsPromotionAreShown() {
        LiveModel<Trip, Label> live = champion().build();
        LiveModelMetrics.of(live).bindTo(meters);
        assertThat(gauge("leeway.model.version")).isEqualTo(1);

        live.switchTo(2, "better");

        assertThat(gauge("leeway.model.version")).isEqualTo(2);
        assertThat(gauge("leeway.model.since")).isEqualTo(NOON.getEpochSecond());
    }

    @Test
    void unseenCategoriesAreCountedByFeature() {
        LiveModel<Trip, Label> live = champion().build();
        LiveModelMetrics.of(live).bindTo(meters);

        live.score(UNSEEN);

        assertThat(counter("leeway.model.categories.unseen", "feature", "carrier"))
                .isEqualTo(1);
        assertThat(counter("leeway.model.categories.unseen", "feature", "sky")).isZero();
        assertThat(meters.find("leeway.model.categories.unseen").functionCounters())
                .hasSize(2);
    }

    @Test
    void rowsThatTheMonitorRefusedAreCounted() {
        LiveModel<Trip, Label> live = champion()
                .recorder((trip, score) -> {
                    throw new IllegalStateException("the row has no id");
                })
                .build();
        LiveModelMetrics.of(live).bindTo(meters);

        try (CapturedLog log = CapturedLog.ofPackage(LiveModel.class)) {
            live.score(UNSEEN);
            assertThat(log.messages()).hasSize(1);
        }

        assertThat(counter("leeway.model.answers.unrecorded")).isEqualTo(1);
    }

    @Test
    void aLiveModelThatWasMadeAnewTakesThePlaceOfTheOld() {
        LiveModel<Trip, Label> old = champion().build();
        LiveModelMetrics.of(old).bindTo(meters);
        old.score(UNSEEN);
        LiveModel<Trip, Label> anew = champion().build();

        LiveModelMetrics.of(anew).bindTo(meters);

        assertThat(counter("leeway.model.answers")).isZero();
        anew.score(UNSEEN);
        assertThat(counter("leeway.model.answers")).isEqualTo(1);
    }

    @Test
    void changesOfTheVersionAreCountedByTheirCause() {
        LiveModel<Trip, Label> live = champion().build();
        LiveModelMetrics.of(live).bindTo(meters);

        live.switchTo(2, "better");
        live.rollBack("worse after all");
        registry.moveAlias(MODEL, CHAMPION, 1, 2, "a person moved it");
        live.refresh();
        live.refresh();

        assertThat(counter(LiveModelMetrics.SWAPS, "cause", "switched")).isEqualTo(1);
        assertThat(counter(LiveModelMetrics.SWAPS, "cause", "rolled_back")).isEqualTo(1);
        assertThat(counter(LiveModelMetrics.SWAPS, "cause", "followed")).isEqualTo(1);
        assertThat(counter(LiveModelMetrics.REFRESH_FAILURES)).isZero();
    }

    @Test
    void aRefreshThatCannotReadTheRegistryIsCounted() {
        HookedRegistry failing = new HookedRegistry(registry);
        LiveModel<Trip, Label> live =
                LiveModel.classification(SCHEMA, failing, MODEL, CHAMPION).build();
        LiveModelMetrics.of(live).bindTo(meters);
        registry.moveAlias(MODEL, CHAMPION, 1, 2, "a person moved it");
        failing.atNextRead(() -> {
            throw new IllegalStateException("the disk is gone");
        });

        assertThatIllegalStateException().isThrownBy(live::refresh);

        assertThat(counter(LiveModelMetrics.REFRESH_FAILURES)).isEqualTo(1);
        assertThat(gauge(LiveModelMetrics.VERSION)).isEqualTo(1);
    }

    @Test
    void theAgeOfTheLiveVersionIsTheTimeSinceItsPromotion() {
        StepClock clock = new StepClock(NOON);
        LiveModel<Trip, Label> live = champion().clock(clock).build();
        LiveModelMetrics.of(live).bindTo(meters);

        clock.set(NOON.plusSeconds(3_600));

        assertThat(gauge(LiveModelMetrics.AGE)).isEqualTo(3_600);
    }

    @Test
    void aListenerThatThrowsIsCounted() {
        LiveModel<Trip, Label> live;
        try (CapturedLog log = CapturedLog.ofPackage(LiveModel.class)) {
            live = champion()
                    .onSwap(swap -> {
                        throw new IllegalStateException("no room left");
                    })
                    .build();
            live.switchTo(2, "better");
            assertThat(log.messages()).hasSize(2);
        }

        LiveModelMetrics.of(live).bindTo(meters);

        assertThat(counter(LiveModelMetrics.LISTENER_FAILURES)).isEqualTo(2);
    }

    @Test
    void furtherTagsGoOnAllMeters() {
        LiveModel<Trip, Label> live = champion().build();

        LiveModelMetrics.of(live).tags(Tags.of("replica", "a")).bindTo(meters);

        assertThat(meters.getMeters())
                .hasSize(12)
                .allSatisfy(meter -> assertThat(meter.getId().getTag("replica")).isEqualTo("a"));
    }
}
