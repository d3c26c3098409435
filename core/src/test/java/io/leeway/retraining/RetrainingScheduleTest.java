package io.leeway.retraining;

import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.retraining.RetrainingOutcome.Status;
import io.leeway.serving.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.classification.Label;

/** Looks that somebody else's scheduler takes; here it is cranked by hand. */
class RetrainingScheduleTest {
    private final ClosedLoop loop = new ClosedLoop();
    private final HandCranked scheduler = new HandCranked();
    private final List<Status> told = new ArrayList<>();

    private RetrainerBuilder<Delivery, Label> afterLabels(long count) {
        return loop.retrainer(RetrainingPolicy.named("p")
                        .when(newLabels().atLeast(count))
                        .build())
                .listener(outcome -> told.add(outcome.status()));
    }

    @Test
    void takesALookAfterEachDelay() {
        RetrainingSchedule schedule = afterLabels(100).build().start(scheduler, Duration.ofMinutes(5));

        assertThat(scheduler.first()).isEqualTo(Duration.ofMinutes(5));
        assertThat(scheduler.delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(told).isEmpty();
        scheduler.turn();
        loop.serve(100, 1);
        scheduler.turn();

        assertThat(told).containsExactly(Status.HELD, Status.PROMOTED);
        assertThat(schedule.isStopped()).isFalse();
    }

    @Test
    void looksOnceAnHourUnlessToldOtherwise() {
        afterLabels(100).build().start(scheduler);

        assertThat(scheduler.delay()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void takesNoFurtherLookOnceItIsStoppedAndLeavesTheSchedulerAsItIs() {
        RetrainingSchedule schedule = afterLabels(100).build().start(scheduler, Duration.ofMinutes(5));
        scheduler.turn();

        schedule.stop();

        assertThat(schedule.isStopped()).isTrue();
        assertThat(scheduler.turn()).isFalse();
        assertThat(told).containsExactly(Status.HELD);
        assertThat(scheduler.isShutdown()).isFalse();
    }

    @Test
    void closingStopsToo() {
        RetrainingSchedule schedule;
        try (RetrainingSchedule open = afterLabels(100).build().start(scheduler, Duration.ofMinutes(5))) {
            schedule = open;
        }

        assertThat(schedule.isStopped()).isTrue();
    }

    @Test
    void aFailedTrainingEndsNoLooks() {
        afterLabels(100).trainingData(now -> List.of()).build().start(scheduler, Duration.ofMinutes(5));
        loop.serve(100, 1);

        assertThat(scheduler.turn()).isTrue();
        assertThat(scheduler.turn()).isTrue();
        assertThat(told).containsExactly(Status.FAILED, Status.HELD);
    }

    @Test
    void whatAListenerThrowsEndsNoLooks() {
        RetrainingSchedule schedule = afterLabels(100)
                .listener(outcome -> {
                    told.add(outcome.status());
                    throw new IllegalStateException("nobody listens");
                })
                .build()
                .start(scheduler, Duration.ofMinutes(5));

        try (CapturedLog log = CapturedLog.ofPackage(Retrainer.class)) {
            assertThat(scheduler.turn()).isTrue();
            assertThat(scheduler.turn()).isTrue();
            assertThat(log.messages())
                    .hasSize(2)
                    .containsOnly("SEVERE a listener of the retrainer of deliveries threw");
        }
        assertThat(told).hasSize(2);
        assertThat(schedule.isStopped()).isFalse();
    }

    @Test
    void anErrorEndsTheLooksAndTheTrainingCounts() {
        Retrainer<Delivery, Label> retrainer = afterLabels(100)
                .trainingData(now -> {
                    throw new NoClassDefFoundError("a trainer that is not there");
                })
                .build();
        RetrainingSchedule schedule = retrainer.start(scheduler, Duration.ofMinutes(5));
        loop.serve(100, 1);

        try (CapturedLog log = CapturedLog.ofPackage(Retrainer.class)) {
            assertThat(scheduler.turn()).isFalse();
            assertThat(log.messages()).hasSize(1);
        }

        assertThat(schedule.isStopped()).isTrue();
        assertThat(retrainer.state().policy().trainings()).hasSize(1);
        assertThat(retrainer.tick().status()).isEqualTo(Status.HELD);
    }

    @Test
    void aDelayThatIsNotAboveZeroIsRefused() {
        Retrainer<Delivery, Label> retrainer = afterLabels(100).build();

        assertThatThrownBy(() -> retrainer.start(scheduler, Duration.ZERO))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("above zero, not PT0S");
        assertThatThrownBy(() -> retrainer.start(scheduler, Duration.ofSeconds(-1)))
                .isInstanceOf(PolicyException.class);
    }
}
