package io.leeway.retraining;

import io.leeway.model.ModelMetadata;
import io.leeway.registry.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The input of a policy at one point in time; a policy reads nothing else. Immutable.
 *
 * <p>An unknown signal is absent, never zero, so that conditions on it return {@code INSUFFICIENT_DATA}. Start with
 * {@link #at(Instant)} and add the known signals:
 *
 * <pre>{@code
 * Signals signals = Signals.at(clock.instant()).withDriftShare(0.42).withMetric("f1", 0.31).withBaseline("f1", 0.38);
 * }</pre>
 *
 * @param now the time of the decision
 * @param look the number of the monitoring window that the signals were read from; several decisions on the same window
 *     count once in {@link Condition#sustainedFor(int)}; absent if every decision counts
 * @param driftShare the share of features that drifted in the newest window, in [0, 1]
 * @param metrics performance on the newest labelled rows, by name, such as {@code logLoss}; never NaN
 * @param baselines the same metrics as they were when the champion was promoted; never NaN
 * @param labelledRows the number of labelled rows that {@code metrics} were computed on
 * @param championAge the time since the champion was promoted
 * @param newLabels the number of labels since the last training
 * @param dataQualityFailing whether the newest window failed its expectations
 * @param rowsSeen the total number of predicted rows
 * @param adaptation what an adaptation does for the champion; absent if there is none
 * @param trainingGain an estimate of what a training would gain, in nats of log loss a row, see {@link Conditions#trainingGain()}
 * @param outcomes harm, the loss as it is estimated without labels, and broken data
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
        long rowsSeen,
        Optional<AdaptationSignals> adaptation,
        OptionalDouble trainingGain,
        OutcomeSignals outcomes) {

    /**
     * Copies the maps without NaN values, because an undefined metric is unknown.
     *
     * @param now the time of the decision
     * @param look the number of the monitoring window that the signals were read from
     * @param driftShare the share of features that drifted in the newest window
     * @param metrics performance on the newest labelled rows
     * @param baselines the same metrics as they were when the champion was promoted
     * @param labelledRows the number of labelled rows that {@code metrics} were computed on
     * @param championAge the time since the champion was promoted
     * @param newLabels the number of labels since the last training
     * @param dataQualityFailing whether the newest window failed its expectations
     * @param rowsSeen the total number of predicted rows
     * @param adaptation what an adaptation does for the champion
     * @param trainingGain an estimate of what a training would gain; NaN means unknown
     * @param outcomes harm, estimated loss, and broken data
     * @throws PolicyException if the drift share lies outside [0, 1], or a count or the age is negative
     */
    public Signals {
        Objects.requireNonNull(now, "now");
        metrics = known(metrics);
        baselines = known(baselines);
        if (driftShare.isPresent() && Double.isNaN(driftShare.getAsDouble())) {
            driftShare = OptionalDouble.empty();
        }
        if (trainingGain.isPresent() && Double.isNaN(trainingGain.getAsDouble())) {
            trainingGain = OptionalDouble.empty();
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
     * Returns signals without any but the time.
     *
     * @param now the time of the decision
     * @return the signals
     */
    public static Signals at(Instant now) {
        return new SignalsDraft(now).signals();
    }

    /**
     * Sets the monitoring window that the signals were read from.
     *
     * @param number the window's number
     * @return a new value
     */
    public Signals withLook(long number) {
        return with(draft -> draft.look = OptionalLong.of(number));
    }

    /**
     * Sets the share of features that drifted.
     *
     * @param share a number in [0, 1]; NaN means unknown
     * @return a new value
     * @throws PolicyException if the share lies outside [0, 1]
     */
    public Signals withDriftShare(double share) {
        return with(draft -> draft.driftShare = OptionalDouble.of(share));
    }

    /**
     * Adds a metric of the newest labelled rows.
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
     * Replaces all metrics of the newest labelled rows.
     *
     * @param values metrics by name; NaN means unknown
     * @param rows the number of labelled rows that they were computed on
     * @return a new value
     * @throws PolicyException if {@code rows} is negative
     */
    public Signals withMetrics(Map<String, Double> values, long rows) {
        return with(draft -> {
            draft.metrics = new TreeMap<>(values);
            draft.labelledRows = rows;
        });
    }

    /**
     * Adds the value of a metric when the champion was promoted.
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
     * Replaces the values of all metrics when the champion was promoted.
     *
     * @param values metrics by name; NaN means unknown
     * @return a new value
     */
    public Signals withBaselines(Map<String, Double> values) {
        return with(draft -> draft.baselines = new TreeMap<>(values));
    }

    /**
     * Sets the time since the champion was promoted.
     *
     * @param age the time since its promotion, not negative
     * @return a new value
     * @throws PolicyException if the age is negative
     */
    public Signals withChampionAge(Duration age) {
        return with(draft -> draft.championAge = Optional.of(age));
    }

    /**
     * Sets what a registry knows of the champion: its age, and its metrics at registration as baselines. Metrics of the
     * positive class, such as {@code f1(true)}, are also known as {@code f1}.
     *
     * @param champion the version
     * @param since when it was promoted; a time after {@link #now()} is an age of zero
     * @return a new value
     */
    public Signals withChampion(ModelVersion champion, Instant since) {
        Duration age = Duration.between(since, now);
        Map<String, Double> metrics = new HashMap<>(champion.lineage().metrics());
        String ofPositive = "(" + champion.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, "") + ")";
        champion.lineage().metrics().forEach((name, value) -> {
            if (name.endsWith(ofPositive)) {
                metrics.putIfAbsent(name.substring(0, name.length() - ofPositive.length()), value);
            }
        });
        return withBaselines(metrics).withChampionAge(age.isNegative() ? Duration.ZERO : age);
    }

    /**
     * Sets the number of labels since the last training.
     *
     * @param labels the count, not negative
     * @return a new value
     * @throws PolicyException if the count is negative
     */
    public Signals withNewLabels(long labels) {
        return with(draft -> draft.newLabels = OptionalLong.of(labels));
    }

    /**
     * Sets whether the newest window failed its expectations.
     *
     * @param failing true if at least one expectation failed
     * @return a new value
     */
    public Signals withDataQualityFailing(boolean failing) {
        return with(draft -> draft.dataQualityFailing = Optional.of(failing));
    }

    /**
     * Sets the total number of predicted rows.
     *
     * @param rows the count, not negative
     * @return a new value
     * @throws PolicyException if the count is negative
     */
    public Signals withRowsSeen(long rows) {
        return with(draft -> draft.rowsSeen = rows);
    }

    /**
     * Sets what an adaptation does for the champion.
     *
     * @param of what is known of the adaptation
     * @return a new value
     */
    public Signals withAdaptation(AdaptationSignals of) {
        return with(draft -> draft.adaptation = Optional.of(of));
    }

    /**
     * Sets an estimate of what a training would gain.
     *
     * @param nats of log loss a row, negative if it would lose; NaN means unknown
     * @return a new value
     */
    public Signals withTrainingGain(double nats) {
        return with(draft -> draft.trainingGain = OptionalDouble.of(nats));
    }

    /**
     * Sets what is known of harm, the estimated loss and broken data.
     *
     * @param of what is known
     * @return a new value
     */
    public Signals withOutcomes(OutcomeSignals of) {
        return with(draft -> draft.outcomes = of);
    }

    /**
     * Writes the signals as one line, to be appended to a file of which {@code leeway policy explain} and
     * {@code leeway policy replay} read:
     *
     * <pre>
     * at=2013-07-01T09:00:00Z look=12 driftShare=0.3 metrics.logLoss=0.61 labelledRows=5000 championAge=PT720H rowsSeen=9000
     * </pre>
     *
     * @return the line, without a line feed; a name of a metric is percent-encoded where it is no plain word
     */
    public String toText() {
        return SignalsText.write(this);
    }

    /**
     * Reads what {@link #toText()} wrote, a line each; empty lines and lines that begin with # are skipped.
     *
     * @param text the lines
     * @return the signals in the order of the lines
     * @throws PolicyFormatException if a line is invalid; the message contains its place
     */
    public static List<Signals> parse(String text) {
        return SignalsText.read(text);
    }

    private Signals with(Consumer<SignalsDraft> change) {
        SignalsDraft draft = new SignalsDraft(this);
        change.accept(draft);
        return draft.signals();
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
