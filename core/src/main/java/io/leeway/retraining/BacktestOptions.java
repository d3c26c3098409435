package io.leeway.retraining;

import io.leeway.pipeline.Pipeline;
import io.leeway.registry.ModelRegistry;
import io.leeway.retraining.BacktestReport.Prices;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tribuo.classification.Label;

/** What a builder was told of a backtest, but for its rows and its end: see {@link PolicyBacktest.Builder}. */
record BacktestOptions<R>(
        BiFunction<? super ModelRegistry, ? super Clock, Pipeline<R, Label>> pipelines,
        Instant from,
        Duration step,
        int metricRows,
        Duration metricsEvery,
        boolean compared,
        ZoneId zone,
        Optional<Prices> prices) {

    /** The setting of a replay of some rows up to an end, whose trainings are its own. */
    BacktestSetting<R> setting(BacktestRows<R> rows, Instant end) {
        return BacktestSetting.of(
                rows, new BacktestTrainings<>(rows, pipelines, compared), from, end, step, metricRows, metricsEvery);
    }
}
