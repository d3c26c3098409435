package io.leeway.monitoring.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * P-values by simulation of statistics of means and covariances: the rows of both samples are dealt anew, and only the sums of the smaller sample are
 * added up for each draw.
 */
public final class ResampledMoments {

    /** Draws counts of points instead of rows where there are fewer points by so much. */
    private static final int ROWS_A_POINT = 8;

    /** The most rows that are kept one by one. */
    private static final double MOST_ROWS = 20_000_000;

    /** The most points whose products are kept. */
    private static final int MOST_TERMS = 100_000;

    private static final int SUMS_AT_ONCE = 7;

    /** A statistic of two samples. */
    @FunctionalInterface
    public interface Statistic {
        /**
         * Returns the statistic.
         *
         * @param x the first sample
         * @param y the second sample
         * @return any number, larger for samples that differ more
         */
        double of(Sums x, Sums y);
    }

    /**
     * Sums over a sample of vectors.
     *
     * @param rows how many vectors
     * @param sums of each coordinate
     * @param products sums of the products of coordinates i and j at most i, at i (i + 1) / 2 + j
     */
    public record Sums(double rows, double[] sums, double[] products) {

        /**
         * Adds up a sample.
         *
         * @param points the vectors that occur
         * @param counts how often each occurs
         * @return their sums
         */
        public static Sums of(double[][] points, double[] counts) {
            Sums sums = of(points[0].length, Arrays.stream(counts).sum());
            for (int k = 0; k < counts.length; k++) {
                sums.add(points[k], counts[k]);
            }
            return sums;
        }

        private static Sums of(int size, double rows) {
            return new Sums(rows, new double[size], new double[size * (size + 1) / 2]);
        }

        private void add(double[] vector, double times) {
            int product = 0;
            for (int i = 0; i < vector.length; i++) {
                sums[i] += times * vector[i];
                for (int j = 0; j <= i; j++) {
                    products[product++] += times * vector[i] * vector[j];
                }
            }
        }

        private void setRest(Sums all, Sums part) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] = all.sums[i] - part.sums[i];
            }
            for (int i = 0; i < products.length; i++) {
                products[i] = all.products[i] - part.products[i];
            }
        }

        private void clear() {
            Arrays.fill(sums, 0);
            Arrays.fill(products, 0);
        }

        /**
         * Returns the mean of a coordinate.
         *
         * @param i the coordinate
         * @return its mean
         */
        public double mean(int i) {
            return sums[i] / rows;
        }

        /**
         * Returns the covariance of two coordinates, divided by the number of rows.
         *
         * @param i a coordinate
         * @param j another, or the same, at most i
         * @return the covariance
         */
        public double covariance(int i, int j) {
            return products[i * (i + 1) / 2 + j] / rows - mean(i) * mean(j);
        }
    }

    private final double[][] points;
    private final double[] totals;
    private final Statistic statistic;
    private final boolean isXSmaller;
    private final Sums all;
    private final Sums part;
    private final Sums rest;

    private ResampledMoments(double[][] points, double[] x, double[] y, Statistic statistic) {
        this.points = points;
        this.statistic = statistic;
        int size = points[0].length;
        double n = Arrays.stream(x).sum();
        double m = Arrays.stream(y).sum();
        isXSmaller = n <= m;
        all = Sums.of(size, n + m);
        part = Sums.of(size, Math.min(n, m));
        rest = Sums.of(size, Math.max(n, m));
        totals = new double[x.length];
        for (int k = 0; k < totals.length; k++) {
            totals[k] = x[k] + y[k];
            all.add(points[k], totals[k]);
        }
    }

    /**
     * Returns the p-value of a statistic of two samples.
     *
     * @param points the vectors that occur, all of one size, near zero compared with their spread
     * @param x how often each occurs in the first sample, whole numbers
     * @param y how often each occurs in the second sample
     * @param statistic the statistic, which must not keep what it is given
     * @return a number in (0, 1]
     */
    public static double pValue(double[][] points, double[] x, double[] y, Statistic statistic) {
        return new ResampledMoments(points, x, y, statistic).pValue(x, y);
    }

    private double pValue(double[] x, double[] y) {
        double[] smaller = isXSmaller ? x : y;
        double observed = ofCounts(smaller);
        SplittableRandom random = MonteCarlo.random(totals, smaller);
        if (points.length * ROWS_A_POINT < part.rows || all.rows > MOST_ROWS) {
            RandomRow rows = new RandomRow(totals, part.rows, random);
            return MonteCarlo.pValue(observed, points.length, () -> ofCounts(rows.next()));
        }
        return MonteCarlo.pValue(observed, part.rows, rowByRow(random));
    }

    private double ofCounts(double[] counts) {
        part.clear();
        for (int k = 0; k < counts.length; k++) {
            if (counts[k] > 0) {
                part.add(points[k], counts[k]);
            }
        }
        return value();
    }

    /** Shuffles as many places as the smaller sample has rows (Fisher and Yates 1938). */
    private DoubleSupplier rowByRow(SplittableRandom random) {
        int[] rows = new Deck(totals).members();
        if (points.length > MOST_TERMS) {
            return () -> {
                part.clear();
                for (int i = 0; i < part.rows; i++) {
                    part.add(points[Deck.take(rows, i, random)], 1);
                }
                return value();
            };
        }
        int width = part.sums.length + part.products.length;
        double[] terms = terms(width);
        double[] added = new double[width];
        int dealt = (int) part.rows;
        return () -> {
            Deck.deal(rows, dealt, random);
            addUp(terms, rows, dealt, added);
            System.arraycopy(added, 0, part.sums, 0, part.sums.length);
            System.arraycopy(added, part.sums.length, part.products, 0, part.products.length);
            return value();
        };
    }

    /** Adds up the terms of the first rows, seven at a time: sums stay in registers, and those of vectors of four coordinates are two times seven. */
    private static void addUp(double[] terms, int[] rows, int dealt, double[] sums) {
        int first = 0;
        for (; first + SUMS_AT_ONCE <= sums.length; first += SUMS_AT_ONCE) {
            addUpSeven(terms, rows, dealt, sums, first);
        }
        for (; first < sums.length; first++) {
            double sum = 0;
            for (int i = 0; i < dealt; i++) {
                sum += terms[rows[i] * sums.length + first];
            }
            sums[first] = sum;
        }
    }

    private static void addUpSeven(double[] terms, int[] rows, int dealt, double[] sums, int first) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        for (int i = 0; i < dealt; i++) {
            int from = rows[i] * sums.length + first;
            a += terms[from];
            b += terms[from + 1];
            c += terms[from + 2];
            d += terms[from + 3];
            e += terms[from + 4];
            f += terms[from + 5];
            g += terms[from + 6];
        }
        sums[first] = a;
        sums[first + 1] = b;
        sums[first + 2] = c;
        sums[first + 3] = d;
        sums[first + 4] = e;
        sums[first + 5] = f;
        sums[first + 6] = g;
    }

    /** What each point adds to the sums and the products, one after the other. */
    private double[] terms(int width) {
        double[] terms = new double[width * points.length];
        for (int k = 0; k < points.length; k++) {
            Sums single = Sums.of(points[k].length, 1);
            single.add(points[k], 1);
            System.arraycopy(single.sums, 0, terms, width * k, single.sums.length);
            System.arraycopy(single.products, 0, terms, width * k + single.sums.length, single.products.length);
        }
        return terms;
    }

    private double value() {
        rest.setRest(all, part);
        return isXSmaller ? statistic.of(part, rest) : statistic.of(rest, part);
    }
}
