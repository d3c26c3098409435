package io.leeway.retraining;

import static io.leeway.monitoring.drift.DriftTests.ks;

import io.leeway.evaluation.Gate;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.observation.Observer;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineListener;
import io.leeway.pipeline.PipelineRun;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.serving.HookedRegistry;
import io.leeway.serving.LiveModel;
import io.leeway.serving.StepClock;
import java.util.ArrayList;
import java.util.List;
import org.tribuo.classification.Label;

/**
 * A small world with a model in it: a champion that was trained when distance made late, a monitor with windows of 300
 * rows, and a clock that stands where the last delivery was.
 */
final class ClosedLoop {
    static final String MODEL = "deliveries";
    static final String CHAMPION = "champion";
    static final int WINDOW = 300;
    static final int TRAINED_ON = 1_000;

    final StepClock clock = new StepClock(Deliveries.at(TRAINED_ON));
    final HookedRegistry registry = new HookedRegistry(MemoryRegistry.create(clock));
    final List<Delivery> known = new ArrayList<>(Deliveries.from(0, TRAINED_ON, 1));
    final Pipeline<Delivery, Label> pipeline;
    final ModelMonitor<Delivery> monitor;
    final LiveModel<Delivery, Label> live;
    private final Observer observer;
    Runnable whenTrained = () -> {};

    ClosedLoop(Gate... gates) {
        this(Observer.NONE, gates);
    }

    ClosedLoop(Observer observer, Gate... gates) {
        this.observer = observer;
        this.pipeline = Pipeline.classification(MODEL, Deliveries.SCHEMA)
                .holdOut(0.3)
                .candidate("logistic", Trainers::logisticRegression)
                .gate(gates)
                .listener(new PipelineListener() {
                    @Override
                    public void finished(PipelineRun<?, ?> run) {
                        whenTrained.run();
                    }
                })
                .register(registry)
                .observer(observer)
                .clock(clock)
                .build();
        PipelineRun<Delivery, Label> first = pipeline.run(known);
        pipeline.promote(first);
        this.monitor = ModelMonitor.of(Deliveries.SCHEMA)
                .reference(first.trainingProfile())
                .test(ks())
                .alpha(0.001)
                .window(WINDOW)
                .performanceOver(WINDOW)
                .observer(observer)
                .clock(clock)
                .build();
        this.live = LiveModel.classification(Deliveries.SCHEMA, registry, MODEL, CHAMPION)
                .monitor(monitor)
                .observer(observer)
                .clock(clock)
                .build();
    }

    /** A retrainer that trains on the newest rows whose label is known. */
    RetrainerBuilder<Delivery, Label> retrainer(RetrainingPolicy policy) {
        return Retrainer.of(pipeline, policy)
                .watch(monitor)
                .promoteTo(live)
                .trainingData(now -> known.subList(Math.max(0, known.size() - TRAINED_ON), known.size()))
                .observer(observer)
                .clock(clock);
    }

    /** Predicts deliveries, one a minute, each of which is labelled before the next. */
    void serve(int count, double effect) {
        for (Delivery each : Deliveries.from(known.size(), count, effect)) {
            clock.set(each.at());
            live.score(each);
            monitor.label(each.id(), each.late(), each.at());
            known.add(each);
        }
    }

    /** What a person does in the registry, without telling the live model. */
    void moveAlias(int from, int to) {
        registry.moveAlias(MODEL, CHAMPION, from, to, "a person moved it");
    }

    int champion() {
        return registry.resolve(MODEL, CHAMPION).number();
    }
}
