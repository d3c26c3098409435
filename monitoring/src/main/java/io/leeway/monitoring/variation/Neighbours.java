package io.leeway.monitoring.variation;

import java.util.List;

/**
 * How much the blocks of each feature depend on the blocks before them. Eight blocks of one feature say little of it; all features
 * together say more, and each is shrunk towards them all (random effects of DerSimonian and Laird 1986). The estimate is raised by one
 * standard error, because too low a one costs false alarms.
 */
final class Neighbours {
    private final double mean;
    private final double varianceOfMean;
    private final double between;

    Neighbours(List<Scatter> features) {
        double sum = 0;
        double weights = 0;
        double weightSquares = 0;
        for (Scatter feature : features) {
            double weight = weight(feature);
            sum += weight * feature.neighbours;
            weights += weight;
            weightSquares += weight * weight;
        }
        mean = sum / weights;
        varianceOfMean = 1 / weights;
        double heterogeneity = 1.0 - features.size();
        for (Scatter feature : features) {
            double off = feature.neighbours - mean;
            heterogeneity += weight(feature) * off * off;
        }
        between = features.size() == 1 ? 0 : Math.max(0, heterogeneity / (weights - weightSquares / weights));
    }

    /** The reciprocal of the sampling variance of a correlation of neighbours. */
    private static double weight(Scatter feature) {
        return (feature.size() - 1) * feature.dimensions;
    }

    Dependence of(Scatter feature) {
        double weight = weight(feature);
        double shrinkage = between * weight / (1 + between * weight);
        double estimate = mean + shrinkage * (feature.neighbours - mean);
        double error = Math.sqrt(shrinkage / weight + (1 - shrinkage) * (1 - shrinkage) * varianceOfMean);
        return Dependence.of(feature.size(), Dependence.coefficient(feature.size(), estimate + error));
    }
}
