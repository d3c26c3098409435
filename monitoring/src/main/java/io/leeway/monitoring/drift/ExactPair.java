package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.BucketedSample;
import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.MergedSamples;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.SmirnovDistance;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A reference and a current sample: what several tests of the two need, each computed when it is first asked for. */
final class ExactPair {

    private final ExactSample reference;
    private final ExactSample current;
    private volatile @Nullable TiedSamples ties;
    private volatile @Nullable RankSums ranks;
    private volatile double @Nullable [] aroundQuartiles;
    /** {@code NaN} until it is computed. */
    private volatile double distance = Double.NaN;

    ExactPair(ExactSample reference, ExactSample current) {
        this.reference = reference;
        this.current = current;
    }

    boolean isOf(ExactSample sample) {
        return reference == sample;
    }

    /** The values of both in one order. */
    TiedSamples ties() {
        TiedSamples known = ties;
        if (known == null) {
            known = isBetterSorted() || !isTied()
                    ? TiedSamples.of(reference.sorted(), current.sorted())
                    : TiedSamples.of(bucketedReference(), bucketedCurrent());
            ties = known;
        }
        return known;
    }

    /** Of both in one order, in the unit of {@link Scale#ifExtreme}. */
    RankSums ranks() {
        RankSums known = ranks;
        if (known == null) {
            double scale = Scale.ifExtreme(reference, current);
            if (isBetterSorted()) {
                known = RankSums.of(reference.sorted(), current.sorted(), scale);
            } else if (isTied()) {
                known = RankSums.of(ties(), scale);
            } else {
                known = RankSums.of(bucketedReference(), bucketedCurrent(), scale);
            }
            ranks = known;
        }
        return known;
    }

    /** The largest distance between the two distribution functions. */
    double distance() {
        RankSums known = ranks;
        if (known != null) {
            return known.largest();
        }
        if (Double.isNaN(distance)) {
            distance = (double) steps() / ((double) reference.size() * current.size());
        }
        return distance;
    }

    private long steps() {
        return isBetterSorted()
                ? MergedSamples.steps(reference.sorted(), current.sorted())
                : SmirnovDistance.steps(bucketedReference(), bucketedCurrent());
    }

    /** The reference has the buckets, for all that is compared with it, unless it is too small to have enough. */
    private boolean areBucketsOfReference() {
        return reference.size() >= current.size() / 16;
    }

    private BucketedSample bucketedReference() {
        return areBucketsOfReference() ? reference.bucketed() : reference.bucketedLike(current);
    }

    private BucketedSample bucketedCurrent() {
        return areBucketsOfReference() ? current.bucketedLike(reference) : current.bucketed();
    }

    private boolean isBetterSorted() {
        return isBetterSorted(reference, current) && isBetterSorted(current, reference);
    }

    /** Whether a sample is sorted already, or so small beside a sorted one that sorting it is cheap. */
    private static boolean isBetterSorted(ExactSample sample, ExactSample other) {
        return sample.isSorted()
                || sample.size() + other.size() < SmirnovDistance.FEW
                || other.isSorted() && sample.size() < other.size() / 16;
    }

    /** Whether many numbers of a large sample are equal. */
    boolean isTied() {
        return bucketedReference().isTied();
    }

    /** The moments of the values of both together, in units of their scale, from the origin of the reference. */
    CentralMoments moments() {
        double scale = Scale.of(reference, current);
        CentralMoments ofReference = reference.moments().times(scale / reference.scale(), 0);
        return ofReference.with(current.moments()
                .times(scale / current.scale(), current.origin() * scale - reference.origin() * scale));
    }

    /**
     * The quartile of both together between two neighbours in proportion to its distance from each, times a scale.
     *
     * @param number 1, 2 for the median, or 3
     * @param scale the scale
     */
    double quartile(int number, double scale) {
        double rank = rankOfQuartile(number);
        double below = aroundQuartiles()[2 * number - 2] * scale;
        double above = aroundQuartiles()[2 * number - 1] * scale;
        return below + (above - below) * (rank - Math.floor(rank));
    }

    private double rankOfQuartile(int number) {
        return ((double) reference.size() + current.size() - 1) * (number / 4.0);
    }

    /** The value below each quartile and the one above. */
    private double[] aroundQuartiles() {
        double[] known = aroundQuartiles;
        if (known == null) {
            long[] ranks = new long[6];
            for (int number = 1; number <= 3; number++) {
                ranks[2 * number - 2] = (long) Math.floor(rankOfQuartile(number));
                ranks[2 * number - 1] = (long) Math.ceil(rankOfQuartile(number));
            }
            known = isBetterSorted()
                    ? Arrays.stream(ranks).mapToDouble(this::atSorted).toArray()
                    : BucketedSample.select(bucketedReference(), bucketedCurrent(), ranks);
            aroundQuartiles = known;
        }
        return known;
    }

    /** The value of both together with a rank from 0 in ascending order. */
    private double atSorted(long rank) {
        double[] x = reference.sorted();
        double[] y = current.sorted();
        // How many of the values before the rank are of the reference.
        int low = (int) Math.max(0, rank - y.length);
        int high = (int) Math.min(x.length, rank);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x[middle] < y[(int) (rank - middle - 1)]) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int ofY = (int) (rank - low);
        return ofY == y.length || low < x.length && x[low] <= y[ofY] ? x[low] : y[ofY];
    }
}
