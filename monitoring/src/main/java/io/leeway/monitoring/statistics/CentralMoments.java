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
    static final int CHUNK = 256;

    /**
     * Returns differences to a number.
     *
     * @param scale a power of two that all numbers are multiplied by first
     * @param origin what is subtracted from each, in the scale
     * @return what turns numbers into them
     */
    public static Numbers differences(double scale, double origin) {
        return (chunk, count) -> {
            for (int k = 0; k < count; k++) {
                chunk[k] = chunk[k] * scale - origin;
            }
        };
    }

    /**
     * Returns distances to a number.
     *
     * @param scale a power of two that all numbers are multiplied by first
     * @param origin a number near the other, in the scale
     * @param offset how far the other is above the origin
     * @return what turns numbers into them
     */
    public static Numbers distances(double scale, double origin, double offset) {
        return (chunk, count) -> {
            for (int k = 0; k < count; k++) {
                chunk[k] = Math.abs(chunk[k] * scale - origin - offset);
            }
        };
    }

    /** Turns numbers into those whose moments are wanted. */
    @FunctionalInterface
    public interface Numbers {
        /**
         * Writes over numbers.
         *
         * @param chunk some of the numbers
         * @param count how many of them, from the first
         */
        void change(double[] chunk, int count);
    }

    /**
     * Returns the moments of what is made of numbers.
     *
     * @param values finite, at least one
     * @param numbers what is made of them
     * @return the moments
     */
    public static CentralMoments of(double[] values, Numbers numbers) {
        double near = nearMean(values, numbers);
        CentralMoments moments = around(near, values, numbers);
        // From a number far from the mean powers would cancel.
        return Math.pow(moments.mean - near, 2) <= moments.second ? moments : around(moments.mean, values, numbers);
    }

    /** The mean of numbers that are spread over all: near that of all, unless these are arranged in an uncommon way. */
    private static double nearMean(double[] values, Numbers numbers) {
        int count = Math.min(CHUNK, values.length);
        double[] chunk = new double[count];
        for (int k = 0; k < count; k++) {
            chunk[k] = values[(int) ((long) k * values.length / count)];
        }
        numbers.change(chunk, count);
        return sum(chunk, count) / count;
    }

    /** By one pass over the powers of the differences to a number near the mean. */
    private static CentralMoments around(double near, double[] values, Numbers numbers) {
        double[] chunk = new double[CHUNK];
        double[][] sums = new double[4][CHUNK];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            System.arraycopy(values, from, chunk, 0, count);
            numbers.change(chunk, count);
            addPowers(chunk, count, near, sums[0], sums[1], sums[2], sums[3]);
        }
        return ofSums(
                values.length,
                near,
                sum(sums[0], CHUNK),
                sum(sums[1], CHUNK),
                sum(sums[2], CHUNK),
                sum(sums[3], CHUNK));
    }

    /** By sums of the first four powers of the differences to a number. */
    static CentralMoments ofSums(double n, double near, double first, double second, double third, double fourth) {
        double off = first / n;
        double squares = second / n;
        double cubes = third / n;
        double fourths = fourth / n;
        double square = off * off;
        return new CentralMoments(
                n,
                near + off,
                Math.max(0, squares - square),
                cubes - 3 * off * squares + 2 * off * square,
                Math.max(0, fourths - 4 * off * cubes + 6 * square * squares - 3 * square * square));
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

    /** Adds the first four powers of the differences to the mean, each to a row of partial sums, which a processor adds up several at a time. */
    private static void addPowers(
            double[] values, int count, double mean, double[] first, double[] second, double[] third, double[] fourth) {
        for (int k = 0; k < count; k++) {
            double off = values[k] - mean;
            double square = off * off;
            first[k] += off;
            second[k] += square;
            third[k] += square * off;
            fourth[k] += square * square;
        }
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
