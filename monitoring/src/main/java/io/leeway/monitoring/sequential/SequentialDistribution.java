package io.leeway.monitoring.sequential;

import io.leeway.monitoring.change.DetectorForm;
import io.leeway.monitoring.change.Input;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Tests after every row whether values have the distribution of a reference sample, which may be small: the sample's own error is
 * accounted for. Numbers of any distribution, and categories.
 *
 * <p>Each value gets its rank among the reference and all values before it, ties broken at random. As long as all come from one
 * distribution, the ranks are independent and uniform, whatever the distribution is: V. Vovk, I. Nouretdinov and A. Gammerman, "Testing
 * exchangeability on-line", ICML 2003. On the rank {@code u} bets are placed that pay {@code 1 + b P(u)}, with Legendre polynomials of
 * degrees 1 to 4 (V. Vovk, "Testing randomness online", Statistical Science 36 (2021)): degree 1 finds shifts, degree 2 changes of
 * scale, the others changes of shape.
 *
 * <p>Numbers are counted in up to 64 intervals of equal share; every fourth value of the reference sets their limits, the others are
 * compared, which takes that they stand in no order that matters. Since the values before a row belong to its comparison,
 * evidence grows as long as the reference outweighs what came after the change: use a reference of at least as many rows as a change
 * may take.
 *
 * <p>Memory: about 1.3 kilobytes. Cost: a search among 64 limits, a sum over up to 64 counts and three operations for each of 32 bets, about
 * 0.1 microseconds; nothing is allocated.
 */
public final class SequentialDistribution extends SequentialTest {

    /** The default seed by which ties are broken. */
    public static final long DEFAULT_SEED = 1;

    private static final int INTERVALS = 64;

    /** Every fourth value of the reference only sets limits. */
    private static final int LIMITS_SHARE = 4;

    /** Keeps the draws apart from those of a stream that was made from the same seed. */
    private static final long SCRAMBLE = 0x5851F42D4C957F2DL;

    private static final int LEAST_REFERENCE = 20;
    private static final int DEGREES = 4;
    private static final int SIZES = 4;
    private static final int BETS = 2 * DEGREES * SIZES;
    private static final double UNIT = 0x1.0p-53;

    /** Upper limits of all intervals but the last, or none where values are indices of categories. */
    private final double[] limits;

    private final long[] reference;
    private final long seed;
    private final long[] counts;
    private long total;
    private long draws;

    private SequentialDistribution(double alpha, double[] limits, long[] reference, long seed) {
        super("sequential-distribution", Input.NUMBERS, alpha, BETS);
        this.limits = limits;
        this.reference = reference;
        this.seed = seed;
        counts = new long[reference.length];
        clearSample();
    }

    static SequentialDistribution ofNumbers(double[] sample) {
        if (sample.length < LEAST_REFERENCE) {
            throw new IllegalArgumentException(
                    "a reference has at least " + LEAST_REFERENCE + " values, was " + sample.length);
        }
        for (double value : sample) {
            if (!Input.NUMBERS.accepts(value)) {
                throw new IllegalArgumentException("a reference consists of finite numbers, was " + value);
            }
        }
        // Limits that came from the values to be compared would make their counts too even.
        double[] sorted = IntStream.range(0, sample.length)
                .filter(i -> i % LIMITS_SHARE == 0)
                .mapToDouble(i -> sample[i])
                .sorted()
                .toArray();
        double[] limits = new double[INTERVALS - 1];
        int used = 0;
        for (int i = 1; i < INTERVALS; i++) {
            double limit = sorted[(int) ((long) i * sorted.length / INTERVALS)];
            if (used == 0 || limit > limits[used - 1]) {
                limits[used++] = limit;
            }
        }
        double[] distinct = Arrays.copyOf(limits, used);
        long[] counts = new long[used + 1];
        for (int i = 0; i < sample.length; i++) {
            if (i % LIMITS_SHARE != 0) {
                counts[interval(distinct, sample[i])]++;
            }
        }
        return new SequentialDistribution(DEFAULT_ALPHA, distinct, counts, DEFAULT_SEED);
    }

    static SequentialDistribution ofCategories(long[] counts) {
        long rows = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("a category has at least 0 rows, was " + count);
            }
            rows += count;
        }
        if (rows < LEAST_REFERENCE) {
            throw new IllegalArgumentException("a reference has at least " + LEAST_REFERENCE + " rows, was " + rows);
        }
        // One more for all that the reference has not.
        return new SequentialDistribution(
                DEFAULT_ALPHA, new double[0], Arrays.copyOf(counts, counts.length + 1), DEFAULT_SEED);
    }

    /**
     * Sets the probability of ever reporting a change where there is none.
     *
     * @param probability in (0, 1), 0.01 by default
     * @return a new test that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public SequentialDistribution withAlpha(double probability) {
        return new SequentialDistribution(probability, limits, reference, seed);
    }

    /**
     * Sets the seed by which ties are broken.
     *
     * @param number any number, 1 by default
     * @return a new test that has seen no value
     */
    public SequentialDistribution withSeed(long number) {
        return new SequentialDistribution(alpha(), limits, reference, number);
    }

    private static int interval(double[] limits, double value) {
        int low = 0;
        int high = limits.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (value < limits[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int place(double value) {
        if (limits.length > 0) {
            return interval(limits, value);
        }
        int unseen = counts.length - 1;
        return value >= 0 && value < unseen && value == Math.rint(value) ? (int) value : unseen;
    }

    @Override
    void play(double value, double stake, Wagers bets) {
        int place = place(value);
        long less = 0;
        for (int i = 0; i < place; i++) {
            less += counts[i];
        }
        counts[place]++;
        total++;
        double u = (less + uniform() * counts[place]) / total;
        double x = 2 * u - 1;
        double before = 1;
        double polynomial = x;
        int bet = 0;
        for (int degree = 1; degree <= DEGREES; degree++) {
            double size = 1;
            for (int i = 0; i < SIZES; i++) {
                size /= 2;
                bets.play(bet++, stake, 1 + size * polynomial);
                bets.play(bet++, stake, 1 - size * polynomial);
            }
            double next = ((2 * degree + 1) * x * polynomial - degree * before) / (degree + 1);
            before = polynomial;
            polynomial = next;
        }
    }

    /** SplitMix64, whose state is one number. */
    private double uniform() {
        draws += 0x9E3779B97F4A7C15L;
        long z = (draws ^ (draws >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }

    @Override
    void clearSample() {
        System.arraycopy(reference, 0, counts, 0, counts.length);
        total = Arrays.stream(reference).sum();
        draws = seed * SCRAMBLE ^ SCRAMBLE;
    }

    @Override
    void formSample(DetectorForm form) {
        form.option("reference", Arrays.hashCode(reference) * 31 + Arrays.hashCode(limits));
        form.option("seed", seed);
        for (int i = 0; i < counts.length; i++) {
            counts[i] = form.whole(counts[i], reference[i], Long.MAX_VALUE);
        }
        total = form.count(total);
        draws = form.whole(draws, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Override
    String hypothesis() {
        return "the distribution of " + Arrays.stream(reference).sum() + " values";
    }
}
