package io.leeway.monitoring.drift;

import io.leeway.monitoring.statistics.TableSum;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of two samples in the same bins; bins that are empty in both are left out. */
final class Bins {

    private final double[] reference;
    private final double[] current;
    private final double referenceRows;
    private final double currentRows;
    private final int emptyInBoth;
    private final boolean endAtRows;
    private final double leastLevel;

    private Bins(double[] reference, double[] current, double referenceRows, double currentRows) {
        this(reference, current, referenceRows, currentRows, 0, false, 0);
    }

    private Bins(
            double[] reference,
            double[] current,
            double referenceRows,
            double currentRows,
            int emptyInBoth,
            boolean endAtRows,
            double leastLevel) {
        this.reference = reference;
        this.current = current;
        this.referenceRows = referenceRows;
        this.currentRows = currentRows;
        this.emptyInBoth = emptyInBoth;
        this.endAtRows = endAtRows;
        this.leastLevel = leastLevel;
    }

    /** The same bins, whose p-value is compared with no level below this one; 0 if it may be compared with any. */
    Bins comparedWith(double least) {
        return new Bins(reference, current, referenceRows, currentRows, emptyInBoth, endAtRows, least);
    }

    double leastLevel() {
        return leastLevel;
    }

    /** Numbers in bins, categories as they are; both samples are of the same type. */
    static Bins of(Sample reference, Sample current, Binning binning) {
        if (reference instanceof NumericSample before && current instanceof NumericSample now) {
            return ofNumbers(before, now, binning);
        }
        return ofCategories((CategoricalSample) reference, (CategoricalSample) current);
    }

    static Bins of(double[] reference, double[] current, Binning binning) {
        return of(
                ExactSample.notEmpty("reference", reference), ExactSample.notEmpty("current sample", current), binning);
    }

    static Bins ofCounts(long[] reference, long[] current) {
        if (reference.length != current.length) {
            throw new IllegalArgumentException(
                    "counts of " + reference.length + " and of " + current.length + " categories");
        }
        double[] before = counts("reference", reference);
        double[] now = counts("current sample", current);
        return compact(
                before, now, Arrays.stream(before).sum(), Arrays.stream(now).sum());
    }

    /** As floating-point numbers, whose sums do not overflow. */
    private static double[] counts(String which, long[] counts) {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "category " + i + " of the " + which + " has " + counts[i] + " rows");
            }
        }
        if (Arrays.stream(counts).allMatch(count -> count == 0)) {
            throw new IllegalArgumentException("the " + which + " has no rows");
        }
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    /** A bin holds what is above the limit before and at most its own; the last holds what is above all limits. */
    private static Bins ofNumbers(NumericSample reference, NumericSample current, Binning binning) {
        double[] limits = binning.limits(reference, current);
        if (reference instanceof ExactSample before && current instanceof ExactSample now && before.isBucketed()) {
            // The other tests of this comparison need them in the same buckets, too.
            now.bucketedLike(before);
        }
        Bins bins = compact(reference.counts(limits), current.counts(limits), reference.size(), current.size());
        int emptyInBoth = limits.length + 1 - bins.size();
        boolean endAtRows = !reference.isApproximate() && binning.endAtRows(bins.reference, bins.referenceRows);
        return new Bins(bins.reference, bins.current, bins.referenceRows, bins.currentRows, emptyInBoth, endAtRows, 0);
    }

    /** Both are in the order of their names, so that one walk through both finds all names. */
    private static Bins ofCategories(CategoricalSample reference, CategoricalSample current) {
        int most = reference.counts().size() + current.counts().size() + 1;
        double[] before = new double[most];
        double[] now = new double[most];
        Iterator<Map.Entry<String, Long>> old = reference.counts().entrySet().iterator();
        Iterator<Map.Entry<String, Long>> young = current.counts().entrySet().iterator();
        Map.Entry<String, Long> left = next(old);
        Map.Entry<String, Long> right = next(young);
        int size = 0;
        while (left != null || right != null) {
            int order = left == null ? 1 : right == null ? -1 : left.getKey().compareTo(right.getKey());
            if (left != null && order <= 0) {
                before[size] = left.getValue();
                left = next(old);
            }
            if (right != null && order >= 0) {
                now[size] = right.getValue();
                right = next(young);
            }
            size++;
        }
        before[size] = reference.other();
        now[size] = current.other();
        return compact(Arrays.copyOf(before, size + 1), Arrays.copyOf(now, size + 1), reference.size(), current.size());
    }

    private static <T> @Nullable T next(Iterator<T> values) {
        return values.hasNext() ? values.next() : null;
    }

    private static Bins compact(double[] before, double[] now, double n, double m) {
        int kept = 0;
        for (int i = 0; i < before.length; i++) {
            if (before[i] > 0 || now[i] > 0) {
                before[kept] = before[i];
                now[kept] = now[i];
                kept++;
            }
        }
        return new Bins(Arrays.copyOf(before, kept), Arrays.copyOf(now, kept), n, m);
    }

    /** Whether each bin ends at a row of the reference that was chosen by its rank, and has only so many rows of it for that. */
    boolean endAtRows() {
        return endAtRows;
    }

    /** How many bins of numbers were left out, because they are empty in both samples. */
    int emptyInBoth() {
        return emptyInBoth;
    }

    int size() {
        return reference.length;
    }

    /** The sum of a term of the current and the reference's count over all bins. */
    double sum(TableSum.Term term) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            sum += term.of(current[i], reference[i]);
        }
        return sum;
    }

    double reference(int bin) {
        return reference[bin];
    }

    double current(int bin) {
        return current[bin];
    }

    double referenceShare(int bin) {
        return reference[bin] / referenceRows;
    }

    double currentShare(int bin) {
        return current[bin] / currentRows;
    }

    double referenceRows() {
        return referenceRows;
    }

    double currentRows() {
        return currentRows;
    }
}
