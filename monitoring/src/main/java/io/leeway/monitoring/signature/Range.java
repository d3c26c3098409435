package io.leeway.monitoring.signature;

import java.util.List;

/** The range of the numbers of several blocks. */
final class Range {

    /** How far beyond the range a number is outside, as a part of the range. */
    private static final double MARGIN = 0.5;

    private Range() {}

    /** Whether a number lies between these quantiles of at least half of the blocks. */
    static boolean isInside(double number, List<Counts> reference, double tail) {
        int inside = 0;
        for (Counts counts : reference) {
            inside += number > counts.quantile(tail) && number < counts.quantile(1 - tail) ? 1 : 0;
        }
        return 2 * inside >= reference.size();
    }

    static boolean isOutside(double number, List<Counts> reference) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Counts counts : reference) {
            if (counts.present() > 0) {
                least = Math.min(least, counts.quantile(0));
                greatest = Math.max(greatest, counts.quantile(1));
            }
        }
        double margin = MARGIN * (greatest - least);
        return number < least - margin || number > greatest + margin;
    }
}
