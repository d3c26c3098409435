package io.leeway.monitoring;

import io.leeway.monitoring.performance.LabelledRows;

/**
 * The version whose rows of a window are evaluated.
 *
 * @param reference what its rows are compared with
 * @param outcomes what its labels say beyond usual metrics
 * @param newest its newest labelled rows
 */
record Answerer(Reference reference, OutcomeJudge outcomes, LabelledRows newest) {}
