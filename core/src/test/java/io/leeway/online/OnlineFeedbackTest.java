package io.leeway.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.feedback.FeedbackLog;
import io.leeway.pipeline.Pipeline;
import io.leeway.serving.StepClock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnlineFeedbackTest {
    private static final List<Ride> RIDES = Ride.rides(1_000, 9);
    private static final int LATE = 25;

    private final StepClock clock = new StepClock(Ride.BEGIN);
    private final FeedbackLog<Ride> log =
            FeedbackLog.of(Ride.SCHEMA).clock(clock).inMemory();
    private final OnlineModel<Ride> following =
            Pipeline.online("rides", Ride.SCHEMA).build();
    private final OnlineModel<Ride> listening =
            Pipeline.online("rides", Ride.SCHEMA).build();

    private Instant at(int minute) {
        return Ride.BEGIN.plusSeconds(60L * minute);
    }

    /** A ride each minute; its label comes 25 minutes later, just before the ride of that minute. */
    private void live(int from, int to) {
        for (int i = from; i < to; i++) {
            clock.set(at(i));
            if (i >= LATE) {
                log.label(i - LATE, RIDES.get(i - LATE).late());
                listening.label(i - LATE, RIDES.get(i - LATE).late());
            }
            log.record(RIDES.get(i), 0.5, 1);
            listening.predict(RIDES.get(i));
        }
    }

    @Test
    void followingALogTeachesWhatListeningTaught() {
        live(0, 1_000);

        assertThat(following.follow(log, at(1_000))).isEqualTo(1_000 - LATE);

        assertThat(following.standing()).isEqualTo(listening.standing());
        assertThat(following.score(RIDES.get(0))).isEqualTo(listening.score(RIDES.get(0)));
        assertThat(following.standing().outstanding()).isEqualTo(LATE);
    }

    @Test
    void theNextCallContinuesWhereTheLastOneEndedAlsoAfterARestart() {
        OnlineModel<Ride> restarted = following;
        long labels = 0;
        for (int hour = 0; hour < 10; hour++) {
            live(100 * hour, 100 * hour + 100);
            labels += restarted.follow(log, clock.instant());
            restarted = Pipeline.online("rides", Ride.SCHEMA).restore(restarted.toBytes());
        }

        assertThat(labels).isEqualTo(1_000 - LATE);
        assertThat(restarted.follow(log, clock.instant())).isZero();
        assertThat(restarted.standing()).isEqualTo(listening.standing());
        assertThat(restarted.score(RIDES.get(0))).isEqualTo(listening.score(RIDES.get(0)));
    }

    @Test
    void whatCameAfterTheMomentIsForTheNextCall() {
        live(0, 500);

        assertThat(following.follow(log, at(99))).isEqualTo(100 - LATE);
        assertThat(following.follow(log, at(199))).isEqualTo(100);
    }

    @Test
    void anIdThatTheLogHasTwiceIsCounted() {
        live(0, 10);
        log.record(RIDES.get(20).withId(3), 0.5, 1);

        following.follow(log, at(100));

        assertThat(following.standing().repeatedIds()).isEqualTo(1);
        assertThat(following.standing().outstanding()).isEqualTo(10);
    }
}
