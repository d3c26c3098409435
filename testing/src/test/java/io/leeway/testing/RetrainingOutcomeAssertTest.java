package io.leeway.testing;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.testing.LeewayAssertions.assertThat;
import static io.leeway.testing.LeewayAssertions.assertThatThrownBy;
import static io.leeway.testing.LeewayAssertions.catchThrowableOfType;

import io.leeway.evaluation.Gates;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.pipeline.Pipeline;
import io.leeway.registry.ModelRegistry;
import io.leeway.retraining.Decision.Reason;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.LiveModel;
import io.leeway.testing.Trips.Trip;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;
import org.tribuo.classification.Label;

@ExtendWith(LeewayExtension.class)
class RetrainingOutcomeAssertTest {
    private final RetrainingPolicy weekly = RetrainingPolicy.named("weekly")
            .when(age().atLeast(Duration.ofDays(7)))
            .build();
    private final ModelRegistry registry;
    private final TestClock clock;
    private List<Trip> known = Trips.calm(2_000, 2);

    RetrainingOutcomeAssertTest(ModelRegistry registry, TestClock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    private Pipeline<Trip, Label> pipeline() {
        return Trips.pipeline()
                .gate(Gates.rocAuc().atLeast(0.8))
                .register(registry)
                .clock(clock)
                .build();
    }

    @BeforeEach
    void aFirstChampion() {
        pipeline().promote(pipeline().run(Trips.calm(2_000, 1)));
    }

    private RetrainingOutcome<Trip, Label> lookAfter(Duration age) {
        LiveModel<Trip, Label> live = LiveModel.classification(Trips.SCHEMA, registry, "trips", "champion")
                .clock(clock)
                .build();
        Retrainer<Trip, Label> retrainer = Retrainer.of(pipeline(), weekly)
                .watch(ModelMonitor.of(Trips.SCHEMA).clock(clock).build())
                .promoteTo(live)
                .trainingData(now -> known)
                .clock(clock)
                .build();
        clock.advance(age);
        return retrainer.tick();
    }

    @Test
    void aLookThatHoldsSaysWhy() {
        assertThat(lookAfter(Duration.ofDays(2)))
                .isHeld()
                .hasChampion(1)
                .says("age")
                .decision()
                .isBecause(Reason.NONE_MET);
    }

    @Test
    void aLookThatPromotesLeadsToItsTraining() {
        assertThat(lookAfter(Duration.ofDays(8)))
                .isPromoted()
                .hasChampion(2)
                .run()
                .isWonBy("logistic");
    }

    @Test
    void aLookWhoseChallengerIsHeldBackIsRejected() {
        known = known.stream().map(trip -> new Trip(1, 1, "AA", 1, trip.late())).toList();

        assertThat(lookAfter(Duration.ofDays(8)))
                .isRejected()
                .hasChampion(1)
                .run()
                .wasRejectedBecause("rocAuc");
    }

    @Test
    void aFailureShowsTheDecisionAndTheTraining() {
        RetrainingOutcome<Trip, Label> promoted = lookAfter(Duration.ofDays(8));

        assertThatThrownBy(() -> assertThat(promoted).as("a busy week").isHeld())
                .hasMessageStartingWith("[a busy week] ")
                .hasMessageContainingAll("HELD", "PROMOTED", "weekly: ", "age", "trips: PROMOTABLE", "rocAuc");
        assertThatThrownBy(() -> assertThat(promoted).hasChampion(1)).hasMessageContaining("version 2 answers");
        assertThatThrownBy(() -> assertThat(promoted).says("drift"))
                .hasMessageContainingAll("a sentence with \"drift\"", "champion's age");
    }

    @Test
    void aTrainingThatFailedShowsItsException() {
        known = List.of();

        RetrainingOutcome<Trip, Label> failed = lookAfter(Duration.ofDays(8));

        assertThat(failed).hasStatus(Status.FAILED);
        AssertionFailedError error = catchThrowableOfType(
                AssertionFailedError.class, () -> assertThat(failed).isPromoted());
        assertThat(error.getSuppressed()).containsExactly(failed.failure().orElseThrow());
        assertThatThrownBy(() -> assertThat(failed).run()).hasMessageContaining("nothing was trained");
    }
}
