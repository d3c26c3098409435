package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.feedback.FeedbackLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that are dated further ahead than can be. */
class MonitorRowTimesTest {
    private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");
    private static final Instant FAR = Instant.parse("2126-03-03T00:00:00Z");

    private static ModelMonitorBuilder<Trip> monitor() {
        return ModelMonitor.of(Trip.SCHEMA)
                .window(Duration.ofHours(1))
                .clock(Clock.fixed(START.plus(Duration.ofHours(2)), ZoneOffset.UTC));
    }

    /** Three hours, a row a second, of which one is dated far ahead. */
    private static List<Trip> tripsWithOneFarAhead(int wrong) {
        List<Trip> trips = new ArrayList<>(Trip.from(START, 10_800, 1));
        trips.set(wrong, Trip.from(FAR, 1, 7).get(0));
        return trips;
    }

    @Test
    void aRowDatedFarAheadEndsNoWindowAndIsCountedInTheOpenOne() {
        ModelMonitor<Trip> monitor = monitor().build();

        tripsWithOneFarAhead(4_000).forEach(trip -> monitor.record(trip, trip.score()));
        monitor.flush();

        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(3_600L, 3_600L, 3_600L);
        assertThat(monitor.history()).extracting(MonitoringSnapshot::aheadRows).containsExactly(0L, 1L, 0L);
        assertThat(monitor.history())
                .allSatisfy(window -> assertThat(window.lateRows()).isZero());
        assertThat(monitor.totals().ahead).hasValue(1);
    }

    @Test
    void theFirstRowMayBeTheWrongOne() {
        ModelMonitor<Trip> monitor = monitor()
                .clock(Clock.fixed(START.plusSeconds(5), ZoneOffset.UTC))
                .build();

        tripsWithOneFarAhead(0).forEach(trip -> monitor.record(trip, trip.score()));

        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(3_600L, 3_600L);
        assertThat(monitor.history().get(0).aheadRows()).isEqualTo(1);
    }

    @Test
    void aWindowOfRowsDoesNotEndInTheFarFutureAndCostsNoBudgetOfIt() {
        ModelMonitor<Trip> monitor = monitor().window(3_600).build();

        tripsWithOneFarAhead(100).forEach(trip -> monitor.record(trip, trip.score()));

        MonitoringSnapshot first = monitor.history().get(0);
        assertThat(first.aheadRows()).isEqualTo(1);
        assertThat(first.to()).isBefore(START.plus(Duration.ofHours(3)));
    }

    @Test
    void aRowDatedFarAheadLetsNoPredictionExpire() {
        ModelMonitor<Trip> monitor =
                monitor().labelsExpireAfter(Duration.ofHours(4)).build();
        List<Trip> trips = tripsWithOneFarAhead(1_000);

        trips.forEach(trip -> monitor.record(trip, trip.score()));

        assertThat(monitor.labels().expired()).isZero();
    }

    @Test
    void howFarAheadRowsMayBeIsAnOption() {
        ModelMonitor<Trip> strict = monitor().rowsAhead(Duration.ZERO).build();
        ModelMonitor<Trip> open = monitor().rowsAhead(Duration.ofDays(40_000)).build();
        List<Trip> trips = tripsWithOneFarAhead(4_000);

        trips.forEach(trip -> strict.record(trip, trip.score()));
        trips.forEach(trip -> open.record(trip, trip.score()));
        strict.flush();

        // The clock stands at two hours: the third hour is ahead of it.
        assertThat(strict.snapshot().aheadRows()).isEqualTo(3_599);
        assertThat(open.snapshot().number()).isEqualTo(2);
        assertThat(open.totals().ahead).hasValue(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().rowsAhead(Duration.ofMillis(-1)))
                .withMessageContaining("give zero or more");
    }

    @Test
    void whereALogIsFollowedARowIsAheadOfTheTimeAtWhichItWasRecorded() {
        Clock then = Clock.fixed(START.plus(Duration.ofHours(2)), ZoneOffset.UTC);
        FeedbackLog<Trip> log = FeedbackLog.of(Trip.SCHEMA).clock(then).inMemory();
        ModelMonitor<Trip> monitor = ModelMonitor.of(Trip.SCHEMA)
                .window(Duration.ofHours(1))
                .clock(Clock.fixed(FAR.plus(Duration.ofDays(9)), ZoneOffset.UTC))
                .build();
        monitor.resume(log);

        tripsWithOneFarAhead(4_000).forEach(trip -> log.record(trip, trip.score(), 1));
        monitor.flush();

        assertThat(monitor.history()).extracting(MonitoringSnapshot::aheadRows).containsExactly(0L, 1L, 0L);
    }
}
