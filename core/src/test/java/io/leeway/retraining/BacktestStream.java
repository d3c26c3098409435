package io.leeway.retraining;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;

import io.leeway.evaluation.Gate;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Scaling;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.serving.StepClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.tribuo.classification.Label;

/** Deliveries of some days in a feedback log: one in four minutes, each labelled after a delay; at some time the effect of the distance turns. */
final class BacktestStream {
    static final int A_DAY = 360;
    static final Duration STEP = Duration.ofMinutes(4);

    private BacktestStream() {}

    static Instant day(double day) {
        return Deliveries.START.plus(Duration.ofMinutes(Math.round(day * 24 * 60)));
    }

    /** The deliveries of days from 0; from the turn on, distance makes early what it made late. */
    static List<Delivery> deliveries(int days, int turn) {
        List<Delivery> all = new ArrayList<>();
        for (int i = 0; i < days * A_DAY; i++) {
            Delivery row = Deliveries.from(i, 1, i < turn * A_DAY ? 1 : -1).get(0);
            all.add(new Delivery(
                    i,
                    Deliveries.START.plus(STEP.multipliedBy(i)),
                    row.distance(),
                    row.load(),
                    row.depot(),
                    row.late()));
        }
        return all;
    }

    /** What a log knows in the end, in which each label came after a delay. */
    static List<FeedbackEntry<Delivery>> log(List<Delivery> rows, Duration delay) {
        return log(rows, delay, row -> false);
    }

    /** As {@link #log(List, Duration)}, but the labels of some rows turn out otherwise. */
    static List<FeedbackEntry<Delivery>> log(List<Delivery> rows, Duration delay, Predicate<Delivery> otherwise) {
        record Event(Instant at, int kind, Delivery row) {}
        List<Event> events = new ArrayList<>();
        for (Delivery row : rows) {
            events.add(new Event(row.at(), 1, row));
            events.add(new Event(row.at().plus(delay), 0, row));
        }
        events.sort(Comparator.comparing(Event::at).thenComparing(Event::kind));
        StepClock clock = new StepClock(Deliveries.START);
        FeedbackLog<Delivery> log =
                FeedbackLog.of(Deliveries.SCHEMA).clock(clock).inMemory();
        for (Event event : events) {
            clock.set(event.at());
            Delivery row = event.row();
            if (event.kind() == 1) {
                log.record(row, 0.5, 1);
            } else {
                log.label(row.id(), row.late() != otherwise.test(row));
            }
        }
        List<FeedbackEntry<Delivery>> entries = new ArrayList<>();
        log.entries(clock.instant()).forEach(entries::add);
        return entries;
    }

    static Pipeline<Delivery, Label> pipeline(ModelRegistry registry, Clock clock) {
        return pipeline(registry, clock, notWorse(0.05).than("champion").on(logLoss()));
    }

    static Pipeline<Delivery, Label> pipeline(ModelRegistry registry, Clock clock, Gate gate) {
        return Pipeline.classification("lateness", Deliveries.SCHEMA)
                .candidate("logistic", seed -> Trainers.logisticRegression(seed, 3, 0.1), Scaling.STANDARDIZED)
                .gate(gate)
                .refitOnAllRows(true)
                .register(registry)
                .clock(clock)
                .seed(7)
                .build();
    }
}
