package io.leeway.retraining;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.performance.RegressionMetrics;
import io.leeway.monitoring.profile.Profile;
import java.util.HashMap;
import java.util.Map;

/** Reads signals from the newest window that a monitor closed. */
final class MonitorWatch implements Watch {

    /** The log loss of always answering the base rate, beside {@code logLoss} of the same rows. */
    static final String BASE_RATE_LOG_LOSS = "baseRateLogLoss";

    private final ModelMonitor<?> monitor;
    private volatile long newestOfTheOldModel;

    MonitorWatch(ModelMonitor<?> monitor) {
        this.monitor = monitor;
    }

    @Override
    public Signals observe(Signals at) {
        MonitoringSnapshot window = monitor.snapshot();
        Signals signals = at.withRowsSeen(monitor.rows());
        if (window.number() <= newestOfTheOldModel) {
            return signals;
        }
        signals = signals.withLook(window.number()).withMetrics(metrics(window), labelledRows(window));
        if (window.expectations().isPresent()) {
            signals = signals.withDataQualityFailing(window.isDataQualityFailing());
        }
        return window.driftShare().isPresent()
                ? signals.withDriftShare(window.driftShare().getAsDouble())
                : signals;
    }

    private static Map<String, Double> metrics(MonitoringSnapshot window) {
        Map<String, Double> metrics = new HashMap<>(window.metrics());
        Double share = metrics.get("baseRate");
        if (share != null) {
            metrics.put(BASE_RATE_LOG_LOSS, entropy(share) + entropy(1 - share));
        }
        return metrics;
    }

    private static double entropy(double share) {
        return share == 0 ? 0 : -share * Math.log(share);
    }

    private static long labelledRows(MonitoringSnapshot window) {
        return window.classification()
                .map(ClassificationMetrics::rows)
                .or(() -> window.regression().map(RegressionMetrics::rows))
                .orElse(0L);
    }

    @Override
    public long labels() {
        return monitor.labels().matched();
    }

    @Override
    public void rebase(Profile reference) {
        monitor.rebase(reference);
        newestOfTheOldModel = monitor.snapshot().number();
    }
}
