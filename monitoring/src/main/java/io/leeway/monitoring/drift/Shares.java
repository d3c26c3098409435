package io.leeway.monitoring.drift;

/** Distances of two sets of shares that need no more than a line each. */
final class Shares {

    private Shares() {}

    /** Half the sum of the absolute differences: the share of the rows that would have to change their category. */
    static double totalVariation(Bins bins) {
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            sum += Math.abs(bins.referenceShare(i) - bins.currentShare(i));
        }
        return Math.min(1, sum / 2);
    }

    /** The largest absolute difference. */
    static double largestDifference(Bins bins) {
        double largest = 0;
        for (int i = 0; i < bins.size(); i++) {
            largest = Math.max(largest, Math.abs(bins.referenceShare(i) - bins.currentShare(i)));
        }
        return largest;
    }

    /** The Euclidean distance of the square roots, divided by that of shares with nothing in common (Hellinger 1909). */
    static double hellinger(Bins bins) {
        double sum = 0;
        for (int i = 0; i < bins.size(); i++) {
            double off = Math.sqrt(bins.referenceShare(i)) - Math.sqrt(bins.currentShare(i));
            sum += off * off;
        }
        return Math.min(1, Math.sqrt(sum / 2));
    }
}
