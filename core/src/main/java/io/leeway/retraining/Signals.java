package io.leeway.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a policy may know at one moment; immutable, and complete: a policy reads nothing else.
 *
 * <p>Whatever is not known is absent, never zero, so that a condition on it answers {@code INSUFFICIENT_DATA}. Start from
 * {@link #at(Instant)} and add what is known:
 *
 * <pre>{@code
 * Signals signals = Signals.at(clock.instant()).withDriftShare(0.42).withMetric("f1", 0.31).withBaseline("f1", 0.38);
 * }</pre>
 *
 * @param now the moment that the decision is for
 * @param look the number of the monitoring window that the signals were read from; two decisions on the same look count
 *     once in {@link Condition#sustainedFor(int)}; absent where each decision is a look of its own
 * @param driftShare the share of features that drifted in the newest window, in [0, 1]
 * @param metrics performance on the newest labelled rows, by name, such as {@code logLoss}; never NaN
 * @param baselines the same metrics as they were when the champion was promoted; never NaN
 * @param labelledRows how many labelled rows {@code metrics} was computed on
 * @param championAge the time since the champion was promoted
 * @param newLabels how many labels came since the last training
 * @param dataQualityFailing whether the newest window failed its expectations
 * @param rowsSeen how many rows were predicted in all
 */
public record Signals(
        Instant now,
        OptionalLong look,
        OptionalDouble driftShare,
        SortedMap<String, Double> metrics,
        SortedMap<String, Double> baselines,
        long labelledRows,
        Optional<Duration> championAge,
        OptionalLong newLabels,
        Optional<Boolean> dataQualityFailing,
        long rowsSeen) {

    /**
     * Copies the maps and leaves out what is NaN, because a metric that has no value is not known.
     *
     * @param now the moment that the decision is for
     * @param look the number of the monitoring window that the signals were read from
     * @param driftShare the share of features that drifted in the newest window
     * @param metrics performance on the newest labelled rows
     * @param baselines the same metrics as they were when the champion was promoted
     * @param labelledRows how many labelled rows {@code metrics} was computed on
     * @param championAge the time since the champion was promoted
     * @param newLabels how many labels came since the last training
     * @param dataQualityFailing whether the newest window failed its expectations
     * @param rowsSeen how many rows were predicted in all
     * @throws PolicyException when the drift share lies outside [0, 1], or a count or the age is negative
     */
    public Signals {
        Objects.requireNonNull(now, "now");
        metrics = known(metrics);
        baselines = known(baselines);
        if (driftShare.isPresent() && Double.isNaN(driftShare.getAsDouble())) {
            driftShare = OptionalDouble.empty();
        }
        if (driftShare.isPresent() && !(driftShare.getAsDouble() >= 0 && driftShare.getAsDouble() <= 1)) {
            throw new PolicyException("", "a drift share lies in [0, 1], not " + driftShare.getAsDouble());
        }
        requireCount("labelled rows", labelledRows);
        requireCount("rows seen", rowsSeen);
        requireCount("new labels", newLabels.orElse(0));
        if (championAge.isPresent() && championAge.get().isNegative()) {
            throw new PolicyException("", "the champion's age is negative: " + championAge.get());
        }
    }

    /**
     * Starts with nothing known but the time.
     *
     * @param now the moment that the decision is for
     * @return signals in which all else is absent
     */
    public static Signals at(Instant now) {
        return new Signals(
                now,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                0,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                0);
    }

    /**
     * Says which monitoring window the signals were read from.
     *
     * @param number the window's number
     * @return a new value
     */
    public Signals withLook(long number) {
        return new Signals(
                now,
                OptionalLong.of(number),
                driftShare,
                metrics,
                baselines,
                labelledRows,
                championAge,
                newLabels,
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Says which share of the features drifted.
     *
     * @param share a number in [0, 1]; NaN means unknown
     * @return a new value
     * @throws PolicyException when the share lies outside [0, 1]
     */
    public Signals withDriftShare(double share) {
        return new Signals(
                now,
                look,
                OptionalDouble.of(share),
                metrics,
                baselines,
                labelledRows,
                championAge,
                newLabels,
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Adds a metric measured on the newest labelled rows.
     *
     * @param name the metric's name, such as {@code logLoss}
     * @param value its value; NaN means unknown
     * @return a new value
     */
    public Signals withMetric(String name, double value) {
        SortedMap<String, Double> more = new TreeMap<>(metrics);
        more.put(name, value);
        return withMetrics(more, labelledRows);
    }

    /**
     * Replaces all metrics by those measured on the newest labelled rows.
     *
     * @param values metrics by name; NaN means unknown
     * @param rows how many labelled rows they were computed on
     * @return a new value
     * @throws PolicyException when {@code rows} is negative
     */
    public Signals withMetrics(Map<String, Double> values, long rows) {
        return new Signals(
                now,
                look,
                driftShare,
                new TreeMap<>(values),
                baselines,
                rows,
                championAge,
                newLabels,
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Adds a metric as it was when the champion was promoted.
     *
     * @param name the metric's name
     * @param value its value then; NaN means unknown
     * @return a new value
     */
    public Signals withBaseline(String name, double value) {
        SortedMap<String, Double> more = new TreeMap<>(baselines);
        more.put(name, value);
        return withBaselines(more);
    }

    /**
     * Replaces all metrics of the moment of promotion.
     *
     * @param values metrics by name; NaN means unknown
     * @return a new value
     */
    public Signals withBaselines(Map<String, Double> values) {
        return new Signals(
                now,
                look,
                driftShare,
                metrics,
                new TreeMap<>(values),
                labelledRows,
                championAge,
                newLabels,
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Says how long the champion has served.
     *
     * @param age the time since its promotion, not negative
     * @return a new value
     * @throws PolicyException when the age is negative
     */
    public Signals withChampionAge(Duration age) {
        return new Signals(
                now,
                look,
                driftShare,
                metrics,
                baselines,
                labelledRows,
                Optional.of(age),
                newLabels,
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Says how many labels came since the last training.
     *
     * @param labels the count, not negative
     * @return a new value
     * @throws PolicyException when the count is negative
     */
    public Signals withNewLabels(long labels) {
        return new Signals(
                now,
                look,
                driftShare,
                metrics,
                baselines,
                labelledRows,
                championAge,
                OptionalLong.of(labels),
                dataQualityFailing,
                rowsSeen);
    }

    /**
     * Says whether the newest window failed its expectations.
     *
     * @param failing true where at least one expectation failed
     * @return a new value
     */
    public Signals withDataQualityFailing(boolean failing) {
        return new Signals(
                now,
                look,
                driftShare,
                metrics,
                baselines,
                labelledRows,
                championAge,
                newLabels,
                Optional.of(failing),
                rowsSeen);
    }

    /**
     * Says how many rows were predicted in all.
     *
     * @param rows the count, not negative
     * @return a new value
     * @throws PolicyException when the count is negative
     */
    public Signals withRowsSeen(long rows) {
        return new Signals(
                now,
                look,
                driftShare,
                metrics,
                baselines,
                labelledRows,
                championAge,
                newLabels,
                dataQualityFailing,
                rows);
    }

    private static SortedMap<String, Double> known(SortedMap<String, Double> values) {
        SortedMap<String, Double> copy = new TreeMap<>(values);
        copy.values().removeIf(value -> value.isNaN());
        return Collections.unmodifiableSortedMap(copy);
    }

    private static void requireCount(String what, long count) {
        if (count < 0) {
            throw new PolicyException("", "the count of " + what + " is negative: " + count);
        }
    }
}
