package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.performance.LabelCounts;
import io.leeway.monitoring.performance.LabelledRows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of labels: late, early, twice, out of order, never. Trips have ids from 0 and are a second apart. */
class MonitorLabelsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Trip> TRIPS = Trip.from(START, 300, 7);

    private static ModelMonitorBuilder<Trip> builder() {
        return ModelMonitor.of(Trip.SCHEMA)
                .clock(Clock.fixed(START, ZoneOffset.UTC))
                .window(50);
    }

    private static void record(ModelMonitor<Trip> monitor, int from, int to) {
        TRIPS.subList(from, to).forEach(trip -> monitor.record(trip, trip.score()));
    }

    @Test
    void aLabelThatComesWindowsLaterIsJoined() {
        ModelMonitor<Trip> monitor = builder().build();
        record(monitor, 0, 300);
        monitor.label(3, true, START.plusSeconds(1_000));
        LabelledRows rows = monitor.performance().newest(1);
        assertThat(rows.predictions()).containsExactly(TRIPS.get(3).score());
        assertThat(rows.predictedMillis()).containsExactly(TRIPS.get(3).millis());
        assertThat(rows.labelledMillis())
                .containsExactly(START.plusSeconds(1_000).toEpochMilli());
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(300, 1, 0, 0, 0, 299));
    }

    @Test
    void labelsInAnyOrderMeetTheirOwnPredictions() {
        ModelMonitor<Trip> monitor = builder().build();
        record(monitor, 0, 300);
        for (int i = 299; i >= 0; i--) {
            monitor.label(i, TRIPS.get(i).late());
        }
        LabelledRows rows = monitor.performance().newest(300);
        for (int i = 0; i < 300; i++) {
            assertThat(rows.predictions()[i]).isEqualTo(TRIPS.get(299 - i).score());
            assertThat(rows.positives()[i]).isEqualTo(TRIPS.get(299 - i).late());
        }
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(300, 300, 0, 0, 0, 0));
    }

    @Test
    void theFirstOfTwoLabelsCountsAndTheSecondIsUnknown() {
        ModelMonitor<Trip> monitor = builder().build();
        record(monitor, 0, 10);
        monitor.label(4, true);
        monitor.label(4, false);
        assertThat(monitor.performance().newest(10).actuals()).containsExactly(1);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(10, 1, 1, 0, 0, 9));
    }

    @Test
    void aLabelBeforeItsPredictionIsUnknownAndThePredictionGoesOnWaiting() {
        ModelMonitor<Trip> monitor = builder().build();
        monitor.label(4, true);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(0, 0, 1, 0, 0, 0));
        record(monitor, 0, 10);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(10, 0, 1, 0, 0, 10));
    }

    @Test
    void aPredictionWhoseLabelNeverComesIsGivenUpByAge() {
        ModelMonitor<Trip> monitor =
                builder().labelsExpireAfter(Duration.ofSeconds(60)).build();
        record(monitor, 0, 300);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(300, 0, 0, 0, 239, 61));
        monitor.label(238, true);
        monitor.label(239, true);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(300, 1, 1, 0, 239, 60));
    }

    @Test
    void aPredictionWhoseLabelNeverComesIsGivenUpForWantOfRoom() {
        ModelMonitor<Trip> monitor = builder().labelsWaiting(100).build();
        record(monitor, 0, 300);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(300, 0, 0, 0, 200, 100));
        assertThat(monitor.performance().size()).isZero();
    }

    @Test
    void aRowPredictedAgainIsMeasuredByItsNewerPrediction() {
        ModelMonitor<Trip> monitor = builder().build();
        monitor.record(TRIPS.get(5), 0.25);
        monitor.record(TRIPS.get(5), 0.75);
        monitor.label(5, true);
        assertThat(monitor.performance().newest(10).predictions()).containsExactly(0.75);
        assertThat(monitor.labels()).isEqualTo(new LabelCounts(2, 1, 0, 1, 0, 0));
    }
}
