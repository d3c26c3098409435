package io.leeway.retraining;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.performance.LabelledRows;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.RetrainerState.Tenure;
import java.time.Instant;

/**
 * Reads signals from the newest window that a monitor closed.
 *
 * <p>Nothing of a replaced model is read: neither the windows up to its last one, nor the labels of rows that it predicted, which
 * go on coming. As long as the window's metrics rest on a row of another model, they are measured anew on the new model's own rows.
 */
final class MonitorWatch implements Watch {

    private final ModelMonitor<?> monitor;

    MonitorWatch(ModelMonitor<?> monitor) {
        this.monitor = monitor;
    }

    @Override
    public Signals observe(Signals at, Tenure tenure) {
        MonitoringSnapshot window = monitor.snapshot();
        Signals signals = at.withRowsSeen(monitor.rows());
        if (window.number() <= tenure.window()) {
            return signals;
        }
        Performance performance = performance(window);
        if (tenure.since().isPresent()) {
            performance = ofTenure(window, performance, tenure.since().get());
        }
        signals = signals.withLook(window.number()).withMetrics(performance.metrics(), performance.rows());
        if (window.expectations().isPresent()) {
            signals = signals.withDataQualityFailing(window.isDataQualityFailing());
        }
        return window.driftShare().isPresent()
                ? signals.withDriftShare(window.driftShare().getAsDouble())
                : signals;
    }

    private static Performance performance(MonitoringSnapshot window) {
        return window.classification()
                .map(Performance::of)
                .or(() -> window.regression().map(Performance::of))
                .orElse(Performance.UNKNOWN);
    }

    private Performance ofTenure(MonitoringSnapshot window, Performance ofWindow, Instant since) {
        if (ofWindow.rows() == 0) {
            return ofWindow;
        }
        PerformanceMonitor labelled = monitor.performance();
        LabelledRows own = labelled.predictedSince(since);
        long sinceTheWindow = labelled.total() - window.labels().matched();
        if (own.size() - sinceTheWindow >= ofWindow.rows()) {
            return ofWindow;
        }
        if (own.size() == 0) {
            return Performance.UNKNOWN;
        }
        return window.classification()
                .map(found -> Performance.of(own.classification(found.threshold())))
                .orElseGet(() -> Performance.of(own.regression()));
    }

    @Override
    public long labels() {
        return monitor.labels().matched();
    }

    @Override
    public long window() {
        return monitor.snapshot().number();
    }

    @Override
    public void rebase(PipelineRun<?, ?> run) {
        boolean ofPredictionsToo = monitor.reference()
                .map(before -> before.has(ModelMonitor.PREDICTION))
                .orElse(false);
        monitor.rebase(ofPredictionsToo ? run.holdOutProfile() : run.trainingProfile());
    }
}
