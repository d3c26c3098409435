package io.leeway.serving;

import static io.leeway.serving.Trips.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.registry.RegistryException;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Trips.Trip;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

class LiveModelObservationsTest {
    private static final List<Trip> TRIPS = Trips.make(10, 3);

    private final MemoryRegistry registry = MemoryRegistry.create();
    private final RecordedActivities seen = new RecordedActivities();

    @BeforeEach
    void twoVersions() {
        Trips.register(registry, Trips.classifier(Trips.logistic()));
        Trips.register(registry, Trips.classifier(Trips.factorisation()));
        Trips.promote(registry, 1);
    }

    private LiveModelBuilder<Trip, Label> builder() {
        return LiveModel.classification(SCHEMA, registry, Trips.MODEL, Trips.CHAMPION);
    }

    private LiveModel<Trip, Label> live() {
        return builder().observer(seen).build();
    }

    @Test
    void eachPredictionIsObservedWithTheVersionThatAnswered() {
        LiveModel<Trip, Label> live = live();

        live.predict(TRIPS.get(0));
        live.answer(TRIPS.get(1));
        live.switchTo(2, "better");
        live.score(TRIPS.get(2));

        assertThat(seen.all)
                .extracting(each -> each + " " + each.values.get("version"))
                .containsExactly(
                        "leeway.model.predict answered 1",
                        "leeway.model.predict answered 1",
                        "leeway.model.swap swapped 2",
                        "leeway.model.predict answered 2");
        assertThat(seen.all.get(0).values).containsEntry("model", "trips").containsEntry("alias", "champion");
    }

    @Test
    void manyRowsAreOneObservation() {
        LiveModel<Trip, Label> live = live();

        live.predictAll(TRIPS);
        live.scoreAll(TRIPS.subList(0, 4));

        assertThat(seen.all)
                .extracting(each -> each + " " + each.values.get("rows"))
                .containsExactly("leeway.model.predict.all answered 10", "leeway.model.predict.all answered 4");
    }

    @Test
    void theMonitorRecordsWithinThePrediction() {
        RecordedActivities activities = seen;
        LiveModel<Trip, Label> live = builder()
                .observer(seen)
                .recorder((trip, score) -> activities.observe(LiveModelObservations.SWAP, inner -> 0))
                .build();

        live.score(TRIPS.get(0));

        assertThat(seen.only(LiveModelObservations.SWAP).parent).isEqualTo("leeway.model.predict");
    }

    @Test
    @SuppressWarnings("NullAway")
    void aPredictionThatFailsIsReported() {
        LiveModel<Trip, Label> live = live();

        assertThatExceptionOfType(InvalidRowException.class).isThrownBy(() -> live.predict(null));

        assertThat(seen.all).singleElement().hasToString("leeway.model.predict failed");
        assertThat(seen.all.get(0).failure).isInstanceOf(InvalidRowException.class);
        assertThat(seen.all.get(0).values).containsEntry("model", "trips");
    }

    @Test
    void aSwapSaysWhatWasReplacedByWhatAndWhy() {
        live().switchTo(2, "better");

        assertThat(seen.only(LiveModelObservations.SWAP).values)
                .containsEntry("model", "trips")
                .containsEntry("alias", "champion")
                .containsEntry("cause", "switched")
                .containsEntry("from", "1")
                .containsEntry("version", "2")
                .containsEntry("reason", "better");
    }

    @Test
    void aSwapThatFailsIsReported() {
        LiveModel<Trip, Label> live = live();

        assertThatExceptionOfType(RegistryException.class).isThrownBy(() -> live.switchTo(7, "a slip of the pen"));

        assertThat(seen.all).singleElement().hasToString("leeway.model.swap failed");
        assertThat(seen.all.get(0).failure).isInstanceOf(RegistryException.class);
    }

    @Test
    void aRollbackIsOneSwapAndSaysSoIfThereIsNothingToGoBackTo() {
        LiveModel<Trip, Label> live = live();

        live.rollBack("a mistake");
        live.switchTo(2, "better");
        live.rollBack("worse after all");

        assertThat(seen.all)
                .extracting(each -> each + " " + each.values.get("cause") + " " + each.values.get("version"))
                .containsExactly(
                        "leeway.model.swap unchanged rolled_back 1",
                        "leeway.model.swap swapped switched 2",
                        "leeway.model.swap swapped rolled_back 1");
    }

    @Test
    void aRefreshIsObservedOnlyIfItFollowsTheAlias() {
        LiveModel<Trip, Label> live = live();

        live.refresh();
        assertThat(seen.all).isEmpty();
        Trips.promote(registry, 2);
        live.refresh();

        assertThat(seen.all).singleElement().hasToString("leeway.model.swap swapped");
        assertThat(seen.all.get(0).values).containsEntry("cause", "followed").containsEntry("version", "2");
    }

    @Test
    void theAnswersAreThoseWithoutAnObserver() {
        LiveModel<Trip, Label> observed = live();
        LiveModel<Trip, Label> plain = builder().build();

        assertThat(observed.scoreAll(TRIPS)).isEqualTo(plain.scoreAll(TRIPS));
        assertThat(TRIPS).allSatisfy(trip -> {
            assertThat(observed.score(trip)).isEqualTo(plain.score(trip));
            assertThat(observed.answer(trip)).isEqualTo(plain.answer(trip));
        });
    }
}
