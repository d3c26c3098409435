package io.leeway.retraining;

import io.leeway.model.ModelMetadata;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.PipelineRun;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.LiveModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tribuo.classification.Label;

/**
 * Trains on what was known at a moment, by the user's own pipeline in a registry of its own, and keeps what came of it: strategies that train
 * at the same moment, on the same window and against the same champion share the training. Safe for use by several threads.
 */
final class BacktestTrainings<R> {
    private final BacktestRows<R> rows;
    private final BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines;
    private final boolean compared;
    private final Map<Key, Outcome<R>> done = new ConcurrentHashMap<>();
    private volatile boolean @Nullable [] positive;

    BacktestTrainings(
            BacktestRows<R> rows,
            BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines,
            boolean compared) {
        this.rows = rows;
        this.pipelines = pipelines;
        this.compared = compared;
    }

    private record Key(
            long moment, Duration window, @Nullable BacktestModel<?> champion) {}

    /** The new champion if it passed, and in any case a sentence. */
    record Outcome<R>(Optional<BacktestModel<R>> promoted, String sentence) {}

    /** Trains the model that begins, which no other is compared with. */
    BacktestModel<R> first(int look, long moment, Duration window) {
        Outcome<R> outcome = train(look, moment, window, null);
        return outcome.promoted()
                .orElseThrow(() -> new PolicyException(
                        "",
                        "the first champion cannot be trained at " + Instant.ofEpochMilli(moment) + ": "
                                + outcome.sentence() + " Start later, or use a longer window."));
    }

    /** Trains a challenger. Without comparison it is trained as the first one is: only its own evaluation can reject it. */
    Outcome<R> challenge(int look, long moment, Duration window, BacktestModel<R> champion) {
        return train(look, moment, window, compared ? champion : null);
    }

    /** The labels of all rows, once the positive class is known. */
    boolean[] positive() {
        boolean[] all = positive;
        if (all == null) {
            throw new IllegalStateException("no model has been trained yet");
        }
        return all;
    }

    private Outcome<R> train(int look, long moment, Duration window, @Nullable BacktestModel<R> champion) {
        return done.computeIfAbsent(
                new Key(moment, window, champion), key -> execute(look, moment, window, Optional.ofNullable(champion)));
    }

    private Outcome<R> execute(int look, long moment, Duration window, Optional<BacktestModel<R>> champion) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(moment), ZoneOffset.UTC);
        MemoryRegistry registry = MemoryRegistry.create(clock);
        Pipeline<R, Label> pipeline = pipelines.apply(registry, clock);
        champion.ifPresent(each -> each.registerIn(registry, pipeline.champion()));
        List<R> training = rows.labelledAt(moment, window);
        PipelineRun<R, Label> run;
        try {
            run = pipeline.run(training);
            if (run.winner().isEmpty()) {
                return new Outcome<>(Optional.empty(), run.explanation());
            }
            pipeline.promote(run);
        } catch (RuntimeException e) {
            // A training that fails is an outcome, as for the retrainer.
            return new Outcome<>(Optional.empty(), "The training failed: " + e);
        }
        LiveModel<R, Label> model = LiveModel.classification(
                        rows.schema(), registry, pipeline.name(), pipeline.champion())
                .clock(clock)
                .build();
        BacktestModel<R> trained = new BacktestModel<>(
                rows, positives(model.version()), registry, model, run.trainingProfile(), look, moment);
        return new Outcome<>(Optional.of(trained), run.explanation());
    }

    private boolean[] positives(ModelVersion version) {
        boolean[] all = positive;
        if (all == null) {
            all = rows.positives(version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, "true"));
            positive = all;
        }
        return all;
    }
}
