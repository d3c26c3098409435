package io.leeway.monitoring.performance;

/**
 * Areas under curves of rows that are positive with a probability: the expected counts above each score give the curve.
 * With probabilities of 0 and 1 they are the usual areas. Rows of equal score share one point of the curve.
 */
record ExpectedCurve(double rocAuc, double averagePrecision) {

    /** Of all rows; {@code order} holds them in ascending order of score. */
    static ExpectedCurve of(double[] score, double[] probability, int[] order) {
        double positives = 0;
        for (int row : order) {
            positives += probability[row];
        }
        double negatives = order.length - positives;
        double concordant = 0;
        double precisionSum = 0;
        double positivesAbove = 0;
        double negativesAbove = 0;
        int end = order.length;
        while (end > 0) {
            int start = end;
            double tied = 0;
            do {
                start--;
                tied += probability[order[start]];
            } while (start > 0 && score[order[start - 1]] == score[order[end - 1]]);
            double tiedNegatives = end - start - tied;
            concordant += tied * (negatives - negativesAbove - tiedNegatives / 2);
            positivesAbove += tied;
            negativesAbove += tiedNegatives;
            precisionSum += tied * positivesAbove / (positivesAbove + negativesAbove);
            end = start;
        }
        return new ExpectedCurve(
                positives > 0 && negatives > 0 ? concordant / (positives * negatives) : Double.NaN,
                positives > 0 ? precisionSum / positives : Double.NaN);
    }
}
