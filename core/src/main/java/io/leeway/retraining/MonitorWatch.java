package io.leeway.retraining;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.monitoring.PerformanceFindings;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.performance.AssumptionCheck;
import io.leeway.monitoring.performance.LabelledRows;
import io.leeway.monitoring.performance.PerformanceEstimate;
import io.leeway.monitoring.performance.PerformanceMonitor;
import io.leeway.monitoring.signature.Finding;
import io.leeway.pipeline.Candidate;
import io.leeway.pipeline.PipelineRun;
import io.leeway.retraining.RetrainerState.Tenure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

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
        if (window.number() <= tenure.window() || isOfAnother(window)) {
            return signals;
        }
        Performance performance = performance(window);
        // Rows that name their version need no time to tell them from those of the model before.
        if (tenure.since().isPresent() && window.version() == 0) {
            performance = ofTenure(window, performance, tenure.since().get());
        }
        signals = signals.withLook(window.number()).withMetrics(performance.metrics(), performance.rows());
        if (window.expectations().isPresent()) {
            signals = signals.withDataQualityFailing(window.isDataQualityFailing());
        }
        signals = signals.withOutcomes(outcomes(window));
        return window.driftShare().isPresent()
                ? signals.withDriftShare(window.driftShare().getAsDouble())
                : signals;
    }

    /** Whether the newest window has rows of other versions only than the one in charge, whose rows are evaluated by themselves. */
    private boolean isOfAnother(MonitoringSnapshot window) {
        long inCharge = monitor.inCharge();
        return window.version() != (monitor.versions().contains(inCharge) ? inCharge : 0);
    }

    private OutcomeSignals outcomes(MonitoringSnapshot window) {
        PerformanceFindings found = window.performance();
        boolean contradicted = found.assumption()
                .filter(check -> check.outcome() == AssumptionCheck.Outcome.CONTRADICTED)
                .isPresent();
        Optional<PerformanceEstimate> estimate = found.estimate().filter(each -> !contradicted);
        return new OutcomeSignals(
                monitor.harm().map(reading -> reading.alarm().isPresent()), estimatedLoss(estimate), broken(window));
    }

    /** The share of wrong classes, or the mean absolute error. */
    private static OptionalDouble estimatedLoss(Optional<PerformanceEstimate> estimate) {
        return estimate.stream()
                .flatMap(each -> each.metrics().stream())
                .filter(each ->
                        each.metric().equals("accuracy") || each.metric().equals("mae"))
                .mapToDouble(each -> each.metric().equals("mae") ? each.estimate() : 1 - each.estimate())
                .findFirst();
    }

    /** What is broken in the newest window, and what was found before and is not over. */
    private Optional<String> broken(MonitoringSnapshot window) {
        if (!monitor.findsBrokenData()) {
            return Optional.empty();
        }
        Stream<String> findings = window.findings().stream().map(Finding::toString);
        Stream<String> failures = window.expectations().stream()
                .flatMap(report -> report.failures().stream().map(Object::toString));
        Stream<String> open = monitor.incidents().stream()
                .filter(Incident::isOpen)
                .filter(incident -> incident.symptoms().stream()
                        .anyMatch(each -> each.symptom().area() == Symptom.Area.DATA))
                .map(Incident::toString);
        List<String> now = Stream.concat(findings, failures).toList();
        return Optional.of(String.join("; ", now.isEmpty() ? open.toList() : now));
    }

    private static Performance performance(MonitoringSnapshot window) {
        return window.classification()
                .map(Performance::of)
                .or(() -> window.regression().map(Performance::of))
                .or(() -> window.outcomes().map(Performance::of))
                .orElse(Performance.UNKNOWN);
    }

    private Performance ofTenure(MonitoringSnapshot window, Performance ofWindow, Instant since) {
        // Rows of other kinds are kept by the monitor since it was rebased only.
        if (ofWindow.rows() == 0 || window.outcomes().isPresent()) {
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
    public void expect(PipelineRun<?, ?> run, int version) {
        boolean ofPredictionsToo = monitor.reference()
                .map(before -> before.has(ModelMonitor.PREDICTION))
                .orElse(false);
        monitor.addVersion(version, ofPredictionsToo ? run.holdOutProfile() : run.trainingProfile());
        if (monitor.measuresAgainstLabels()) {
            run.winner()
                    .map(Candidate::evaluation)
                    .flatMap(HeldOutRows::labelled)
                    .ifPresent(rows -> monitor.labelledReference(version, rows));
        }
    }

    @Override
    public void serves(int version) {
        monitor.putInCharge(version);
    }
}
