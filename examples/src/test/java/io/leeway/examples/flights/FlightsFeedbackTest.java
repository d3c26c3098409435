package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.data.Rows;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackLogBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The year of flights in a feedback log: a moment knows exactly the flights and labels that were known at it. */
class FlightsFeedbackTest {

    /** Stored sizes: the flights have 23 columns. */
    private static final double MOST_BYTES_A_ROW = 74;

    private static final double MOST_BYTES_A_LABELLED_ROW = 85;

    @TempDir
    private Path folder;

    private final EventClock clock = new EventClock(Instant.EPOCH);

    private FeedbackLogBuilder<Flight> builder() {
        return FeedbackLog.of(Flight.SCHEMA).clock(clock);
    }

    /** Records each flight at its departure, with a wrong response, and gives each label at the arrival. */
    private void replay(Year year, FeedbackLog<Flight> log, UnaryOperator<Flight> labelled) {
        int arrivals = 0;
        for (int i = 0; i < year.size(); i++) {
            Flight flight = year.flight(i);
            arrivals = arrive(
                    year, log, arrivals, year.arrivedBy(flight.scheduled().minusMillis(1)), labelled);
            moveTo(flight.scheduled());
            log.record(Flights2013.withLabel(flight, !flight.late()), 0.25, 1);
        }
        arrive(year, log, arrivals, year.size(), labelled);
    }

    private int arrive(Year year, FeedbackLog<Flight> log, int from, int to, UnaryOperator<Flight> labelled) {
        for (int rank = from; rank < to; rank++) {
            Flight flight = labelled.apply(year.flight(year.arrival(rank)));
            moveTo(flight.arrived());
            log.label(flight.id(), flight.late());
        }
        return Math.max(from, to);
    }

    private void moveTo(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            clock.moveTo(instant);
        }
    }

    @Test
    void aMomentOfTheYearKnowsExactlyWhatTheExampleKnewThen() {
        Year year = Flights2013.year();
        try (FeedbackLog<Flight> log = builder().open(folder)) {
            replay(year, log, flight -> flight);
            assertThat(log.counts().labelled()).isEqualTo(year.size());
            assertThat((double) log.counts().bytes() / year.size()).isLessThan(MOST_BYTES_A_LABELLED_ROW);
        }
        try (FeedbackLog<Flight> log = builder().open(folder)) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < 5; i++) {
                Instant now = Replay.lookOnDay(60 + random.nextInt(300)).plusSeconds(random.nextInt(86_400));
                Duration window = Duration.ofDays(1 + random.nextInt(60));

                assertThat(log.labelledAt(now, window).toList())
                        .isEqualTo(year.labelledAt(now, window).toList())
                        .isNotEmpty();
            }
        }
    }

    @Test
    void nothingThatAMomentKnowsChangesWhenEveryLabelThatIsThenUnknownTurnsOutOtherwise() {
        Year year = Flights2013.before(30, flight -> flight);
        Instant moment = Replay.lookOnDay(20).plus(Duration.ofHours(10));
        FeedbackLog<Flight> asItWas = builder().inMemory();
        replay(year, asItWas, flight -> flight);
        FlightsFeedbackTest other = new FlightsFeedbackTest();
        FeedbackLog<Flight> otherwise = other.builder().inMemory();
        other.replay(
                year,
                otherwise,
                flight -> flight.arrived().isAfter(moment) ? Flights2013.withLabel(flight, !flight.late()) : flight);

        Rows<Flight> known = asItWas.labelledAt(moment);
        assertThat(otherwise.labelledAt(moment).toList())
                .isEqualTo(known.toList())
                .hasSizeGreaterThan(10_000);
        // Afterwards they differ: a comparison that could not fail would prove nothing.
        Instant end = Replay.lookOnDay(30);
        assertThat(otherwise.labelledAt(end).toList())
                .isNotEqualTo(asItWas.labelledAt(end).toList());
    }

    @Test
    void aFlightTakesAboutItsInformationsSize() {
        Year year = Flights2013.year();
        FeedbackLog<Flight> log = builder().inMemory();
        for (int i = 0; i < year.size(); i++) {
            moveTo(year.flight(i).scheduled());
            log.record(year.flight(i), 0.1 + 0.8 * i / year.size(), 1);
        }

        assertThat((double) log.counts().bytes() / year.size()).isLessThan(MOST_BYTES_A_ROW);
        List<Flight> back = new java.util.ArrayList<>();
        log.entries(clock.instant()).forEach(entry -> back.add(entry.row()));
        assertThat(back).hasSize(year.size());
        for (int i = 0; i < year.size(); i++) {
            assertThat(back.get(i)).isEqualTo(year.flight(i));
        }
    }
}
