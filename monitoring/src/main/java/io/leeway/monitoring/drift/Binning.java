package io.leeway.monitoring.drift;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How numbers are put into bins before their counts are compared; categories are their own bins.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Binning {

    /** The default number of bins. */
    public static final int DEFAULT_BINS = 10;

    /** The number of distinct values of the reference up to which {@link #evidently} takes each as a bin. */
    public static final int EVIDENTLY_VALUES = 20;

    static final Binning DEFAULT = equalShares(DEFAULT_BINS);

    /** The limits between the bins, for two samples with at least one number each: ascending, without duplicates. */
    @FunctionalInterface
    private interface Limits {
        double[] of(NumericSample reference, NumericSample current);
    }

    private final String description;
    private final Limits limits;
    /** Equal shares of the reference, 0 if the bins are others. */
    private final int shares;

    private Binning(String description, Limits limits) {
        this(description, limits, 0);
    }

    private Binning(String description, Limits limits, int shares) {
        this.description = description;
        this.limits = limits;
        this.shares = shares;
    }

    /**
     * Returns bins with equal shares of the reference. A bin holds what is above the quantile before it and at most its own; of equal
     * quantiles one remains. If the least value of the reference fills a bin, what is below it has
     * another.
     *
     * @param bins at least 2
     * @return the bins
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public static Binning equalShares(int bins) {
        int parts = Options.bins(bins);
        return new Binning(bins + " bins", (reference, current) -> quantiles(reference, parts), parts);
    }

    /**
     * Returns bins of equal widths over the range of the reference; the first also holds what is below it, and the last
     * what is above. Outliers of the reference leave few bins for the others.
     *
     * @param bins at least 2
     * @return the bins
     * @throws IllegalArgumentException if there are fewer than 2
     */
    public static Binning equalWidths(int bins) {
        int count = Options.bins(bins);
        return new Binning(bins + " bins of equal widths", (reference, current) -> {
            double least = least(reference);
            double greatest = greatest(reference);
            return IntStream.range(1, count)
                    .mapToDouble(i -> least + i * (greatest / count - least / count))
                    .distinct()
                    .toArray();
        });
    }

    /**
     * Returns bins between given edges; the first holds all that is at most the first edge, and the last all that is
     * above the last.
     *
     * @param edges ascending, finite, at least one
     * @return the bins, one more than edges
     * @throws IllegalArgumentException if there is no edge, or they are not finite and strictly ascending
     */
    public static Binning edges(double... edges) {
        if (edges.length == 0) {
            throw new IllegalArgumentException("bins need at least one edge between them");
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException("edges are finite and ascending: number " + i + " is " + edges[i]
                        + (i > 0 ? " after " + edges[i - 1] : ""));
            }
        }
        double[] copy = edges.clone();
        return new Binning((copy.length + 1) + " given bins", (reference, current) -> copy.clone());
    }

    /**
     * Returns the bins of Evidently's PSI: of a reference with at most {@value #EVIDENTLY_VALUES} distinct values, each
     * value of either sample; otherwise Sturges' number of equal widths over the range of both samples, as numpy's
     * {@code histogram_bin_edges(..., "sturges")}. The values of a profile are not known: it always has equal widths.
     *
     * @return the bins
     */
    public static Binning evidently() {
        return new Binning(
                "bins of equal widths by Sturges",
                (reference, current) -> reference instanceof ExactSample exact && exact.hasAtMost(EVIDENTLY_VALUES)
                        ? DoubleStream.concat(Arrays.stream(reference.support()), Arrays.stream(current.support()))
                                .sorted()
                                .distinct()
                                .toArray()
                        : sturges(reference, current));
    }

    private static double[] sturges(NumericSample reference, NumericSample current) {
        double first = Math.min(least(reference), least(current));
        double last = Math.max(greatest(reference), greatest(current));
        double scale = Scale.ifExtreme(reference, current);
        double range = last * scale - first * scale;
        // By way of the width and with its rounding, as numpy.
        double width = range / (binaryLogarithm((double) reference.size() + current.size()) + 1);
        int bins = width > 0 ? (int) Math.ceil(range / width) : 1;
        double step = range / bins;
        return IntStream.range(1, bins)
                // A number on an edge is above it.
                .mapToDouble(i -> Math.nextDown((i * step + first * scale) / scale))
                .distinct()
                .toArray();
    }

    /**
     * Returns the bins of NannyML's distances: Doane's number of equal widths over the range of the reference (Doane 1976), as numpy's
     * {@code histogram_bin_edges(..., "doane")}, and one bin on each side for what is outside.
     *
     * @return the bins
     */
    public static Binning doane() {
        return new Binning("bins of equal widths by Doane", (reference, current) -> doane(reference));
    }

    private static double[] doane(NumericSample reference) {
        double first = least(reference);
        double last = greatest(reference);
        double scale = Scale.ifExtreme(reference, reference);
        double range = last * scale - first * scale;
        double n = reference.size();
        double skewness = n > 2 && range > 0 ? Math.abs(Moments.of(reference).skewness()) : 0;
        double error = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
        double width = range / (1 + Math.log(n) / Math.log(2) + Math.log1p(skewness / error) / Math.log(2));
        int bins = n > 2 && width > 0 ? (int) Math.ceil(range / width) : 1;
        double start = range > 0 ? first * scale : first * scale - 0.5;
        double end = range > 0 ? last * scale : last * scale + 0.5;
        double step = (end - start) / bins;
        return IntStream.rangeClosed(0, bins)
                // A number on an edge is above it, but on the last.
                .mapToDouble(i -> i == bins ? end / scale : Math.nextDown((i * step + start) / scale))
                .distinct()
                .toArray();
    }

    /** Exact for powers of two. */
    private static double binaryLogarithm(double x) {
        int exponent = Math.getExponent(x);
        return x == Math.scalb(1.0, exponent) ? exponent : Math.log(x) / Math.log(2);
    }

    private static double least(NumericSample sample) {
        return sample instanceof ExactSample exact ? exact.least() : sample.quantile(0.0);
    }

    private static double greatest(NumericSample sample) {
        return sample instanceof ExactSample exact ? exact.greatest() : sample.quantile(1.0);
    }

    private static double[] quantiles(NumericSample reference, int bins) {
        if (reference instanceof ExactSample exact) {
            return exact.equalShares(bins);
        }
        double[] limits = IntStream.range(1, bins)
                .mapToDouble(i -> reference.quantile(i, bins))
                .distinct()
                .toArray();
        // What is below the reference is not in the bin of its least value if that is tied and fills a bin.
        return limits[0] > least(reference) || limits[0] == -Double.MAX_VALUE || reference.size() <= bins
                ? limits
                : DoubleStream.concat(DoubleStream.of(Math.nextDown(limits[0])), Arrays.stream(limits))
                        .toArray();
    }

    double[] limits(NumericSample reference, NumericSample current) {
        return limits.of(reference, current);
    }

    /** Whether bins with these rows of the reference end each at one of its rows, so that the rows were known beforehand: none is tied there. */
    boolean endAtRows(double[] reference, double rows) {
        double upTo = 0;
        for (int i = 1; i < reference.length; i++) {
            upTo += reference[i - 1];
            if (upTo != Math.ceil(i * rows / shares)) {
                return false;
            }
        }
        return reference.length == shares && shares <= rows;
    }

    @Override
    public String toString() {
        return description;
    }
}
