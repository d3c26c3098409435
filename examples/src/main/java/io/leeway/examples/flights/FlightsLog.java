package io.leeway.examples.flights;

import static io.leeway.retraining.Conditions.age;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.retraining.PolicyBacktest;
import io.leeway.retraining.RetrainingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/** The flights as a service would have recorded them, each at its departure and its label at its arrival, and backtests on that. */
final class FlightsLog {

    private FlightsLog() {}

    /** What a log knows after the year. */
    static Iterable<FeedbackEntry<Flight>> of(Year year) {
        EventClock clock = new EventClock(Instant.EPOCH);
        FeedbackLog<Flight> log = FeedbackLog.of(Flight.SCHEMA).clock(clock).inMemory();
        int arrival = 0;
        for (int i = 0; i < year.size(); i++) {
            Flight flight = year.flight(i);
            arrival = tell(year, arrival, flight.scheduled(), log, clock);
            clock.moveTo(flight.scheduled());
            // Of answers that nobody gave, a number must stand here; a backtest does not read it.
            log.record(flight, 0.5, 0);
        }
        tell(year, arrival, Instant.MAX, log, clock);
        return log.entries(clock.instant());
    }

    private static int tell(Year year, int from, Instant until, FeedbackLog<Flight> log, EventClock clock) {
        int arrival = from;
        while (arrival < year.size()) {
            Flight flight = year.flight(year.arrival(arrival));
            if (flight.arrived().isAfter(until)) {
                break;
            }
            if (flight.arrived().isAfter(clock.instant())) {
                clock.moveTo(flight.arrived());
            }
            log.label(flight.id(), flight.late());
            arrival++;
        }
        return arrival;
    }

    /**
     * A backtest of the example's own pipeline, from the first champion's day to another; policies see what the example's monitor says, whose
     * windows end at midnight.
     *
     * @param as what becomes of each trainer
     */
    static PolicyBacktest.Builder<Flight> backtest(
            Year year, int lastDay, long seed, UnaryOperator<Trainer<Label>> as) {
        return PolicyBacktest.of(of(year), (registry, clock) -> FlightsLoop.pipeline(registry, clock, seed, as))
                .between(Replay.lookOnDay(FlightsLoop.FIRST_DAY), Replay.lookOnDay(lastDay))
                .every(Duration.ofDays(1))
                .metricsEvery(Duration.ofDays(1))
                .zone(Replay.NEW_YORK);
    }

    /** Retrains whenever the champion is so many days old. */
    static RetrainingPolicy every(int days, String name) {
        return RetrainingPolicy.named(name)
                .when(age().atLeast(Duration.ofDays(days)))
                .cooldown(Duration.ofDays(days))
                .build();
    }
}
