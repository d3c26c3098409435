package com.example.flights;

import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.evaluation.Gates.notWorse;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.retraining.Conditions.newLabels;

import io.leeway.data.Rows;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringMetrics;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.observation.Observer;
import io.leeway.observation.micrometer.MicrometerObserver;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainerMetrics;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.LiveModel;
import io.leeway.serving.LiveModelMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.tribuo.classification.Label;

/** Puts Leeway together. Spring closes what it builds in the reverse order, after the last request was answered. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(ModelSettings.class)
class ModelConfiguration {

    @Bean
    ModelRegistry registry(ModelSettings model) {
        return FileRegistry.open(Path.of(model.folder(), "models"));
    }

    /** An outcome that comes before its flight is refused, because nobody has asked about the flight. */
    @Bean
    FeedbackLog<Flight> feedback(ModelSettings model) {
        return FeedbackLog.of(Flight.SCHEMA).earlyLabels(0).open(Path.of(model.folder(), "flights"));
    }

    @Bean
    KnownFlights knownFlights(ModelSettings model, FeedbackLog<Flight> feedback) {
        return new KnownFlights(Rows.csv(Path.of(model.history()), Flight.class).toList(), feedback);
    }

    @Bean
    Observer observer(ObservationRegistry observations) {
        return MicrometerObserver.of(observations);
    }

    @Bean
    Pipeline<Flight, Label> pipeline(
            ModelSettings model, ModelRegistry registry, KnownFlights flights, Observer observer) {
        Pipeline<Flight, Label> pipeline = Pipeline.classification(model.name(), Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(logLoss().atMost(0.7), notWorse(0.1).than(model.alias()).on(logLoss()))
                .champion(model.alias())
                .register(registry)
                .observer(observer)
                .build();
        if (registry.find(model.name(), model.alias()).isEmpty()) {
            pipeline.promote(pipeline.run(flights.newestAt(Instant.now())));
        }
        return pipeline;
    }

    @Bean
    ModelMonitor<Flight> monitor(
            ModelSettings model, KnownFlights flights, Observer observer, TaskExecutor applicationTaskExecutor) {
        return ModelMonitor.of(Flight.SCHEMA)
                .name(model.name())
                .reference(Profiler.of(Flight.SCHEMA)
                        .addAll(flights.newestAt(Instant.now()))
                        .profile())
                .expect(expect("distance").between(50, 6_000))
                .alarmBudget(model.falseAlarmsAYear(), Duration.ofDays(365))
                .window(500)
                .executor(applicationTaskExecutor)
                .observer(observer)
                .build();
    }

    @Bean
    LiveModel<Flight, Label> live(
            ModelSettings model,
            ModelRegistry registry,
            Pipeline<Flight, Label> pipeline,
            ModelMonitor<Flight> monitor,
            FeedbackLog<Flight> feedback,
            Observer observer) {
        return LiveModel.classification(Flight.SCHEMA, registry, pipeline.name(), pipeline.champion())
                .monitor(monitor)
                .feedback(feedback)
                .requireRecording()
                .observer(observer)
                .build();
    }

    @Bean
    Retrainer<Flight, Label> retrainer(
            Pipeline<Flight, Label> pipeline,
            ModelMonitor<Flight> monitor,
            LiveModel<Flight, Label> live,
            KnownFlights flights,
            Observer observer,
            ModelSettings model)
            throws IOException {
        RetrainingPolicy policy = RetrainingPolicy.named(pipeline.name())
                .when(newLabels().atLeast(1_000))
                .build();
        return Retrainer.of(pipeline, policy)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(flights::newestAt)
                .state(Retraining.remembered(model))
                .observer(observer)
                .build();
    }

    @Bean
    MeterBinder liveMeters(LiveModel<Flight, Label> live) {
        return LiveModelMetrics.of(live);
    }

    @Bean
    MeterBinder monitorMeters(ModelMonitor<Flight> monitor) {
        return MonitoringMetrics.of(monitor);
    }

    @Bean
    MeterBinder retrainerMeters(Retrainer<Flight, Label> retrainer) {
        return RetrainerMetrics.of(retrainer);
    }
}
