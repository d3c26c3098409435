package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * The Page-Hinkley test: accumulates the deviations of the values from their running mean, and reports a change when
 * the accumulated sum exceeds its minimum, or falls below its maximum, by more than a threshold.
 *
 * <p>With the value {@code x}, the {@code mean} of all values including it, the tolerated deviation {@code d} and the
 * fading factor {@code a} of the sum:
 *
 * <pre class="formula">{@code
 * up   = a * up   + (x - mean) - d;   changed when up - min(up)     > threshold
 * down = a * down + (x - mean) + d;   changed when max(down) - down > threshold
 * }</pre>
 *
 * <p>The test is that of E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954), with the fading sum and the
 * defaults of River 0.26; it detects changes at the same indices as River. The threshold is in the unit of the values:
 * 50 suits a stream of errors in {0, 1} and is too large for values below a tenth. All values are forgotten at the
 * first value after a change.
 *
 * <p>Cost: one division and a few additions for each value; nothing is allocated. Not safe for use by several threads.
 */
public final class PageHinkley extends BaseDetector {

    /** The default number of values before a change can be detected. */
    public static final int DEFAULT_MINIMUM_VALUES = 30;

    /** The default tolerated deviation from the mean. */
    public static final double DEFAULT_DELTA = 0.005;

    /** The default threshold of the sum. */
    public static final double DEFAULT_THRESHOLD = 50;

    /** The default fading factor of the sum. */
    public static final double DEFAULT_FADING = 0.9999;

    /** The default direction: increases and decreases. */
    public static final Direction DEFAULT_DIRECTION = Direction.BOTH;

    private static final String NAME = "page-hinkley";

    private final double delta;
    private final double threshold;
    private final double fading;
    private final Direction direction;

    private double mean;
    private double up;
    private double least = Double.POSITIVE_INFINITY;
    private double down;
    private double greatest = Double.NEGATIVE_INFINITY;

    /** A detector with the defaults, for {@link ChangeDetectors#pageHinkley()}. */
    PageHinkley() {
        this(DEFAULT_MINIMUM_VALUES, DEFAULT_DELTA, DEFAULT_THRESHOLD, DEFAULT_FADING, DEFAULT_DIRECTION);
    }

    private PageHinkley(int minimumValues, double delta, double threshold, double fading, Direction direction) {
        super(NAME, Input.NUMBERS, minimumValues);
        this.delta = delta;
        this.threshold = threshold;
        this.fading = fading;
        this.direction = direction;
    }

    /**
     * Sets the number of values before a change can be detected.
     *
     * @param values at least 1, 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public PageHinkley withMinimumValues(int values) {
        return new PageHinkley(
                Options.atLeast(1, values, "the least number of values"), delta, threshold, fading, direction);
    }

    /**
     * Sets the tolerated deviation from the mean; half of the smallest relevant change is a good choice.
     *
     * @param deviation at least 0 and finite, in the unit of the values, 0.005 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if negative or not finite
     */
    public PageHinkley withDelta(double deviation) {
        double checked = Options.notNegative(deviation, "the tolerated deviation");
        return new PageHinkley((int) minimum(), checked, threshold, fading, direction);
    }

    /**
     * Sets the threshold of the sum: a larger one gives fewer false alarms and later true ones.
     *
     * @param sum above 0 and finite, in the unit of the values, 50 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if not above 0 or not finite
     */
    public PageHinkley withThreshold(double sum) {
        return new PageHinkley((int) minimum(), delta, Options.positive(sum, "the threshold"), fading, direction);
    }

    /**
     * Sets the fading factor: the share of the sum that is kept from one value to the next.
     *
     * @param share in (0, 1], where 1 forgets nothing; 0.9999 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1]
     */
    public PageHinkley withFading(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the fading is a share above 0 and at most 1, was " + share);
        }
        return new PageHinkley((int) minimum(), delta, threshold, share, direction);
    }

    /**
     * Sets the direction of the changes that are detected.
     *
     * @param changes up, down or both; both by default
     * @return a new detector that has seen no value
     */
    public PageHinkley withDirection(Direction changes) {
        return new PageHinkley((int) minimum(), delta, threshold, fading, changes);
    }

    @Override
    protected ChangeState next(double value) {
        mean += 1.0 / count() * (value - mean);
        double deviation = value - mean;
        up = fading * up + deviation - delta;
        down = fading * down + deviation + delta;
        least = up < least ? up : least;
        greatest = down > greatest ? down : greatest;
        return hasRisen() || hasFallen() ? ChangeState.CHANGE : ChangeState.STABLE;
    }

    private boolean hasRisen() {
        return direction != Direction.DOWN && up - least > threshold;
    }

    private boolean hasFallen() {
        return direction != Direction.UP && greatest - down > threshold;
    }

    @Override
    protected void clear() {
        mean = 0;
        up = 0;
        least = Double.POSITIVE_INFINITY;
        down = 0;
        greatest = Double.NEGATIVE_INFINITY;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("delta", delta);
        form.option("threshold", threshold);
        form.option("fading", fading);
        form.option("direction", direction.ordinal());
        mean = form.number(mean);
        up = form.number(up);
        least = form.number(least);
        down = form.number(down);
        greatest = form.number(greatest);
    }

    /**
     * Returns the mean of the values since the start, the last change or the last reset.
     *
     * @return the mean; {@code NaN} if there are no values
     */
    public double mean() {
        return count() == 0 ? Double.NaN : mean;
    }

    /**
     * Returns by how much the sum that detects increases exceeds its minimum; compared with the threshold.
     *
     * @return at least 0, in the unit of the values
     */
    public double rise() {
        return count() == 0 ? 0 : up - least;
    }

    /**
     * Returns by how much the sum that detects decreases lies below its maximum; compared with the threshold.
     *
     * @return at least 0, in the unit of the values
     */
    public double fall() {
        return count() == 0 ? 0 : greatest - down;
    }

    @Override
    protected String finding() {
        boolean fallen = direction == Direction.DOWN || (direction == Direction.BOTH && fall() > rise());
        return String.format(
                Locale.ROOT,
                "adds up a %s of %.4g after %d values around a mean of %.4g, the threshold is %.4g",
                fallen ? "fall" : "rise",
                fallen ? fall() : rise(),
                count(),
                mean,
                threshold);
    }
}
