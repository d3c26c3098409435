package io.leeway.monitoring.change;

import java.util.Arrays;
import java.util.Locale;

/**
 * An e-detector: detects that the mean of values in [0, 1] leaves a known baseline, with a mean time between false alarms that
 * is guaranteed, whatever the distribution of the values.
 *
 * <p>Each of several bets {@code b} starts anew at each value; what they won is added up (Shiryaev-Roberts), and the mean over all
 * bets is compared with the mean time that is asked for:
 *
 * <pre class="formula">{@code
 * M = (1 + b (x - m)) (M + 1);   changed when the mean of M over all bets >= t
 * }</pre>
 *
 * <p>As long as each value's mean, given those before it, is at most (at least, exactly) the baseline {@code m}, the mean number of
 * values until a change is reported is at least {@code t}: J. Shin, A. Ramdas and A. Rinaldo, "E-detectors: a nonparametric framework
 * for sequential change detection", New England Journal of Statistics in Data Science 2 (2024), theorem 2.4 and section 4; the bets
 * are those of I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal
 * Statistical Society B 86 (2024). With {@link #withCusum()}, {@code M = (1 + b (x - m)) max(M, 1)}: fewer alarms of either kind.
 * There is a warning when the mean reaches a tenth of the threshold.
 *
 * <p>Memory: 16 numbers, 32 for both directions. Cost: two operations for each bet and value; nothing is allocated. Not safe for use
 * by several threads.
 */
public final class EDetector extends BaseDetector {

    /** The default mean number of values between two false alarms. */
    public static final double DEFAULT_MEAN_TIME = 10_000;

    /** The default direction: only increases, such as of an error rate. */
    public static final Direction DEFAULT_DIRECTION = Direction.UP;

    private static final int BETS = 8;
    private static final double WARNING_SHARE = 0.1;

    private final double baseline;
    private final double meanTime;
    private final Direction direction;
    private final boolean cusum;

    private final double[] bets;
    private final double[] wealth;
    private double evidence;

    /** A detector of increases over a baseline, for {@link ChangeDetectors#eDetector(double)}. */
    EDetector(double baseline) {
        this(Options.probability(baseline, "the baseline"), DEFAULT_MEAN_TIME, DEFAULT_DIRECTION, false);
    }

    private EDetector(double baseline, double meanTime, Direction direction, boolean cusum) {
        super("e-detector", Input.SHARES, 2);
        this.baseline = baseline;
        this.meanTime = meanTime;
        this.direction = direction;
        this.cusum = cusum;
        bets = bets(baseline, direction);
        wealth = new double[bets.length];
    }

    /** Halves, quarters, ... of the largest bet that can lose all. */
    private static double[] bets(double baseline, Direction direction) {
        double[] up = new double[BETS];
        double[] down = new double[BETS];
        for (int i = 0; i < BETS; i++) {
            up[i] = Math.scalb(1 / baseline, -i - 1);
            down[i] = -Math.scalb(1 / (1 - baseline), -i - 1);
        }
        return switch (direction) {
            case UP -> up;
            case DOWN -> down;
            case BOTH -> {
                double[] both = Arrays.copyOf(up, 2 * BETS);
                System.arraycopy(down, 0, both, BETS, BETS);
                yield both;
            }
        };
    }

    /**
     * Sets the mean number of values between two false alarms.
     *
     * @param values at least 10, 10,000 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 10 or not finite
     */
    public EDetector withMeanTime(double values) {
        if (!(values >= 10 && values < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the mean time is finite and at least 10 values, was " + values);
        }
        return new EDetector(baseline, values, direction, cusum);
    }

    /**
     * Sets the direction of the changes that are detected: the mean is at most the baseline where nothing has changed (up), at least
     * the baseline (down), or equal to it (both).
     *
     * @param changes up, down or both; up by default
     * @return a new detector that has seen no value
     */
    public EDetector withDirection(Direction changes) {
        return new EDetector(baseline, meanTime, changes, cusum);
    }

    /**
     * Lets each bet start anew only where it has lost (e-CUSUM) instead of at each value (e-SR, the default).
     *
     * @return a new detector that has seen no value
     */
    public EDetector withCusum() {
        return new EDetector(baseline, meanTime, direction, true);
    }

    @Override
    protected ChangeState next(double value) {
        double difference = value - baseline;
        double sum = 0;
        for (int i = 0; i < bets.length; i++) {
            double start = cusum ? Math.max(wealth[i], 1) : wealth[i] + 1;
            wealth[i] = (1 + bets[i] * difference) * start;
            sum += wealth[i];
        }
        evidence = sum / bets.length;
        if (evidence >= meanTime) {
            return ChangeState.CHANGE;
        }
        return evidence >= WARNING_SHARE * meanTime ? ChangeState.WARNING : ChangeState.STABLE;
    }

    /**
     * Returns the evidence against the baseline.
     *
     * @return at least 0; there is a change where it reaches the mean time between two false alarms
     */
    public double evidence() {
        return evidence;
    }

    @Override
    protected void clear() {
        Arrays.fill(wealth, 0);
        evidence = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("baseline", baseline);
        form.option("mean time", meanTime);
        form.option("direction", direction.ordinal());
        form.option("CUSUM", cusum ? 1 : 0);
        form.numbers(wealth, wealth.length);
        evidence = form.number(evidence);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "has %.4g of evidence against a baseline of %.4g after %d values, %.4g are a change",
                evidence,
                baseline,
                count(),
                meanTime);
    }
}
