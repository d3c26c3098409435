package io.leeway.monitoring.change;

import java.util.Arrays;
import java.util.Locale;

/**
 * KSWIN: compares the newest values with a random sample of the ones before them, by the exact two-sample Kolmogorov-Smirnov
 * test, so that changes of the whole distribution are detected.
 *
 * <p>Of a window of 100 values, the newest 30 are compared with 30 of the other 70; there is a change if the p-value is at most
 * 0.005 and the distance above 0.1. C. Raab, M. Heusinger and F.-M. Schleif, "Reactive soft prototype computing for concept
 * drift streams", Neurocomputing 416 (2020), in the form and with the defaults of River 0.26.1. The test is repeated for each
 * value, so its level is no rate of false alarms. With the same draws changes are detected at the same elements as in River;
 * the generator differs (River's is Python's Mersenne Twister), so with samples that are not all of the older values they
 * are not. P-values of samples of equal size: B. V. Gnedenko and V. S. Korolyuk, Doklady Akademii Nauk SSSR 80 (1951).
 *
 * <p>Memory: the window, two samples and a permutation: 1.9 kB with the defaults. Cost: the sorting of a sample for each value,
 * about 0.5 microseconds with the defaults; nothing is allocated. Not safe for use by several threads.
 */
public final class Kswin extends BaseDetector {

    /** The default p-value up to which there is a change. */
    public static final double DEFAULT_ALPHA = 0.005;

    /** The default number of values in the window. */
    public static final int DEFAULT_WINDOW = 100;

    /** The default number of values in each sample. */
    public static final int DEFAULT_SAMPLE = 30;

    /** The default seed of the draws. */
    public static final long DEFAULT_SEED = 1;

    private static final double LEAST_DISTANCE = 0.1;
    private static final int LONGEST = 10_000;

    private final double alpha;
    private final int length;
    private final int size;
    private final long seed;
    private final int critical;

    private final double[] window;
    private final double[] newest;
    private final double[] sample;
    private final int[] order;
    private final Draws draws;
    private int start;
    private int distance;

    /** A detector with the defaults, for {@link ChangeDetectors#kswin()}. */
    Kswin() {
        this(DEFAULT_ALPHA, DEFAULT_WINDOW, DEFAULT_SAMPLE, DEFAULT_SEED);
    }

    private Kswin(double alpha, int length, int size, long seed) {
        super("kswin", Input.NUMBERS, length);
        this.alpha = alpha;
        this.length = length;
        this.size = size;
        this.seed = seed;
        critical = critical(alpha, size);
        window = new double[length];
        newest = new double[size];
        sample = new double[size];
        order = new int[length - size];
        draws = new Draws(seed);
        clear();
    }

    /**
     * Sets the p-value up to which there is a change.
     *
     * @param probability in (0, 1), 0.005 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public Kswin withAlpha(double probability) {
        return new Kswin(Options.probability(probability, "alpha"), length, size, seed);
    }

    /**
     * Sets the sizes of the window and of each sample.
     *
     * @param values in the window, at least twice the sample and at most 10,000; 100 by default
     * @param sampled in each sample, at least 2; 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public Kswin withWindow(int values, int sampled) {
        if (values > LONGEST) {
            throw new IllegalArgumentException("the window is at most " + LONGEST + " values long, was " + values);
        }
        int checked = Options.atLeast(2, sampled, "the sample");
        return new Kswin(alpha, Options.atLeast(2 * checked, values, "the window"), checked, seed);
    }

    /**
     * Sets the seed of the draws.
     *
     * @param number any number, 1 by default
     * @return a new detector that has seen no value
     */
    public Kswin withSeed(long number) {
        return new Kswin(alpha, length, size, number);
    }

    /** The smallest difference of the two counts that is a change. */
    private static int critical(double alpha, int size) {
        int difference = (int) Math.floor(LEAST_DISTANCE * size) + 1;
        while (difference <= size && pValue(difference, size) > alpha) {
            difference++;
        }
        return difference;
    }

    /** The probability that two samples of one distribution reach this difference, 2 sum (-1)^(j-1) C(2n, n - jd) / C(2n, n). */
    static double pValue(int difference, int size) {
        double sum = 0;
        int sign = 1;
        for (int k = difference; k <= size; k += difference) {
            double ratio = 1;
            for (int i = 1; i <= k; i++) {
                ratio *= (double) (size - i + 1) / (size + i);
            }
            sum += sign * ratio;
            sign = -sign;
        }
        return Math.min(1, 2 * sum);
    }

    @Override
    protected ChangeState next(double value) {
        long n = count();
        if (n > size) {
            remove(at(Math.min(n - 1, length) - size));
        }
        insert(value, (int) Math.min(n - 1, size - 1L));
        if (n > length) {
            window[start] = value;
            start = start + 1 == length ? 0 : start + 1;
        } else {
            window[(int) n - 1] = value;
        }
        if (n < length) {
            return ChangeState.LEARNING;
        }
        draw();
        distance = distance();
        return distance >= critical ? ChangeState.CHANGE : ChangeState.STABLE;
    }

    private double at(long index) {
        int at = start + (int) index;
        return window[at < length ? at : at - length];
    }

    private void remove(double value) {
        int at = Arrays.binarySearch(newest, value);
        System.arraycopy(newest, at + 1, newest, at, size - at - 1);
    }

    private void insert(double value, int used) {
        int at = used;
        // Zeros of both signs are told apart, as the binary search does.
        while (at > 0 && Double.compare(newest[at - 1], value) > 0) {
            newest[at] = newest[at - 1];
            at--;
        }
        newest[at] = value;
    }

    /** Moves a random choice to the front of the permutation, which stays as it is until the next value. */
    private void draw() {
        for (int i = 0; i < size; i++) {
            int other = i + draws.below(order.length - i);
            int chosen = order[other];
            order[other] = order[i];
            order[i] = chosen;
            sample[i] = at(chosen);
        }
        Arrays.sort(sample);
    }

    private int distance() {
        int i = 0;
        int j = 0;
        int greatest = 0;
        while (i < size && j < size) {
            double left = sample[i];
            double right = newest[j];
            if (left <= right) {
                while (i < size && sample[i] == left) {
                    i++;
                }
            }
            if (right <= left) {
                while (j < size && newest[j] == right) {
                    j++;
                }
            }
            greatest = Math.max(greatest, Math.abs(i - j));
        }
        return greatest;
    }

    @Override
    protected void clear() {
        start = 0;
        distance = 0;
        draws.restart();
        Arrays.setAll(order, i -> i);
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("alpha", alpha);
        form.option("window", length);
        form.option("sample", size);
        form.option("seed", seed);
        start = (int) form.whole(start, 0, length - 1L);
        distance = (int) form.whole(distance, 0, size);
        form.numbers(window, (int) Math.min(count(), length));
        form.numbers(newest, (int) Math.min(count(), size));
        for (int i = 0; i < order.length; i++) {
            order[i] = (int) form.whole(order[i], 0, order.length - 1L);
        }
        draws.form(form);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds a distance of %.4g between the newest %d values and %d of the %d before, %.4g are a change",
                (double) distance / size,
                size,
                size,
                length - size,
                (double) critical / size);
    }
}
