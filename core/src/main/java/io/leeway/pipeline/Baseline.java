package io.leeway.pipeline;

import io.leeway.evaluation.Evaluation;
import io.leeway.registry.ModelVersion;

/**
 * A registered model on the rows held out.
 *
 * @param version which one
 * @param evaluation its answers to all of them
 * @param seen how many of the first of them are no newer than what it was trained on
 */
record Baseline(ModelVersion version, Evaluation evaluation, int seen) {}
