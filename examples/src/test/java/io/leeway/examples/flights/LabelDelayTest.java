package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.report.Event;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.RetrainingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A label becomes known when the flight has arrived; nothing that is decided before may depend on it. */
@Tag("year")
class LabelDelayTest {

    private static final int LAST_DAY = 66;

    /** In the middle of a day, when more than a hundred flights are in the air. */
    private static final Instant MOMENT = Replay.lookOnDay(57).plus(Duration.ofHours(10));

    @TempDir
    private Path trained;

    @Test
    void trainingRowsAreExactlyThoseOfTheWindowWhoseLabelIsKnown() {
        Year year = Flights2013.year();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            Instant now = Replay.lookOnDay(60 + random.nextInt(300)).plusSeconds(random.nextInt(86_400));
            Duration window = Duration.ofDays(1 + random.nextInt(60));
            List<Long> expected = IntStream.range(0, year.size())
                    .mapToObj(year::flight)
                    .filter(flight -> !flight.scheduled().isBefore(now.minus(window)))
                    .filter(flight -> flight.scheduled().isBefore(now))
                    .filter(flight -> !flight.arrived().isAfter(now))
                    .map(Flight::id)
                    .toList();

            assertThat(year.labelledAt(now, window).toList())
                    .extracting(Flight::id)
                    .isEqualTo(expected)
                    .isNotEmpty();
        }
    }

    @Test
    void theReplayTellsEachDepartureAndEachLabelOnceAtItsOwnMoment() {
        Year year = Flights2013.before(62, flight -> flight);
        EventClock clock = new EventClock(Replay.lookOnDay(60));
        int[] departures = new int[year.size()];
        int[] labels = new int[year.size()];
        int[] looks = new int[1];
        new Replay(year, clock).run(60, 62, new Replay.Listener() {
            @Override
            public void departure(int index) {
                departures[index]++;
                assertThat(clock.instant()).isEqualTo(year.flight(index).scheduled());
                assertThat(labels[index]).isZero();
            }

            @Override
            public void arrival(int index) {
                labels[index]++;
                Instant arrived = year.flight(index).arrived();
                Instant start = Replay.lookOnDay(60);
                assertThat(clock.instant()).isEqualTo(arrived.isBefore(start) ? start : arrived);
            }

            @Override
            public void look(Instant now) {
                looks[0]++;
                assertThat(clock.instant()).isEqualTo(now);
            }
        });

        assertThat(looks[0]).isEqualTo(2);
        for (int i = 0; i < year.size(); i++) {
            Flight flight = year.flight(i);
            boolean departs = !flight.scheduled().isBefore(Replay.lookOnDay(60));
            boolean arrives = flight.arrived().isBefore(Replay.lookOnDay(62));
            assertThat(departures[i]).as("departures of flight %d", flight.id()).isEqualTo(departs ? 1 : 0);
            assertThat(labels[i]).as("labels of flight %d", flight.id()).isEqualTo(arrives ? 1 : 0);
        }
    }

    @Test
    void nothingThatHappensBeforeAMomentChangesWhenEveryLabelThatIsThenUnknownTurnsOutOtherwise() {
        Life asItWas = live(Flights2013.before(LAST_DAY, flight -> flight));
        Life otherwise = live(Flights2013.before(
                LAST_DAY,
                flight -> flight.arrived().isAfter(MOMENT) ? Flights2013.withLabel(flight, !flight.late()) : flight));

        assertThat(otherwise.scores(MOMENT)).containsExactly(asItWas.scores(MOMENT));
        assertThat(otherwise.events(MOMENT)).isEqualTo(asItWas.events(MOMENT)).hasSizeGreaterThan(2);
        assertThat(otherwise.windows(MOMENT)).isEqualTo(asItWas.windows(MOMENT)).hasSizeGreaterThan(10);
        assertThat(otherwise.versions(MOMENT))
                .isEqualTo(asItWas.versions(MOMENT))
                .hasSizeGreaterThan(2);
        // Afterwards the labels do matter: a comparison that could not fail would prove nothing.
        Instant end = Replay.lookOnDay(LAST_DAY);
        assertThat(otherwise.events(end)).isNotEqualTo(asItWas.events(end));
        assertThat(otherwise.windows(end)).isNotEqualTo(asItWas.windows(end));
        assertThat(otherwise.versions(end)).isNotEqualTo(asItWas.versions(end));
    }

    private Life live(Year year) {
        // Both reasons read labels: the metric at each look, the age by the trainings it leads to.
        RetrainingPolicy eager = RetrainingPolicy.named("eager")
                .when(age().atLeast(Duration.ofDays(7)))
                .or(metric("calibrationBias").magnitudeAbove(0.1))
                .cooldown(Duration.ofDays(2))
                .build();
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        MemoryRegistry registry = MemoryRegistry.create(clock);
        Track track = new Track("eager", year.size());
        FlightsLoop loop = new FlightsLoop(year, track, registry, clock, trained, 2013, Optional.of(eager));
        loop.run(LAST_DAY, index -> {});
        return new Life(year, track, loop.monitor().history(), registry.versions(FlightsLoop.MODEL));
    }

    /** What one run left behind. */
    private record Life(Year year, Track track, List<MonitoringSnapshot> windows, List<ModelVersion> versions) {

        double[] scores(Instant until) {
            return IntStream.range(0, year.size())
                    .filter(i -> !year.flight(i).scheduled().isAfter(until))
                    .mapToDouble(track::score)
                    .toArray();
        }

        List<Event> events(Instant until) {
            return track.events().stream()
                    .filter(event -> !event.at().isAfter(until))
                    .toList();
        }

        List<String> windows(Instant until) {
            return windows.stream()
                    .filter(window -> !window.to().isAfter(until))
                    .map(window -> window + " " + window.metrics() + window.alerts())
                    .toList();
        }

        List<ModelVersion> versions(Instant until) {
            return versions.stream()
                    .filter(version -> !version.created().isAfter(until))
                    .toList();
        }
    }
}
