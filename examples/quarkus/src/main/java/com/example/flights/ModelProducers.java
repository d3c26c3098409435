package com.example.flights;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.retraining.Conditions.newLabels;

import io.leeway.data.Rows;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerMetrics;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import org.tribuo.classification.Label;

/** Puts Leeway together. Quarkus disposes of it after the last request was answered. */
class ModelProducers {

    @Produces
    @Singleton
    ModelRegistry registry(ModelSettings model) {
        return FileRegistry.open(model.folder().resolve("models"));
    }

    void close(@Disposes ModelRegistry registry) {
        registry.close();
    }

    /** An outcome that comes before its flight is refused, because nobody has asked about the flight. */
    @Produces
    @Singleton
    FeedbackLog<Flight> feedback(ModelSettings model) {
        return FeedbackLog.of(Flight.SCHEMA).earlyLabels(0).open(model.folder().resolve("flights"));
    }

    void close(@Disposes FeedbackLog<Flight> feedback) {
        feedback.close();
    }

    @Produces
    @Singleton
    KnownFlights knownFlights(ModelSettings model, FeedbackLog<Flight> feedback) {
        return new KnownFlights(Rows.csv(model.history(), Flight.class).toList(), feedback);
    }

    @Produces
    @Singleton
    Pipeline<Flight, Label> pipeline(ModelSettings model, ModelRegistry registry, KnownFlights flights) {
        Pipeline<Flight, Label> pipeline = Pipeline.classification(model.name(), Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(logLoss().atMost(0.7), notWorse(0.1).than(model.alias()).on(logLoss()))
                .champion(model.alias())
                .register(registry)
                .build();
        if (registry.find(model.name(), model.alias()).isEmpty()) {
            pipeline.promote(pipeline.run(flights.newestAt(Instant.now())));
        }
        return pipeline;
    }

    @Produces
    @Singleton
    ModelMonitor<Flight> monitor(
            ModelSettings model, KnownFlights flights, MeterRegistry meters, ExecutorService executor) {
        return ModelMonitor.of(Flight.SCHEMA)
                .name(model.name())
                .reference(Profiler.of(Flight.SCHEMA)
                        .addAll(flights.newestAt(Instant.now()))
                        .profile())
                .expect(expect("distance").between(50, 6_000))
                .alarmBudget(model.falseAlarmsAYear(), Duration.ofDays(365))
                .window(500)
                .executor(executor)
                .bindTo(meters)
                .build();
    }

    void close(@Disposes ModelMonitor<Flight> monitor) {
        monitor.close();
    }

    @Produces
    @Singleton
    LiveModel<Flight, Label> live(
            ModelRegistry registry,
            Pipeline<Flight, Label> pipeline,
            ModelMonitor<Flight> monitor,
            FeedbackLog<Flight> feedback,
            MeterRegistry meters) {
        LiveModel<Flight, Label> live = LiveModel.classification(
                        Flight.SCHEMA, registry, pipeline.name(), pipeline.champion())
                .monitor(monitor)
                .feedback(feedback)
                .requireRecording()
                .build();
        LiveModelMetrics.of(live).bindTo(meters);
        return live;
    }

    void close(@Disposes LiveModel<Flight, Label> live) {
        live.close();
    }

    @Produces
    @Singleton
    Retrainer<Flight, Label> retrainer(
            Pipeline<Flight, Label> pipeline,
            ModelMonitor<Flight> monitor,
            LiveModel<Flight, Label> live,
            KnownFlights flights,
            ModelSettings model,
            MeterRegistry meters)
            throws IOException {
        RetrainingPolicy policy = RetrainingPolicy.named(pipeline.name())
                .when(newLabels().atLeast(1_000))
                .build();
        Retrainer<Flight, Label> retrainer = Retrainer.of(pipeline, policy)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(flights::newestAt)
                .state(Retraining.remembered(model))
                .build();
        RetrainerMetrics.of(retrainer).bindTo(meters);
        return retrainer;
    }
}
