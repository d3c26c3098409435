package io.leeway.examples.observability;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.retraining.Conditions.age;

import io.leeway.adaptation.Adaptation;
import io.leeway.examples.flights.EventClock;
import io.leeway.examples.flights.Flight;
import io.leeway.examples.flights.Year;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.Alert;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.incident.sink.IncidentSinks;
import io.leeway.observation.Observer;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerMetrics;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.tribuo.classification.Label;

/**
 * A service that embeds the loop and binds all of its meters: it predicts flights in the order of departure, labels them
 * when they have landed, and evaluates its policy once a day. The clock is that of the flights.
 */
final class ObservedFlights {

    /** The name of the model, and of its monitor: the dashboards look for both by one name. */
    static final String MODEL = "flight-delay";

    private static final Instant START = Instant.parse("2013-02-15T05:00:00Z");
    private static final Duration TRAINED_ON = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);

    private final Year year;
    private final EventClock clock = new EventClock(START);
    private final LiveModel<Flight, Label> live;
    private final ModelMonitor<Flight> monitor;
    private final FeedbackLog<Flight> feedback;
    private final Retrainer<Flight, Label> retrainer;
    private final Queue<Flight> inTheAir = new PriorityQueue<>(Comparator.comparing(Flight::arrived));
    private int next;
    private Instant nextTick = START.plus(DAY);

    ObservedFlights(Year year, MeterRegistry meters) {
        this(year, meters, Observer.NONE, alert -> {});
    }

    ObservedFlights(Year year, MeterRegistry meters, Observer observer, Consumer<Alert> onAlert) {
        this.year = year;
        this.next = year.firstAtOrAfter(START);
        ModelRegistry registry = MemoryRegistry.create(clock);
        Pipeline<Flight, Label> pipeline = Pipeline.classification(MODEL, Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(logLoss().atMost(0.7))
                .register(registry)
                .clock(clock)
                .observer(observer)
                .build();
        PipelineRun<Flight, Label> first = pipeline.run(year.labelledAt(START, TRAINED_ON));
        pipeline.promote(first);
        monitor = ModelMonitor.of(Flight.SCHEMA)
                .name(MODEL)
                .reference(first.trainingProfile())
                .test(psi())
                .expect(expect("distance").between(0, 5_000))
                .window(1_000)
                .performanceOver(2_000)
                .clock(clock)
                .onAlert(onAlert)
                .tell(IncidentSinks.log())
                .observer(observer)
                .bindTo(meters)
                .build();
        feedback = FeedbackLog.of(Flight.SCHEMA).clock(clock).inMemory();
        live = LiveModel.classification(Flight.SCHEMA, registry, MODEL, "champion")
                .monitor(monitor)
                .feedback(feedback)
                .adaptation(Adaptation.standard())
                .clock(clock)
                .observer(observer)
                .build();
        retrainer = Retrainer.of(
                        pipeline,
                        RetrainingPolicy.named(MODEL)
                                .when(age().atLeast(Duration.ofDays(7)))
                                .build())
                .watch(monitor)
                .promoteTo(live)
                .trainingData(now -> year.labelledAt(now, TRAINED_ON))
                .clock(clock)
                .observer(observer)
                .build();
        LiveModelMetrics.of(live).bindTo(meters);
        RetrainerMetrics.of(retrainer).bindTo(meters);
    }

    /** Predicts the next flights, as far as the year goes; those that have landed meanwhile are labelled first. */
    void fly(int flights) {
        for (int i = 0; i < flights && next < year.size(); i++) {
            Flight flight = year.flight(next++);
            clock.moveTo(flight.scheduled());
            land(flight.scheduled());
            live.score(flight);
            inTheAir.add(flight);
            if (!clock.instant().isBefore(nextTick)) {
                nextTick = clock.instant().plus(DAY);
                retrainer.tick();
            }
        }
    }

    boolean isOver() {
        return next == year.size();
    }

    private void land(Instant now) {
        for (Flight landed = inTheAir.peek();
                landed != null && !landed.arrived().isAfter(now);
                landed = inTheAir.peek()) {
            inTheAir.remove();
            feedback.label(landed.id(), landed.late());
        }
    }

    LiveModel<Flight, Label> live() {
        return live;
    }
}
