package io.leeway.monitoring.performance;

/**
 * The sums from which every metric of a binary classification follows, laid out in one array, so that a sample, a block
 * of rows and a weighted resample are measured by the same few lines.
 */
final class Totals {
    static final int ROWS = 0;
    static final int POSITIVES = 1;
    static final int LOSS = 2;
    static final int SQUARES = 3;
    static final int PROBABILITY = 4;
    static final int TRUE_POSITIVES = 5;
    static final int FALSE_POSITIVES = 6;

    /** Twice the pairs of a positive row above a negative one, a tie counting as half a pair. */
    static final int TWICE_CONCORDANT = 7;

    /** For each bin of the calibration error: the sum of probabilities less the number of positives. */
    static final int BINS = 8;

    private Totals() {}

    static int length(int bins) {
        return BINS + bins;
    }

    /** Adds one row with a weight; concordance is not a sum over rows and is left to the caller. */
    static void add(double[] totals, int offset, int bins, double threshold, double p, boolean positive, double loss) {
        double error = positive ? p - 1 : p;
        totals[offset + ROWS]++;
        if (positive) {
            totals[offset + POSITIVES]++;
        }
        totals[offset + LOSS] += loss;
        totals[offset + SQUARES] += error * error;
        totals[offset + PROBABILITY] += p;
        if (p >= threshold) {
            totals[offset + (positive ? TRUE_POSITIVES : FALSE_POSITIVES)]++;
        }
        totals[offset + BINS + bin(p, bins)] += error;
    }

    static int bin(double p, int bins) {
        return Math.min((int) (p * bins), bins - 1);
    }

    static double loss(double p, boolean positive) {
        double clipped =
                Math.min(Math.max(p, ClassificationMetrics.LOG_LOSS_CLIP), 1 - ClassificationMetrics.LOG_LOSS_CLIP);
        return -Math.log(positive ? clipped : 1 - clipped);
    }

    static void check(double[] probability, boolean[] actual) {
        if (probability.length != actual.length) {
            throw new IllegalArgumentException("got " + probability.length + " probabilities for " + actual.length
                    + " labels; pass one of each for every row");
        }
        for (int i = 0; i < probability.length; i++) {
            if (!(probability[i] >= 0 && probability[i] <= 1)) {
                throw new InvalidPredictionException("not a probability:", i, probability[i]);
            }
        }
    }

    static ClassificationMetrics metrics(double[] t, int bins, double threshold) {
        double n = t[ROWS];
        double positives = t[POSITIVES];
        double negatives = n - positives;
        double tp = t[TRUE_POSITIVES];
        double fp = t[FALSE_POSITIVES];
        double calibration = 0;
        for (int bin = 0; bin < bins; bin++) {
            calibration += Math.abs(t[BINS + bin]);
        }
        return new ClassificationMetrics(
                (long) n,
                (long) positives,
                threshold,
                t[LOSS] / n,
                t[TWICE_CONCORDANT] / 2 / (positives * negatives),
                t[SQUARES] / n,
                calibration / n,
                (t[PROBABILITY] - positives) / n,
                (tp + negatives - fp) / n,
                tp / (tp + fp),
                tp / positives,
                2 * tp / (tp + fp + positives));
    }
}
