package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * CUSUM: accumulates by how much the values exceed their running mean and a tolerance, never below 0, and reports a change
 * when the sum exceeds a threshold.
 *
 * <pre class="formula">{@code
 * up   = max(0, up   + (x - mean) - d);   changed when up   > threshold
 * down = max(0, down - (x - mean) - d);   changed when down > threshold
 * }</pre>
 *
 * <p>E. S. Page, "Continuous inspection schemes", Biometrika 41 (1954), with the running mean in place of a known one, in the
 * form and with the defaults of MOA 2024.07, whose {@code CusumDM} detects increases only: with {@link Direction#UP} changes
 * are detected at the same elements as there. The threshold is in the unit of the values.
 *
 * <p>Memory: four numbers. Cost: one division and a few additions for each value; nothing is allocated. Not safe for use by
 * several threads.
 */
public final class Cusum extends BaseDetector {

    /** The default number of values before a change can be detected; MOA's 30 counts from one. */
    public static final int DEFAULT_MINIMUM_VALUES = 29;

    /** The default tolerated deviation from the mean. */
    public static final double DEFAULT_DELTA = 0.005;

    /** The default threshold of the sum. */
    public static final double DEFAULT_THRESHOLD = 50;

    /** The default direction: increases and decreases. */
    public static final Direction DEFAULT_DIRECTION = Direction.BOTH;

    private final double delta;
    private final double threshold;
    private final Direction direction;

    private double mean;
    private double up;
    private double down;

    /** A detector with the defaults, for {@link ChangeDetectors#cusum()}. */
    Cusum() {
        this(DEFAULT_MINIMUM_VALUES, DEFAULT_DELTA, DEFAULT_THRESHOLD, DEFAULT_DIRECTION);
    }

    private Cusum(long minimumValues, double delta, double threshold, Direction direction) {
        super("cusum", Input.NUMBERS, minimumValues);
        this.delta = delta;
        this.threshold = threshold;
        this.direction = direction;
    }

    /**
     * Sets the number of values before a change can be detected.
     *
     * @param values at least 2, 29 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2
     */
    public Cusum withMinimumValues(int values) {
        return new Cusum(Options.atLeast(2, values, "the least number of values"), delta, threshold, direction);
    }

    /**
     * Sets the tolerated deviation from the mean; half of the smallest relevant change is a good choice.
     *
     * @param deviation at least 0 and finite, in the unit of the values, 0.005 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if negative or not finite
     */
    public Cusum withDelta(double deviation) {
        double checked = Options.notNegative(deviation, "the tolerated deviation");
        return new Cusum(minimum(), checked, threshold, direction);
    }

    /**
     * Sets the threshold of the sum: a larger one gives fewer false alarms and later true ones.
     *
     * @param sum above 0 and finite, in the unit of the values, 50 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if not above 0 or not finite
     */
    public Cusum withThreshold(double sum) {
        return new Cusum(minimum(), delta, Options.positive(sum, "the threshold"), direction);
    }

    /**
     * Sets the direction of the changes that are detected.
     *
     * @param changes up, down or both; both by default
     * @return a new detector that has seen no value
     */
    public Cusum withDirection(Direction changes) {
        return new Cusum(minimum(), delta, threshold, changes);
    }

    @Override
    protected ChangeState next(double value) {
        mean += 1.0 / count() * (value - mean);
        double deviation = value - mean;
        if (direction != Direction.DOWN) {
            double sum = up + deviation - delta;
            up = sum > 0 ? sum : 0;
        }
        if (direction != Direction.UP) {
            double sum = down - deviation - delta;
            down = sum > 0 ? sum : 0;
        }
        return up > threshold || down > threshold ? ChangeState.CHANGE : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        mean = 0;
        up = 0;
        down = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("delta", delta);
        form.option("threshold", threshold);
        form.option("direction", direction.ordinal());
        mean = form.number(mean);
        up = form.number(up);
        down = form.number(down);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "adds up a %s of %.4g around a mean of %.4g, the threshold is %.4g",
                down > up ? "fall" : "rise",
                Math.max(up, down),
                mean,
                threshold);
    }
}
