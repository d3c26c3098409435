package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A reference and a current sample, at least one of them a profile: what several tests of the two need, each computed when it is first asked for. */
final class BinnedPair {

    private final NumericSample reference;
    private final NumericSample current;
    private volatile @Nullable Points points;
    private volatile @Nullable TiedSamples ties;
    private volatile @Nullable RankSums ranks;

    BinnedPair(NumericSample reference, NumericSample current) {
        this.reference = reference;
        this.current = current;
    }

    /** The pair that a current profile keeps, or a new one. */
    static BinnedPair of(NumericSample reference, NumericSample current) {
        return current instanceof BinnedSample profile && reference != current
                ? profile.pairWith(reference)
                : new BinnedPair(reference, current);
    }

    boolean isOf(NumericSample sample) {
        return reference == sample;
    }

    /** The points between which both distribution functions are straight lines. */
    Points points() {
        Points known = points;
        if (known == null) {
            known = Points.of(reference, current);
            points = known;
        }
        return known;
    }

    /** The values of both in one order. What lies between two limits of buckets is taken to be tied in their middle. */
    TiedSamples ties() {
        TiedSamples known = ties;
        if (known == null) {
            known = tied();
            ties = known;
        }
        return known;
    }

    /** Of both in one order, in the unit of {@link Scale#ifExtreme}. */
    RankSums ranks() {
        RankSums known = ranks;
        if (known == null) {
            known = RankSums.of(ties(), Scale.ifExtreme(reference, current));
            ranks = known;
        }
        return known;
    }

    private TiedSamples tied() {
        Points both = points();
        double n = reference.size();
        double m = current.size();
        double[] points = new double[2 * both.size()];
        double[] x = new double[points.length];
        double[] y = new double[points.length];
        int size = 0;
        for (int i = 0; i < both.size(); i++) {
            size = add(points, x, y, size, both.point(i), both.referenceAt(i) * n, both.currentAt(i) * m);
            if (i + 1 < both.size()) {
                size = add(
                        points, x, y, size, both.middle(i), both.referenceBetween(i) * n, both.currentBetween(i) * m);
            }
        }
        return new TiedSamples(
                Arrays.copyOf(points, size),
                Arrays.copyOf(x, size),
                Arrays.copyOf(y, size),
                Arrays.stream(x).sum(),
                Arrays.stream(y).sum());
    }

    private static int add(double[] points, double[] x, double[] y, int size, double at, double ofX, double ofY) {
        if (ofX <= 0 && ofY <= 0) {
            return size;
        }
        points[size] = at;
        x[size] = Math.max(0, ofX);
        y[size] = Math.max(0, ofY);
        return size + 1;
    }
}
