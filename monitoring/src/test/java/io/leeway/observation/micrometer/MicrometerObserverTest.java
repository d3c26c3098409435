package io.leeway.observation.micrometer;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.leeway.observation.Activity;
import io.leeway.observation.Observer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrometerObserverTest {
    private static final Activity BAKE =
            Activity.of("kitchen.bake", "A cake is baked").tags("kind", "oven").details("eggs");

    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final Observer observer = MicrometerObserver.of(registry);

    @Test
    void anActivityIsAnObservationWithTagsOfLowAndDetailsOfHighCardinality() {
        String cake = observer.observe(BAKE, observed -> {
            observed.put("kind", "plum").put("eggs", 3).put(Activity.OUTCOME, "baked");
            return "cake";
        });

        assertThat(cake).isEqualTo("cake");
        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("kitchen.bake")
                .hasLowCardinalityKeyValue("kind", "plum")
                .hasLowCardinalityKeyValue("oven", "none")
                .hasLowCardinalityKeyValue("outcome", "baked")
                .hasHighCardinalityKeyValue("eggs", "3")
                .doesNotHaveError()
                .hasBeenStarted()
                .hasBeenStopped();
    }

    @Test
    void valuesThatAreKnownBeforeAreThereWhenTheObservationStarts() {
        List<String> kinds = new ArrayList<>();
        ObservationRegistry started = ObservationRegistry.create();
        started.observationConfig().observationHandler(new ObservationHandler<>() {
            @Override
            public void onStart(Observation.Context context) {
                kinds.add(context.getLowCardinalityKeyValues().toString());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });

        MicrometerObserver.of(started).observe(BAKE.with("kind", "plum"), observed -> "cake");

        assertThat(kinds).singleElement().asString().contains("keyValue(kind=plum)", "keyValue(oven=none)");
    }

    @Test
    void anExceptionIsAnErrorAndPassedOn() {
        assertThatIllegalStateException()
                .isThrownBy(() -> observer.observe(BAKE, observed -> {
                    throw new IllegalStateException("no oven");
                }));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "failed")
                .hasBeenStopped()
                .thenError()
                .hasMessage("no oven");
    }

    @Test
    void aFailureThatTheWorkHandlesIsAnErrorToo() {
        observer.observe(BAKE, observed -> observed.put(Activity.OUTCOME, "bought")
                .failed(new IllegalStateException("no oven")));

        assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "bought")
                .thenError()
                .hasMessage("no oven");
    }

    @Test
    void anActivityInsideAnotherIsItsChildAndCurrentWhileItRuns() {
        observer.observe(
                BAKE,
                outer -> observer.observe(Activity.of("kitchen.stir", "Dough is stirred"), inner -> {
                    assertThat(registry).hasRemainingCurrentObservation();
                    return inner;
                }));

        assertThat(registry)
                .hasObservationWithNameEqualTo("kitchen.stir")
                .that()
                .hasParentObservationContextMatching(parent -> "kitchen.bake".equals(parent.getName()));
        assertThat(registry).doesNotHaveAnyRemainingCurrentObservation();
    }

    @Test
    void aKeyThatTheActivityDoesNotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> observer.observe(BAKE, observed -> observed.put("flour", 1)))
                .withMessage("the activity kitchen.bake has no key \"flour\", but [kind, oven, outcome] and [eggs]");
    }

    @Test
    void theRegistryThatDoesNothingIsNoObserverAndOneWithoutHandlersObservesNothing() {
        assertThat(MicrometerObserver.of(ObservationRegistry.NOOP)).isSameAs(Observer.NONE);

        ObservationRegistry silent = ObservationRegistry.create();
        int result = MicrometerObserver.of(silent).observe(BAKE, observed -> {
            assertThat(silent.getCurrentObservation()).isNull();
            return 1;
        });
        assertThat(result).isEqualTo(1);
    }
}
