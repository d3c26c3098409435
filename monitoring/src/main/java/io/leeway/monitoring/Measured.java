package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelledRows;
import io.leeway.monitoring.performance.PerformanceMonitor;

/**
 * What labels say of a version.
 *
 * @param version the version, if it has a reference of its own; 0 for all others
 * @param performance its newest labelled rows
 * @param judge what they say beyond usual metrics
 */
record Measured(long version, PerformanceMonitor performance, OutcomeJudge judge) {

    /** What is stored of it. */
    record State(
            long version,
            double[] predictions,
            double[] actuals,
            long[] predictedMillis,
            long[] labelledMillis,
            long labelled,
            OutcomeJudge.State beyond) {}

    State state() {
        LabelledRows rows = performance.newest(Integer.MAX_VALUE);
        return new State(
                version,
                rows.predictions(),
                rows.actuals(),
                rows.predictedMillis(),
                rows.labelledMillis(),
                performance.total(),
                judge.state());
    }

    void restore(State state) {
        performance.skip(state.labelled - state.predictions.length);
        for (int i = 0; i < state.predictions.length; i++) {
            performance.add(state.predictions[i], state.actuals[i], state.predictedMillis[i], state.labelledMillis[i]);
        }
        judge.restore(state.beyond);
    }
}
