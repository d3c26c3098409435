package io.leeway.examples.detectors;

/** A Gaussian naive Bayes classifier that learns one row at a time, skips missing numbers, and never forgets. */
final class NaiveBayes {
    private static final double LEAST_VARIANCE = 1e-3;

    private final int classes;
    private final int features;
    private final double[] counts;
    private final double[] means;
    private final double[] squares;
    private double rows;

    NaiveBayes(int classes, int features) {
        this.classes = classes;
        this.features = features;
        counts = new double[classes];
        means = new double[classes * features];
        squares = new double[classes * features];
    }

    int predict(double[] row) {
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            double score = Math.log((counts[c] + 1) / (rows + classes));
            for (int f = 0; f < features; f++) {
                if (Double.isNaN(row[f])) {
                    continue;
                }
                int at = c * features + f;
                double variance = (squares[at] + 1) / (counts[c] + 1) + LEAST_VARIANCE;
                double difference = row[f] - means[at];
                score -= 0.5 * (Math.log(variance) + difference * difference / variance);
            }
            if (score > highest) {
                highest = score;
                best = c;
            }
        }
        return best;
    }

    void learn(double[] row, int label) {
        rows++;
        counts[label]++;
        for (int f = 0; f < features; f++) {
            if (Double.isNaN(row[f])) {
                continue;
            }
            int at = label * features + f;
            double difference = row[f] - means[at];
            means[at] += difference / counts[label];
            squares[at] += difference * (row[f] - means[at]);
        }
    }
}
