package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * HDDM-A: compares the mean of all values with the mean of the oldest, where the split is the place of the lowest upper bound
 * of Hoeffding so far.
 *
 * <pre class="formula">{@code
 * changed when z(n) - z(k) >= sqrt((n - k) / (2 n k) ln(2 / d)),   k minimises z(k) + sqrt(ln(1 / d) / (2 k))
 * }</pre>
 *
 * <p>I. Fr&iacute;as-Blanco and others, "Online and non-parametric drift detection methods based on Hoeffding's bounds", IEEE
 * Transactions on Knowledge and Data Engineering 27 (2015), A-test, in the form and with the defaults of River 0.26.1;
 * warnings and changes come at the same elements.
 *
 * <p>Memory: eight numbers. Cost: two divisions and one or two square roots for each value; nothing is allocated. Not safe for
 * use by several threads.
 */
public final class HddmA extends BaseDetector {

    /** The default probability of a false change at one value. */
    public static final double DEFAULT_DRIFT_CONFIDENCE = 0.001;

    /** The default probability of a false warning at one value. */
    public static final double DEFAULT_WARNING_CONFIDENCE = 0.005;

    /** The default direction: only increases, such as of an error rate. */
    public static final Direction DEFAULT_DIRECTION = Direction.UP;

    /** Keeps the test without a root on the safe side of the exact one. */
    private static final double SAFETY = 1 - 1e-9;

    private final double driftConfidence;
    private final double warningConfidence;
    private final Direction direction;
    private final double cutLogarithm;
    private final double driftLogarithm;
    private final double warningLogarithm;
    private final double smallerLogarithm;

    private double mean;
    private long lowCount;
    private double lowMean;
    private double lowBound = Double.POSITIVE_INFINITY;
    private long highCount;
    private double highMean;
    private double highBound = Double.NEGATIVE_INFINITY;

    /** A detector with the defaults, for {@link ChangeDetectors#hddmA()}. */
    HddmA() {
        this(DEFAULT_DRIFT_CONFIDENCE, DEFAULT_WARNING_CONFIDENCE, DEFAULT_DIRECTION);
    }

    private HddmA(double driftConfidence, double warningConfidence, Direction direction) {
        super("hddm-a", Input.SHARES, 2);
        this.driftConfidence = driftConfidence;
        this.warningConfidence = warningConfidence;
        this.direction = direction;
        cutLogarithm = Math.log(1 / driftConfidence);
        driftLogarithm = Math.log(2 / driftConfidence);
        warningLogarithm = Math.log(2 / warningConfidence);
        smallerLogarithm = Math.min(driftLogarithm, warningLogarithm) * SAFETY;
    }

    /**
     * Sets the probabilities of false changes and warnings at one value.
     *
     * @param changes in (0, 1), 0.001 by default
     * @param warnings in (0, 1), 0.005 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public HddmA withConfidence(double changes, double warnings) {
        return new HddmA(
                Options.probability(changes, "the confidence of changes"),
                Options.probability(warnings, "the confidence of warnings"),
                direction);
    }

    /**
     * Sets the direction of the changes that are detected.
     *
     * @param changes up, down or both; up by default
     * @return a new detector that has seen no value
     */
    public HddmA withDirection(Direction changes) {
        return new HddmA(driftConfidence, warningConfidence, changes);
    }

    @Override
    protected ChangeState next(double value) {
        long n = count();
        mean += 1.0 / n * (value - mean);
        double reach = Math.sqrt(1.0 / (2 * n) * cutLogarithm);
        ChangeState up = ChangeState.STABLE;
        ChangeState down = ChangeState.STABLE;
        if (direction != Direction.DOWN) {
            if (lowBound >= mean + reach) {
                lowCount = n;
                lowMean = mean;
                lowBound = mean + reach;
            }
            up = judge(mean - lowMean, lowCount, n);
        }
        if (direction != Direction.UP) {
            if (highBound <= mean - reach) {
                highCount = n;
                highMean = mean;
                highBound = mean - reach;
            }
            down = judge(highMean - mean, highCount, n);
        }
        return up.compareTo(down) >= 0 ? up : down;
    }

    private ChangeState judge(double difference, long older, long n) {
        if (older == n || difference <= 0) {
            return ChangeState.STABLE;
        }
        double m = (double) (n - older) / older * (1.0 / n);
        if (difference * difference < m / 2 * smallerLogarithm) {
            return ChangeState.STABLE;
        }
        if (difference >= Math.sqrt(m / 2 * driftLogarithm)) {
            return ChangeState.CHANGE;
        }
        return difference >= Math.sqrt(m / 2 * warningLogarithm) ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        mean = 0;
        lowCount = 0;
        lowMean = 0;
        lowBound = Double.POSITIVE_INFINITY;
        highCount = 0;
        highMean = 0;
        highBound = Double.NEGATIVE_INFINITY;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("confidence of changes", driftConfidence);
        form.option("confidence of warnings", warningConfidence);
        form.option("direction", direction.ordinal());
        mean = form.number(mean);
        lowCount = form.count(lowCount);
        lowMean = form.number(lowMean);
        lowBound = form.number(lowBound);
        highCount = form.count(highCount);
        highMean = form.number(highMean);
        highBound = form.number(highBound);
    }

    @Override
    protected String finding() {
        boolean fallen = direction == Direction.DOWN
                || (direction == Direction.BOTH && highCount > 0 && highMean - mean > mean - lowMean);
        return String.format(
                Locale.ROOT,
                "finds a mean of %.4g in %d values, %.4g in the first %d of them, at a confidence of %s",
                mean,
                count(),
                fallen ? highMean : lowMean,
                fallen ? highCount : lowCount,
                driftConfidence);
    }
}
