package io.leeway.onnx;

import org.jspecify.annotations.Nullable;

/**
 * A synthetic row; the arrays are by the place of the feature.
 *
 * @param numbers the numbers; NaN where one is missing
 * @param categories the categories; null where one is missing
 */
record Probe(double[] numbers, @Nullable String[] categories) {}
