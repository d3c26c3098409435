package io.leeway.monitoring.signature;

/**
 * The rows that a fault comes from: those of one category of another feature.
 *
 * @param feature the other feature
 * @param category its category
 * @param share the share of that category's rows that show the fault, in [0, 1]; where rows are lacking, the share of its usual rows that do
 * @param elsewhere the share of all other rows that show it, in [0, 1]
 */
public record Segment(String feature, String category, double share, double elsewhere) {}
