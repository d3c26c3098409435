package io.leeway.monitoring.performance;

/** The confusion matrix of one class, of rows that are of the class with a probability: sums of probabilities. */
record ExpectedCounts(double tp, double fp, double tn, double fn) {

    static ExpectedCounts of(double[] probability, int[] predicted, int label) {
        double tp = 0;
        double fp = 0;
        double tn = 0;
        double fn = 0;
        for (int row = 0; row < predicted.length; row++) {
            double p = probability[row];
            if (predicted[row] == label) {
                tp += p;
                fp += 1 - p;
            } else {
                fn += p;
                tn += 1 - p;
            }
        }
        return new ExpectedCounts(tp, fp, tn, fn);
    }

    double f1() {
        return tp / (tp + 0.5 * (fp + fn));
    }

    double precision() {
        return tp / (tp + fp);
    }

    double recall() {
        return tp / (tp + fn);
    }

    double specificity() {
        return tn / (tn + fp);
    }
}
