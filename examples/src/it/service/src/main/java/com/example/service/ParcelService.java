package com.example.service;

import static io.leeway.evaluation.Gates.better;
import static io.leeway.evaluation.Gates.logLoss;
import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.leeway.monitoring.quality.Expectations.expect;
import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.retraining.Conditions.metric;

import io.leeway.data.Rows;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.LabelOutcome;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import io.leeway.retraining.Retrainer;
import io.leeway.retraining.RetrainingOutcome;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.serving.Answer;
import io.leeway.serving.LiveModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tribuo.classification.Label;

/** Says of a parcel how likely it comes late. All of Leeway that this application has is put together here. */
final class ParcelService implements AutoCloseable {

    static final String MODEL = "parcel-delay";
    private static final int TRAINED_ON = 2_000;

    private final ModelRegistry registry;
    private final ModelMonitor<Parcel> monitor;
    private final LiveModel<Parcel, Label> live;
    private final Retrainer<Parcel, Label> retrainer;
    private final FeedbackLog<Parcel> feedback;

    ParcelService(Path models, Path history, MeterRegistry meters) {
        registry = FileRegistry.open(models);
        Pipeline<Parcel, Label> pipeline = pipeline(registry);
        PipelineRun<Parcel, Label> first = pipeline.run(Rows.csv(history, Parcel.class));
        pipeline.promote(first);
        System.out.println(first);

        monitor = ModelMonitor.of(Parcel.SCHEMA)
                .name(MODEL)
                .reference(first.trainingProfile())
                .test(psi())
                .window(500)
                .performanceOver(1_000)
                .onAlert(alert -> System.out.println("  alert: " + alert.subject() + ": " + alert.message()))
                .bindTo(meters)
                .build();
        feedback = FeedbackLog.of(Parcel.SCHEMA).earlyLabels(0).open(models.resolveSibling("feedback"));
        live = LiveModel.classification(Parcel.SCHEMA, registry, MODEL, "champion")
                .monitor(monitor)
                .feedback(feedback)
                .onSwap(swap -> System.out.println("  " + swap))
                .build();
        RetrainingPolicy policy = RetrainingPolicy.named(MODEL)
                .when(driftShare().atLeast(0.2).and(metric("logLoss").risesBy(0.05)))
                .cooldown(Duration.ofHours(1))
                .build();
        retrainer = Retrainer.of(pipeline, policy)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(now -> newest(feedback.labelledAt(now).toList()))
                .build();
    }

    /** How a model is made; the tests of this application use the same. */
    static Pipeline<Parcel, Label> pipeline(ModelRegistry registry) {
        return Pipeline.classification(MODEL, Parcel.SCHEMA)
                .validate(
                        expect("kilograms").between(0, 200),
                        expect("carrier").missing().atMost(0.01))
                .candidate("logistic", Trainers::logisticRegression)
                .gate(
                        logLoss().atMost(0.6),
                        better().than("champion").on(logLoss()).withConfidence(0.95))
                .register(registry)
                .build();
    }

    /** Answers a parcel; monitor and log record it. */
    Answer<Label> predict(Parcel parcel) {
        return live.answer(parcel);
    }

    /** Hears, later, what became of a parcel; the monitor measures by it, and the next training reads it. */
    void outcome(long id, boolean late) {
        if (feedback.label(id, late) == LabelOutcome.UNKNOWN) {
            throw new IllegalArgumentException("no parcel " + id + " waits for its outcome");
        }
    }

    private static List<Parcel> newest(List<Parcel> known) {
        return known.subList(Math.max(0, known.size() - TRAINED_ON), known.size());
    }

    /** Takes a look; a service that runs for long hands {@code retrainer.start(...)} its scheduler instead. */
    RetrainingOutcome<Parcel, Label> look() {
        return retrainer.tick();
    }

    LiveModel<Parcel, Label> live() {
        return live;
    }

    ModelMonitor<Parcel> monitor() {
        return monitor;
    }

    ModelRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        live.close();
        feedback.close();
        monitor.close();
        registry.close();
    }
}
