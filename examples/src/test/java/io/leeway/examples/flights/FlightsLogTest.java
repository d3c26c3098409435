package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.Adaptation;
import io.leeway.monitoring.report.Event;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.BacktestReport;
import io.leeway.retraining.BacktestResult;
import io.leeway.retraining.BacktestResult.Training;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backtest of the log says what the live loop did: the same trainings, and the same answers, with an adaptation and without. */
@Tag("year")
class FlightsLogTest {
    private static final int LAST_DAY = 58;

    @TempDir
    private Path trained;

    @Test
    void aBacktestTrainsAndAnswersAsTheLiveLoopDoes() {
        Year year = Flights2013.before(LAST_DAY, flight -> flight);
        RetrainingPolicy eager = RetrainingPolicy.named("eager")
                .when(age().atLeast(Duration.ofDays(9)))
                .or(metric("calibrationBias").magnitudeAbove(0.06))
                .cooldown(Duration.ofDays(7))
                .build();
        EventClock clock = new EventClock(Replay.lookOnDay(FlightsLoop.FIRST_DAY));
        Track alone = new Track("eager", year.size());
        Track adapted = new Track("adapted", year.size());
        new FlightsLoop(year, alone, MemoryRegistry.create(clock), clock, trained, 2013, Optional.of(eager))
                .adapted(adapted)
                .run(LAST_DAY, index -> {});
        List<Instant> trainings = alone.events().stream()
                .filter(event -> !event.label().startsWith("cooldown"))
                .map(Event::at)
                .toList();

        BacktestReport report = FlightsLog.backtest(
                        year, LAST_DAY, 2013, trainer -> new RememberedTrainer(trainer, trained))
                .build()
                .compare(List.of(
                        Strategy.of(eager).window(FlightsLoop.TRAINED_ON),
                        Strategy.at("adapted", trainings)
                                .window(FlightsLoop.TRAINED_ON)
                                .adapted(Adaptation.standard())));

        assertThat(report.result("eager").trainings())
                .extracting(Training::at)
                .isEqualTo(trainings)
                .hasSizeGreaterThan(1);
        for (Track track : List.of(alone, adapted)) {
            BacktestResult result = report.result(track.name());
            assertThat(result.trainings()).hasSize(track.trainings());
            for (int i = 0; i < year.size(); i++) {
                if (!Double.isNaN(track.score(i))) {
                    assertThat(result.answer(i)).isCloseTo(track.score(i), within(1e-12));
                }
            }
        }
    }

    @Test
    void whatWasRecordedOfPeersIsOfTheSameFlights() throws Exception {
        Year year = Flights2013.year();
        DailyLosses all = DailyLosses.of(
                year,
                List.of("any"),
                (name, flight) -> year.flight(flight).scheduled().isBefore(Replay.lookOnDay(FlightsLoop.FIRST_DAY))
                        ? Double.NaN
                        : 0.5);

        assertThat(DailyLosses.recorded()).isNotEmpty().allSatisfy(each -> assertThat(each.flights())
                .isEqualTo(all.flights()));
    }
}
