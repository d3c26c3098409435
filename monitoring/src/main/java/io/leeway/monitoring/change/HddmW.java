package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * HDDM-W: compares the exponentially weighted mean of the newest values with that of the older ones, by McDiarmid's bound.
 *
 * <pre class="formula">{@code
 * changed when w2 - w1 > sqrt((b1 + b2) ln(1 / d) / 2)
 * }</pre>
 *
 * <p>where {@code w} is a weighted mean, {@code b} the sum of its squared weights, and the split is the place of the lowest upper
 * bound so far. I. Fr&iacute;as-Blanco and others, "Online and non-parametric drift detection methods based on Hoeffding's
 * bounds", IEEE Transactions on Knowledge and Data Engineering 27 (2015), W-test, in the form and with the defaults of River
 * 0.26.1; warnings and changes come at the same elements.
 *
 * <p>Memory: 14 numbers. Cost: one to three square roots and some products for each value; nothing is allocated. Not safe for
 * use by several threads.
 */
public final class HddmW extends BaseDetector {

    /** The default probability of a false change at one value. */
    public static final double DEFAULT_DRIFT_CONFIDENCE = 0.001;

    /** The default probability of a false warning at one value. */
    public static final double DEFAULT_WARNING_CONFIDENCE = 0.005;

    /** The default weight of the newest value. */
    public static final double DEFAULT_WEIGHT = 0.05;

    /** The default direction: only increases, such as of an error rate. */
    public static final Direction DEFAULT_DIRECTION = Direction.UP;

    private final double driftConfidence;
    private final double warningConfidence;
    private final double weight;
    private final Direction direction;
    private final double driftLogarithm;
    private final double warningLogarithm;

    private double mean;
    private double squares = 1;
    private double root;
    private double rootOf;
    private final Cut rise;
    private final Cut fall;

    /** A detector with the defaults, for {@link ChangeDetectors#hddmW()}. */
    HddmW() {
        this(DEFAULT_DRIFT_CONFIDENCE, DEFAULT_WARNING_CONFIDENCE, DEFAULT_WEIGHT, DEFAULT_DIRECTION);
    }

    private HddmW(double driftConfidence, double warningConfidence, double weight, Direction direction) {
        super("hddm-w", Input.SHARES, 2);
        this.driftConfidence = driftConfidence;
        this.warningConfidence = warningConfidence;
        this.weight = weight;
        this.direction = direction;
        driftLogarithm = Math.log(1 / driftConfidence);
        warningLogarithm = Math.log(1 / warningConfidence);
        rise = new Cut(1);
        fall = new Cut(-1);
    }

    /**
     * Sets the probabilities of false changes and warnings at one value.
     *
     * @param changes in (0, 1), 0.001 by default
     * @param warnings in (0, 1), 0.005 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public HddmW withConfidence(double changes, double warnings) {
        return new HddmW(
                Options.probability(changes, "the confidence of changes"),
                Options.probability(warnings, "the confidence of warnings"),
                weight,
                direction);
    }

    /**
     * Sets the weight of the newest value: a larger one detects abrupt changes earlier and small ones later.
     *
     * @param share in (0, 1), 0.05 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public HddmW withWeight(double share) {
        double checked = Options.probability(share, "the weight");
        return new HddmW(driftConfidence, warningConfidence, checked, direction);
    }

    /**
     * Sets the direction of the changes that are detected.
     *
     * @param changes up, down or both; up by default
     * @return a new detector that has seen no value
     */
    public HddmW withDirection(Direction changes) {
        return new HddmW(driftConfidence, warningConfidence, weight, changes);
    }

    @Override
    protected ChangeState next(double value) {
        mean = count() == 1 ? value : weight * value + (1 - weight) * mean;
        squares = decay(squares);
        if (squares != rootOf) {
            // After some hundred values the sum stays, and with it its root.
            rootOf = squares;
            root = Math.sqrt(squares * driftLogarithm / 2);
        }
        ChangeState up = direction == Direction.DOWN ? ChangeState.STABLE : rise.next(value);
        ChangeState down = direction == Direction.UP ? ChangeState.STABLE : fall.next(value);
        return up.compareTo(down) >= 0 ? up : down;
    }

    private double decay(double sum) {
        return weight * weight + (1 - weight) * (1 - weight) * sum;
    }

    /** The best place so far to split the values, for changes in one direction. */
    private final class Cut {
        private final int sign;
        private double best = Double.POSITIVE_INFINITY;
        private double olderMean;
        private double olderSquares = 1;
        private long newer;
        private double newerMean;
        private double newerSquares = 1;

        Cut(int sign) {
            this.sign = sign;
        }

        ChangeState next(double value) {
            double bound = sign * mean + root;
            if (bound < best) {
                best = bound;
                olderMean = mean;
                olderSquares = squares;
                newer = 0;
                newerSquares = 1;
                return ChangeState.STABLE;
            }
            newerMean = newer == 0 ? value : weight * value + (1 - weight) * newerMean;
            newer++;
            newerSquares = decay(newerSquares);
            double difference = sign * (newerMean - olderMean);
            if (difference <= 0) {
                return ChangeState.STABLE;
            }
            double sum = olderSquares + newerSquares;
            if (difference > Math.sqrt(sum * driftLogarithm / 2)) {
                return ChangeState.CHANGE;
            }
            return difference > Math.sqrt(sum * warningLogarithm / 2) ? ChangeState.WARNING : ChangeState.STABLE;
        }

        void clear() {
            best = Double.POSITIVE_INFINITY;
            olderMean = 0;
            olderSquares = 1;
            newer = 0;
            newerMean = 0;
            newerSquares = 1;
        }

        void form(DetectorForm form) {
            best = form.number(best);
            olderMean = form.number(olderMean);
            olderSquares = form.number(olderSquares);
            newer = form.count(newer);
            newerMean = form.number(newerMean);
            newerSquares = form.number(newerSquares);
        }
    }

    @Override
    protected void clear() {
        mean = 0;
        squares = 1;
        root = 0;
        rootOf = 0;
        rise.clear();
        fall.clear();
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("confidence of changes", driftConfidence);
        form.option("confidence of warnings", warningConfidence);
        form.option("weight", weight);
        form.option("direction", direction.ordinal());
        mean = form.number(mean);
        squares = form.number(squares);
        root = form.number(root);
        rootOf = form.number(rootOf);
        rise.form(form);
        fall.form(form);
    }

    @Override
    protected String finding() {
        Cut cut = direction == Direction.DOWN
                        || (direction == Direction.BOTH
                                && fall.olderMean - fall.newerMean > rise.newerMean - rise.olderMean)
                ? fall
                : rise;
        return String.format(
                Locale.ROOT,
                "finds a weighted mean of %.4g in the newest %d values and of %.4g before, at a confidence of %s",
                cut.newerMean,
                cut.newer,
                cut.olderMean,
                driftConfidence);
    }
}
