package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.ExpertStanding;
import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Rides.Ride;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** The meters say which expert is trusted, and what that is worth. */
class LiveAdaptationMetricsTest {
    private final MemoryRegistry registry = MemoryRegistry.create();
    private final FeedbackLog<Ride> feedback = FeedbackLog.inMemory(Rides.SCHEMA);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private LiveModelBuilder<Ride, Label> champion() {
        register(registry, Trips.classifier(Trips.standardised(Trips.logistic())));
        promote(registry, 1);
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION).feedback(feedback);
    }

    @Test
    void weightsGainAndLabelsFollowTheAdaptation() {
        LiveModel<Ride, Label> live = champion()
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .build();
        LiveModelMetrics.of(live).bindTo(meters);
        for (Ride ride : Rides.make(300, 7, 0)) {
            live.answer(ride);
            if (ride.id() < 200) {
                feedback.label(ride.id(), ride.late());
            }
        }

        AdaptationStanding standing = live.adaptation().orElseThrow();
        for (ExpertStanding expert : standing.experts()) {
            assertThat(meters.get(LiveModelMetrics.ADAPTATION_WEIGHT)
                            .tag("expert", expert.name())
                            .gauge()
                            .value())
                    .isEqualTo(expert.weight());
        }
        assertThat(meters.get(LiveModelMetrics.ADAPTATION_GAIN).gauge().value())
                .isCloseTo((standing.champion().loss() - standing.loss()) / 200, within(1e-12));
        assertThat(meters.get(LiveModelMetrics.ADAPTATION_WAITING).gauge().value())
                .isEqualTo(100);
        assertThat(meters.get(LiveModelMetrics.ADAPTATION_LABELS)
                        .functionCounter()
                        .count())
                .isEqualTo(200);
    }

    @Test
    void withoutAnAdaptationThereAreNone() {
        LiveModelMetrics.of(champion().build()).bindTo(meters);

        assertThat(meters.find(LiveModelMetrics.ADAPTATION_WEIGHT).gauges()).isEmpty();
        assertThat(meters.find(LiveModelMetrics.ADAPTATION_GAIN).gauge()).isNull();
    }
}
