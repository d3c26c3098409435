package io.leeway.monitoring;

import io.leeway.monitoring.fairness.FairnessReport;
import io.leeway.monitoring.performance.AssumptionCheck;
import io.leeway.monitoring.performance.PerformanceEstimate;
import io.leeway.monitoring.performance.RiskReading;
import java.util.List;
import java.util.Optional;

/**
 * What is known at the end of a window beyond metrics over labelled rows.
 *
 * @param estimate the estimate of the window's metrics, with the labels that came by then; empty unless
 *     {@link ModelMonitorBuilder#estimatedPerformance} was called
 * @param assumption whether the labels of this window and the earlier ones together contradict what estimates assume: concept drift; empty as {@code estimate}
 * @param earlier the estimates of earlier windows for which labels came since, with their errors, the oldest first
 * @param harm the risk over the labels that came; empty unless {@link ModelMonitorBuilder#harm} was called
 * @param fairness for each set of attributes how its groups were treated in this window and the earlier ones whose rows are kept; empty unless
 *     {@link ModelMonitorBuilder#fairness} was called
 */
public record PerformanceFindings(
        Optional<PerformanceEstimate> estimate,
        Optional<AssumptionCheck> assumption,
        List<WindowEstimate> earlier,
        Optional<RiskReading> harm,
        List<FairnessReport> fairness) {
    static final PerformanceFindings NONE =
            new PerformanceFindings(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of());

    /**
     * Copies the lists.
     *
     * @param estimate see the record
     * @param assumption see the record
     * @param earlier see the record
     * @param harm see the record
     * @param fairness see the record
     */
    public PerformanceFindings {
        earlier = List.copyOf(earlier);
        fairness = List.copyOf(fairness);
    }
}
