package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.CentralMoments;
import io.leeway.monitoring.statistics.MergedSamples;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.SmirnovDistance;
import io.leeway.monitoring.statistics.TiedSamples;
import org.jspecify.annotations.Nullable;

/** A reference and a current sample: what several tests of the two need, each computed when it is first asked for. */
final class ExactPair {

    private final ExactSample reference;
    private final ExactSample current;
    private volatile @Nullable TiedSamples ties;
    private volatile @Nullable RankSums ranks;
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
            known = TiedSamples.of(reference.sorted(), current.sorted());
            ties = known;
        }
        return known;
    }

    /** Of both in one order, in the unit of {@link Scale#ifExtreme}. */
    RankSums ranks() {
        RankSums known = ranks;
        if (known == null) {
            known = RankSums.of(reference.sorted(), current.sorted(), Scale.ifExtreme(reference, current));
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
        if (isBetterSorted(reference, current) && isBetterSorted(current, reference)) {
            return MergedSamples.steps(reference.sorted(), current.sorted());
        }
        // The reference has the buckets, for all that is compared with it, unless it is too small to have enough.
        return reference.size() >= current.size() / 16
                ? SmirnovDistance.steps(reference.bucketed(), current.bucketedLike(reference))
                : SmirnovDistance.steps(reference.bucketedLike(current), current.bucketed());
    }

    /** Whether a sample is sorted already, or so small beside a sorted one that sorting it is cheap. */
    private static boolean isBetterSorted(ExactSample sample, ExactSample other) {
        return sample.isSorted()
                || sample.size() + other.size() < SmirnovDistance.FEW
                || other.isSorted() && sample.size() < other.size() / 16;
    }

    /** Whether both are so large that their sums are better taken from the numbers than from their ties. */
    boolean isLarge() {
        return Math.min(reference.size(), current.size()) >= SmirnovDistance.FEW;
    }

    /** Whether many numbers of a large sample are equal. */
    boolean isTied() {
        return reference.bucketed().isTied();
    }

    /** The moments of the values of both together, in units of their scale. */
    CentralMoments moments() {
        double scale = Scale.of(reference, current);
        CentralMoments ofReference = reference.moments().times(scale / reference.scale(), reference.origin() * scale);
        return ofReference.with(current.moments().times(scale / current.scale(), current.origin() * scale));
    }

    /** The quantile of both together between two neighbours in proportion to its distance from each, times a scale. */
    double quantile(double share, double scale) {
        double rank = ((double) reference.size() + current.size() - 1) * share;
        double below = at((long) Math.floor(rank)) * scale;
        double above = at((long) Math.ceil(rank)) * scale;
        return below + (above - below) * (rank - Math.floor(rank));
    }

    /** The value of both together with a rank from 0 in ascending order. */
    private double at(long rank) {
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
