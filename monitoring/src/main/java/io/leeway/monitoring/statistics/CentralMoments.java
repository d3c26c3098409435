package io.leeway.monitoring.statistics;

/**
 * Rows, mean and the means of the second, third and fourth powers of the differences to the mean.
 *
 * @param rows how many numbers, at least one
 * @param mean their mean
 * @param second the variance, divided by the number of rows
 * @param third the mean of the third powers
 * @param fourth the mean of the fourth powers
 */
public record CentralMoments(double rows, double mean, double second, double third, double fourth) {

    /** Numbers at a time: they stay in the first-level cache, and rounding errors of their sums stay small. */
    private static final int CHUNK = 512;

    /**
     * Of differences to a number.
     *
     * @param values finite, at least one
     * @param scale a power of two that all numbers are multiplied by first
     * @param origin what is subtracted from each, in the scale
     * @return the moments of the differences, in two passes
     */
    public static CentralMoments ofDifferences(double[] values, double scale, double origin) {
        return of(values, (from, count, into) -> {
            for (int k = 0; k < count; k++) {
                into[k] = values[from + k] * scale - origin;
            }
        });
    }

    /**
     * Of distances to a number.
     *
     * @param values finite, at least one
     * @param scale a power of two that all numbers are multiplied by first
     * @param origin a number near the other, in the scale
     * @param offset how far the other is above the origin
     * @return the moments of the distances, in two passes
     */
    public static CentralMoments ofDistances(double[] values, double scale, double origin, double offset) {
        return of(values, (from, count, into) -> {
            for (int k = 0; k < count; k++) {
                into[k] = Math.abs(values[from + k] * scale - origin - offset);
            }
        });
    }

    /** Computes some of the numbers. */
    @FunctionalInterface
    private interface Numbers {
        void get(int from, int count, double[] into);
    }

    private static CentralMoments of(double[] values, Numbers numbers) {
        double n = values.length;
        double[] chunk = new double[CHUNK];
        double sum = 0;
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            numbers.get(from, count, chunk);
            sum += sum(chunk, count);
        }
        double mean = sum / n;
        double[] sums = new double[4];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            numbers.get(from, count, chunk);
            addPowers(chunk, count, mean, sums);
        }
        // What rounding has left out of the mean.
        double rest = sums[0] / n;
        return new CentralMoments(n, mean + rest, Math.max(0, sums[1] / n - rest * rest), sums[2] / n, sums[3] / n);
    }

    /** In four sums, which a processor adds up at the same time. */
    private static double sum(double[] values, int count) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int k = 0;
        for (; k + 3 < count; k += 4) {
            a += values[k];
            b += values[k + 1];
            c += values[k + 2];
            d += values[k + 3];
        }
        for (; k < count; k++) {
            a += values[k];
        }
        return a + b + (c + d);
    }

    private static void addPowers(double[] values, int count, double mean, double[] sums) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        double secondOfOdd = 0;
        double thirdOfOdd = 0;
        double fourthOfOdd = 0;
        int k = 0;
        for (; k + 1 < count; k += 2) {
            double even = values[k] - mean;
            double odd = values[k + 1] - mean;
            first += even + odd;
            second += even * even;
            secondOfOdd += odd * odd;
            third += even * even * even;
            thirdOfOdd += odd * odd * odd;
            fourth += even * even * (even * even);
            fourthOfOdd += odd * odd * (odd * odd);
        }
        if (k < count) {
            double last = values[k] - mean;
            first += last;
            second += last * last;
            third += last * last * last;
            fourth += last * last * (last * last);
        }
        sums[0] += first;
        sums[1] += second + secondOfOdd;
        sums[2] += third + thirdOfOdd;
        sums[3] += fourth + fourthOfOdd;
    }

    /**
     * Returns the moments of the same numbers in another unit and with another zero.
     *
     * @param factor what the numbers are multiplied by
     * @param shift what is added to them then
     * @return their moments
     */
    public CentralMoments times(double factor, double shift) {
        double square = factor * factor;
        return new CentralMoments(
                rows, mean * factor + shift, second * square, third * square * factor, fourth * square * square);
    }

    /**
     * Returns the moments of both samples together (Pébay 2008).
     *
     * @param other of the other sample
     * @return of both
     */
    public CentralMoments with(CentralMoments other) {
        double all = rows + other.rows;
        double a = rows / all;
        double b = other.rows / all;
        double off = other.mean - mean;
        double square = off * off;
        double variance = a * second + b * other.second + a * b * square;
        double cubes = a * third
                + b * other.third
                + a * b * (a - b) * square * off
                + 3 * a * b * off * (other.second - second);
        double fourths = a * fourth
                + b * other.fourth
                + a * b * (a * a - a * b + b * b) * square * square
                + 6 * a * b * square * (a * other.second + b * second)
                + 4 * a * b * off * (other.third - third);
        return new CentralMoments(all, mean + b * off, variance, cubes, fourths);
    }

    /**
     * Returns the third standardised moment.
     *
     * @return 0 if all numbers are equal
     */
    public double skewness() {
        return second > 0 ? third / Math.pow(second, 1.5) : 0;
    }

    /**
     * Returns the fourth standardised moment, 3 of a normal distribution.
     *
     * @return 0 if all numbers are equal
     */
    public double kurtosis() {
        return second > 0 ? fourth / (second * second) : 0;
    }
}
