package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * ADWIN (Bifet and Gavalda, "Learning from time-changing data with adaptive windowing", SIAM 2007): keeps a window of the newest values that
 * is cut where two parts of it have different means.
 *
 * <p>The window is a row of buckets that hold 1, 2, 4, ... values each, so that n values need about 5 log2(n / 5) buckets. At every 32nd value
 * each place between two buckets is tried: a difference of means above the bound of the paper (with the window's variance, at a confidence of
 * delta / ln n) is a change. Defaults are River's. Not safe for use by several threads.
 */
public final class Adwin implements ChangeDetector {

    /** Confidence: the smaller, the fewer false alarms and the later the true ones. */
    public static final double DEFAULT_DELTA = 0.002;

    /** Values between two checks. */
    public static final int DEFAULT_CLOCK = 32;

    /** Buckets of each size. */
    public static final int DEFAULT_BUCKETS = 5;

    /** Values that each of the two parts needs. */
    public static final int DEFAULT_MINIMUM_PART = 5;

    /** Values before the first check. */
    public static final int DEFAULT_GRACE = 10;

    private static final int LEVELS = 48;

    private final double delta;
    private final int clock;
    private final int buckets;
    private final int minimumPart;
    private final int grace;

    // Level l holds up to buckets + 1 sums of 2^l values, the oldest first, in a ring of its own.
    private final int slots;
    private final double[] sums;
    private final double[] squares;
    private final int[] first = new int[LEVELS];
    private final int[] used = new int[LEVELS];
    private int levels;
    private long width;
    private double total;
    private double squared;
    private int untilCheck;
    private ChangeState state = ChangeState.LEARNING;

    private Adwin(double delta, int clock, int buckets, int minimumPart, int grace) {
        this.delta = delta;
        this.clock = clock;
        this.buckets = buckets;
        this.minimumPart = minimumPart;
        this.grace = grace;
        this.slots = Integer.highestOneBit(buckets) * 2;
        this.sums = new double[LEVELS * slots];
        this.squares = new double[LEVELS * slots];
        reset();
    }

    static Adwin withDefaults() {
        return new Adwin(DEFAULT_DELTA, DEFAULT_CLOCK, DEFAULT_BUCKETS, DEFAULT_MINIMUM_PART, DEFAULT_GRACE);
    }

    /**
     * Sets the confidence.
     *
     * @param confidence in (0, 1); the smaller, the fewer false alarms
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it lies outside (0, 1)
     */
    public Adwin withDelta(double confidence) {
        require(confidence > 0 && confidence < 1, "confidence", confidence);
        return new Adwin(confidence, clock, buckets, minimumPart, grace);
    }

    /**
     * Sets how many values lie between two checks.
     *
     * @param values at least 1
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it is less than 1
     */
    public Adwin withClock(int values) {
        require(values >= 1, "number of values between checks", values);
        return new Adwin(delta, values, buckets, minimumPart, grace);
    }

    /**
     * Sets how many buckets of each size are kept: more find the place of a change more finely and cost more.
     *
     * @param number 2 to 64
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it lies outside 2 to 64
     */
    public Adwin withBuckets(int number) {
        require(number >= 2 && number <= 64, "number of buckets", number);
        return new Adwin(delta, clock, number, minimumPart, grace);
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException("adwin: the " + what + " is out of range: " + value);
        }
    }

    @Override
    public String name() {
        return "adwin";
    }

    @Override
    public ChangeState update(double value) {
        ChangeDetectors.requireFinite(name(), value);
        if (state == ChangeState.CHANGE) {
            reset();
        }
        width++;
        if (width > 1) {
            double distance = value - total / (width - 1);
            squared += (width - 1) * distance * distance / width;
        }
        total += value;
        push(0, value, 0);
        if (used[0] > buckets) {
            compress();
        }
        if (--untilCheck == 0) {
            untilCheck = clock;
            check();
        }
        return state;
    }

    private void push(int level, double sum, double square) {
        int at = level * slots + ((first[level] + used[level]) & (slots - 1));
        sums[at] = sum;
        squares[at] = square;
        used[level]++;
        levels = Math.max(levels, level + 1);
    }

    /** The two oldest buckets of a full level become one of the next. */
    private void compress() {
        double values = 1;
        for (int level = 0; level < LEVELS - 1 && used[level] > buckets; level++) {
            int base = level * slots;
            int a = base + first[level];
            int b = base + ((first[level] + 1) & (slots - 1));
            double between = (sums[a] - sums[b]) / values;
            push(level + 1, sums[a] + sums[b], squares[a] + squares[b] + values * between * between / 2);
            first[level] = (first[level] + 2) & (slots - 1);
            used[level] -= 2;
            values *= 2;
        }
    }

    private void check() {
        if (width <= grace) {
            return;
        }
        state = ChangeState.STABLE;
        while (hasCut()) {
            state = ChangeState.CHANGE;
            dropOldest();
        }
    }

    /** Whether some place, from the oldest value on, parts the window into two with different means. */
    private boolean hasCut() {
        double confidence = Math.log(2 * Math.log(width) / delta);
        double spread = 2 * (squared / width) * confidence;
        double flat = 2.0 / 3.0 * confidence;
        double n0 = 0;
        double sum0 = 0;
        for (int level = levels - 1; level >= 0; level--) {
            double values = 1L << level;
            int base = level * slots;
            int last = level == 0 ? used[0] - 1 : used[level];
            for (int k = 0; k < last; k++) {
                sum0 += sums[base + ((first[level] + k) & (slots - 1))];
                n0 += values;
                double n1 = width - n0;
                if (n1 < minimumPart) {
                    return false;
                }
                if (n0 >= minimumPart) {
                    double m = 1 / (n0 - minimumPart + 1) + 1 / (n1 - minimumPart + 1);
                    double excess = Math.abs(sum0 / n0 - (total - sum0) / n1) - flat * m;
                    if (excess > 0 && excess * excess > spread * m) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void dropOldest() {
        int level = levels - 1;
        double values = 1L << level;
        int at = level * slots + first[level];
        double sum = sums[at];
        width -= 1L << level;
        total -= sum;
        double distance = sum / values - total / width;
        squared = Math.max(0, squared - squares[at] - values * width * distance * distance / (values + width));
        first[level] = (first[level] + 1) & (slots - 1);
        used[level]--;
        while (levels > 0 && used[levels - 1] == 0) {
            levels--;
        }
    }

    @Override
    public ChangeState state() {
        return state;
    }

    /**
     * How many of the newest values the window holds.
     *
     * @return 0 or more
     */
    public long width() {
        return width;
    }

    /**
     * The mean of the window.
     *
     * @return the mean, {@code NaN} where nothing was read
     */
    public double mean() {
        return width == 0 ? Double.NaN : total / width;
    }

    @Override
    public void reset() {
        java.util.Arrays.fill(first, 0);
        java.util.Arrays.fill(used, 0);
        levels = 0;
        width = 0;
        total = 0;
        squared = 0;
        untilCheck = clock;
        state = ChangeState.LEARNING;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "adwin over %d values, mean %.6g: %s", width, mean(), state);
    }
}
