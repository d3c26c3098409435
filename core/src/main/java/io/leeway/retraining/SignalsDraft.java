package io.leeway.retraining;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signals that are being changed; {@link Signals} itself checks them. At first none but the time is known. */
final class SignalsDraft {
    private final Instant now;
    OptionalLong look = OptionalLong.empty();
    OptionalDouble driftShare = OptionalDouble.empty();
    SortedMap<String, Double> metrics = new TreeMap<>();
    SortedMap<String, Double> baselines = new TreeMap<>();
    long labelledRows;
    Optional<Duration> championAge = Optional.empty();
    OptionalLong newLabels = OptionalLong.empty();
    Optional<Boolean> dataQualityFailing = Optional.empty();
    long rowsSeen;
    Optional<AdaptationSignals> adaptation = Optional.empty();
    OptionalDouble trainingGain = OptionalDouble.empty();
    OutcomeSignals outcomes = OutcomeSignals.UNKNOWN;

    SignalsDraft(Instant now) {
        this.now = now;
    }

    SignalsDraft(Signals of) {
        now = of.now();
        look = of.look();
        driftShare = of.driftShare();
        metrics = of.metrics();
        baselines = of.baselines();
        labelledRows = of.labelledRows();
        championAge = of.championAge();
        newLabels = of.newLabels();
        dataQualityFailing = of.dataQualityFailing();
        rowsSeen = of.rowsSeen();
        adaptation = of.adaptation();
        trainingGain = of.trainingGain();
        outcomes = of.outcomes();
    }

    Signals signals() {
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
                rowsSeen,
                adaptation,
                trainingGain,
                outcomes);
    }
}
