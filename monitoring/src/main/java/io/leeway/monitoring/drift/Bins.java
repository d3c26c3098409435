package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows of two samples in the same bins; bins that are empty in both are left out. */
final class Bins {

    private final double[] reference;
    private final double[] current;
    private final double referenceRows;
    private final double currentRows;

    private Bins(double[] reference, double[] current, double referenceRows, double currentRows) {
        this.reference = reference;
        this.current = current;
        this.referenceRows = referenceRows;
        this.currentRows = currentRows;
    }

    /** Numbers in bins, categories as they are; both samples are of the same type. */
    static Bins of(Sample reference, Sample current, Binning binning) {
        if (reference instanceof NumericSample before && current instanceof NumericSample now) {
            return ofNumbers(before, now, binning.limits(before, now));
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

    private static double[] counts(String which, long[] counts) {
        long rows = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "category " + i + " of the " + which + " has " + counts[i] + " rows");
            }
            rows += counts[i];
        }
        if (rows == 0) {
            throw new IllegalArgumentException("the " + which + " has no rows");
        }
        return Arrays.stream(counts).asDoubleStream().toArray();
    }

    /** A bin holds what is above the limit before and at most its own; the last holds what is above all limits. */
    private static Bins ofNumbers(NumericSample reference, NumericSample current, double[] limits) {
        return compact(reference.counts(limits), current.counts(limits), reference.size(), current.size());
    }

    private static Bins ofCategories(CategoricalSample reference, CategoricalSample current) {
        SortedSet<String> names = new TreeSet<>(reference.counts().keySet());
        names.addAll(current.counts().keySet());
        double[] before = new double[names.size() + 1];
        double[] now = new double[names.size() + 1];
        int i = 0;
        for (String name : names) {
            before[i] = reference.counts().getOrDefault(name, 0L);
            now[i] = current.counts().getOrDefault(name, 0L);
            i++;
        }
        before[i] = reference.other();
        now[i] = current.other();
        return compact(before, now, reference.size(), current.size());
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

    int size() {
        return reference.length;
    }

    double reference(int bin) {
        return reference[bin];
    }

    double current(int bin) {
        return current[bin];
    }

    double referenceRows() {
        return referenceRows;
    }

    double currentRows() {
        return currentRows;
    }
}
