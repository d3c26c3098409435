package io.leeway.cli;

import io.leeway.retraining.AdaptationSignals;
import io.leeway.retraining.Signals;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is known of a model that serves: recorded by the service, or said by options, which win. */
final class SignalOptions {
    /** Whether the newest window met its expectations. */
    enum Quality {
        FINE,
        FAILING
    }

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = "What the service recorded, a line a decision; the last line counts.")
    private @Nullable Path file;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "The time to decide at. Default: that of the signals, or now.")
    private @Nullable Instant at;

    @Option(names = "--metric", paramLabel = "METRIC=VALUE", description = "A metric of the newest labelled rows.")
    private Map<String, Double> metrics = new LinkedHashMap<>();

    @Option(names = "--labelled-rows", paramLabel = "ROWS", description = "How many labelled rows the metrics rest on.")
    private @Nullable Long labelledRows;

    @Option(names = "--baseline", paramLabel = "METRIC=VALUE", description = "A metric at the champion's promotion.")
    private Map<String, Double> baselines = new LinkedHashMap<>();

    @Option(names = "--drift-share", paramLabel = "SHARE", description = "The share of features that drifted, 0 to 1.")
    private @Nullable Double driftShare;

    @Option(
            names = "--new-labels",
            paramLabel = "LABELS",
            description = "The number of labels since the last training.")
    private @Nullable Long newLabels;

    @Option(
            names = "--data-quality",
            paramLabel = "QUALITY",
            description = "${COMPLETION-CANDIDATES}: whether the newest window met its expectations.")
    private @Nullable Quality quality;

    @Option(
            names = "--adaptation-gain",
            paramLabel = "NATS",
            description = "What the adaptation gains over the champion alone, in nats of log loss a row.")
    private @Nullable Double adaptationGain;

    @Option(
            names = "--adaptation-without-champion",
            paramLabel = "SHARE",
            description = "The weight of the adaptation's experts that ignore the champion, 0 to 1. Default: 0.")
    private @Nullable Double withoutChampion;

    @Option(
            names = "--training-gain",
            paramLabel = "NATS",
            description = "An estimate of what a training would gain, in nats of log loss a row.")
    private @Nullable Double trainingGain;

    /** What is given. */
    Signals signals(Clock clock) {
        Path recorded = file;
        if (recorded == null) {
            return overridden(Signals.at(Optional.ofNullable(at).orElseGet(clock::instant)));
        }
        List<Signals> all = Policies.signals(recorded);
        Signals last = all.get(all.size() - 1);
        Instant now = Optional.ofNullable(at).orElse(last.now());
        Duration later = Duration.between(last.now(), now);
        return overridden(new Signals(
                now,
                last.look(),
                last.driftShare(),
                last.metrics(),
                last.baselines(),
                last.labelledRows(),
                last.championAge().map(age -> age.plus(later)).filter(age -> !age.isNegative()),
                last.newLabels(),
                last.dataQualityFailing(),
                last.rowsSeen(),
                last.adaptation(),
                last.trainingGain(),
                last.outcomes()));
    }

    /** The signals with those that options give. */
    Signals overridden(Signals given) {
        Signals signals = given;
        Map<String, Double> all = new TreeMap<>(signals.metrics());
        all.putAll(metrics);
        Long rows = labelledRows;
        if (!metrics.isEmpty() || rows != null) {
            if (rows == null && signals.labelledRows() == 0) {
                throw CommandException.wrongUsage(
                        "--metric needs --labelled-rows: on a handful of rows a metric says little");
            }
            signals = signals.withMetrics(all, rows == null ? signals.labelledRows() : rows);
        }
        for (Map.Entry<String, Double> each : baselines.entrySet()) {
            signals = signals.withBaseline(each.getKey(), each.getValue());
        }
        Double share = driftShare;
        signals = share == null ? signals : signals.withDriftShare(share);
        Long labels = newLabels;
        signals = labels == null ? signals : signals.withNewLabels(labels);
        signals = adapted(signals);
        Double estimate = trainingGain;
        signals = estimate == null ? signals : signals.withTrainingGain(estimate);
        Quality found = quality;
        return found == null ? signals : signals.withDataQualityFailing(found == Quality.FAILING);
    }

    private Signals adapted(Signals signals) {
        Double gain = adaptationGain;
        Double trust = withoutChampion;
        if (gain == null && trust == null) {
            return signals;
        }
        Optional<AdaptationSignals> recorded = signals.adaptation();
        return signals.withAdaptation(new AdaptationSignals(
                gain == null
                        ? recorded.map(AdaptationSignals::gain).orElse(OptionalDouble.empty())
                        : OptionalDouble.of(gain),
                trust == null
                        ? recorded.map(AdaptationSignals::trustWithoutChampion).orElse(0.0)
                        : trust));
    }
}
