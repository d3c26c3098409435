package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * ADWIN: keeps a window of the newest values that grows as long as all older parts have the same mean as the newer
 * part; a significant difference means that the mean of the stream has changed.
 *
 * <p>The window is summarised in buckets of 1, 2, 4, ... values, so it may grow to any length in a fixed memory of
 * about 6 kilobytes with the defaults. After every {@code clock} values, every boundary between buckets is tested as a
 * cut point. With {@code n0} older and {@code n1} newer values, {@code s} the minimum length of a part, {@code v} the
 * variance of the window and {@code n} its length, the two means differ if their difference exceeds
 *
 * <pre class="formula">{@code
 * sqrt(2 m v c) + (2/3) c m     where m = 1/(n0 - s + 1) + 1/(n1 - s + 1), c = ln(2 ln(n) / delta)
 * }</pre>
 *
 * <p>That is the bound of A. Bifet and R. Gavald&agrave;, "Learning from time-changing data with adaptive windowing",
 * SIAM International Conference on Data Mining 2007, section 3.3, in the form and with the defaults of River 0.26; it
 * detects changes at the same indices as River. As in River, all values are forgotten at the first value after a
 * change; until then {@link #mean()} and {@link #width()} describe the remaining window.
 *
 * <p>Cost: a few additions for each value and about {@code 5 log2(n)} cut points after every {@code clock} values;
 * nothing is allocated. The bound holds for values in [0, 1]; scale other values, or {@code delta} is not the
 * probability of a false cut. Not safe for use by several threads.
 */
public final class Adwin extends BaseDetector {

    /** The default probability of a false cut. */
    public static final double DEFAULT_DELTA = 0.002;

    /** The default number of values between two searches. */
    public static final int DEFAULT_CLOCK = 32;

    /** The default number of buckets of each length. */
    public static final int DEFAULT_BUCKETS = 5;

    /** The default minimum number of values in each part of the window. */
    public static final int DEFAULT_MINIMUM_PART = 5;

    /** The default number of values before the first search. */
    public static final int DEFAULT_GRACE = 10;

    private static final String NAME = "adwin";

    private final double delta;
    private final int clock;
    private final int buckets;
    private final int minimumPart;
    private final int grace;

    private final AdaptiveWindow window;
    private int untilSearch;

    /** A detector with the defaults, for {@link ChangeDetectors#adwin()}. */
    Adwin() {
        this(DEFAULT_DELTA, DEFAULT_CLOCK, DEFAULT_BUCKETS, DEFAULT_MINIMUM_PART, DEFAULT_GRACE);
    }

    private Adwin(double delta, int clock, int buckets, int minimumPart, int grace) {
        super(NAME, Input.NUMBERS, 1);
        this.delta = delta;
        this.clock = clock;
        this.buckets = buckets;
        this.minimumPart = minimumPart;
        this.grace = grace;
        window = new AdaptiveWindow(buckets);
        untilSearch = clock;
    }

    /**
     * Sets the probability of a false cut: a smaller one gives fewer false alarms and later true ones.
     *
     * @param probability in (0, 1), 0.002 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if the probability lies outside (0, 1)
     */
    public Adwin withDelta(double probability) {
        return new Adwin(Options.probability(probability, "delta"), clock, buckets, minimumPart, grace);
    }

    /**
     * Sets the number of values between two searches for a change: a larger one costs less and detects changes later.
     *
     * @param values at least 1, 32 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public Adwin withClock(int values) {
        return new Adwin(delta, Options.atLeast(1, values, "the clock"), buckets, minimumPart, grace);
    }

    /**
     * Sets the number of buckets of each length: a larger one gives finer cut points and a more expensive search.
     *
     * @param number 2 to 64, 5 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2 or above 64
     */
    public Adwin withBuckets(int number) {
        if (number > 64) {
            throw new IllegalArgumentException("at most 64 buckets of each length, was " + number);
        }
        return new Adwin(delta, clock, Options.atLeast(2, number, "the number of buckets"), minimumPart, grace);
    }

    /**
     * Sets the minimum number of values in each part of the window.
     *
     * @param values at least 1, 5 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public Adwin withMinimumPart(int values) {
        return new Adwin(delta, clock, buckets, Options.atLeast(1, values, "the minimum part"), grace);
    }

    /**
     * Sets the number of values before the first search.
     *
     * @param values at least 0, 10 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 0
     */
    public Adwin withGrace(int values) {
        return new Adwin(delta, clock, buckets, minimumPart, Options.atLeast(0, values, "the grace period"));
    }

    @Override
    protected ChangeState next(double value) {
        window.add(value);
        if (--untilSearch == 0) {
            untilSearch = clock;
            if (window.width() > grace) {
                return window.shrink(delta, minimumPart) ? ChangeState.CHANGE : ChangeState.STABLE;
            }
        }
        return state();
    }

    @Override
    protected void clear() {
        window.clear();
        untilSearch = clock;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("delta", delta);
        form.option("clock", clock);
        form.option("number of buckets", buckets);
        form.option("minimum part", minimumPart);
        form.option("grace period", grace);
        untilSearch = (int) form.whole(untilSearch, 1, clock);
        window.form(form);
    }

    /**
     * Returns the number of values in the window.
     *
     * @return at least 0; after a change, the length of the remaining window
     */
    public long width() {
        return (long) window.width();
    }

    /**
     * Returns the mean of the window.
     *
     * @return the mean; {@code NaN} if the window is empty
     */
    public double mean() {
        return window.total() / window.width();
    }

    /**
     * Returns the variance of the window, with {@link #width()} as its divisor.
     *
     * @return at least 0; {@code NaN} if the window is empty
     */
    public double variance() {
        return window.deviation() / window.width();
    }

    @Override
    protected String lack() {
        return String.format(
                Locale.ROOT,
                "has %d values and looks for a change each %d once it has more than %d: too few to tell",
                width(),
                clock,
                grace);
    }

    @Override
    protected String finding() {
        if (state() == ChangeState.STABLE) {
            return String.format(
                    Locale.ROOT,
                    "finds one mean, %.4g, in the last %d values at a delta of %s",
                    mean(),
                    width(),
                    delta);
        }
        return String.format(
                Locale.ROOT,
                "drops %.0f older values with a mean of %.4g and keeps %d with a mean of %.4g; at the last cut"
                        + " the means were %.4g apart where %.4g is allowed at a delta of %s",
                window.droppedCount(),
                window.droppedMean(),
                width(),
                mean(),
                window.gap(),
                window.bound(),
                delta);
    }
}
