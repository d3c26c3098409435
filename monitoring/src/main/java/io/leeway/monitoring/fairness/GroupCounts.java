package io.leeway.monitoring.fairness;

import io.leeway.monitoring.performance.Interval;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** The counts of a group, from which all rates follow. */
final class GroupCounts {
    private long rows;
    private long selected;
    private long tp;
    private long fp;
    private long tn;
    private long fn;

    /** A rate that is compared between groups. */
    enum Rate {
        SELECTION,
        TRUE_POSITIVE,
        FALSE_POSITIVE,
        PRECISION,
        ACCURACY
    }

    void add(boolean predicted, double label) {
        rows++;
        selected += predicted ? 1 : 0;
        if (label == 1) {
            tp += predicted ? 1 : 0;
            fn += predicted ? 0 : 1;
        } else if (label == 0) {
            fp += predicted ? 1 : 0;
            tn += predicted ? 0 : 1;
        }
    }

    long rows() {
        return rows;
    }

    long hits(Rate rate) {
        return switch (rate) {
            case SELECTION -> selected;
            case TRUE_POSITIVE, PRECISION -> tp;
            case FALSE_POSITIVE -> fp;
            case ACCURACY -> tp + tn;
        };
    }

    /** The number of rows that count for a rate. */
    long relevant(Rate rate) {
        return switch (rate) {
            case SELECTION -> rows;
            case TRUE_POSITIVE -> tp + fn;
            case FALSE_POSITIVE -> fp + tn;
            case PRECISION -> tp + fp;
            case ACCURACY -> tp + tn + fp + fn;
        };
    }

    /** The rate with Wilson's interval; NaN if no row counts for it. */
    Interval interval(Rate rate, double confidence) {
        double n = relevant(rate);
        double share = hits(rate) / n;
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
        double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
        return new Interval(share, Math.max(0, centre - half), Math.min(1, centre + half), confidence);
    }

    GroupMetrics metrics(String group, double confidence) {
        return new GroupMetrics(
                group,
                rows,
                relevant(Rate.ACCURACY),
                tp + fn,
                interval(Rate.SELECTION, confidence),
                interval(Rate.TRUE_POSITIVE, confidence),
                interval(Rate.FALSE_POSITIVE, confidence),
                interval(Rate.PRECISION, confidence),
                interval(Rate.ACCURACY, confidence));
    }
}
