package io.leeway.monitoring.sequential;

import io.leeway.monitoring.change.DetectorForm;
import io.leeway.monitoring.change.Direction;
import io.leeway.monitoring.change.Input;

/**
 * Tests after every row whether values in [0, 1] have a given mean; with values 0 and 1 it tests a proportion. Exact for every
 * distribution with that mean at each row, given those before it.
 *
 * <pre class="formula">{@code
 * W = (1 + b (x - m)) (W + stake);   e = the mean of W over all b
 * }</pre>
 *
 * <p>I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal Statistical Society
 * B 86 (2024), section 4, with eight fixed bets for each direction in place of one that adapts, and stakes over time, so that changes
 * after the first row are found as well.
 *
 * <p>Memory: 16 numbers (8 for one direction). Cost: three operations for each bet and value; nothing is allocated.
 */
public final class SequentialMean extends SequentialTest {

    private static final int BETS = 8;

    private final double reference;
    private final Direction direction;
    private final double[] bets;

    SequentialMean(double reference) {
        this(reference, DEFAULT_ALPHA, Direction.BOTH);
    }

    private SequentialMean(double reference, double alpha, Direction direction) {
        super("sequential-mean", Input.SHARES, alpha, direction == Direction.BOTH ? 2 * BETS : BETS);
        if (!(reference > 0 && reference < 1)) {
            throw new IllegalArgumentException("the mean is a number between 0 and 1, was " + reference);
        }
        this.reference = reference;
        this.direction = direction;
        bets = new double[direction == Direction.BOTH ? 2 * BETS : BETS];
        for (int i = 0; i < bets.length; i++) {
            boolean up = direction == Direction.UP || (direction == Direction.BOTH && i < BETS);
            // The largest bet that cannot lose all is halved, and halved again.
            bets[i] = Math.scalb(up ? 1 / reference : -1 / (1 - reference), -(i % BETS) - 1);
        }
    }

    /**
     * Sets the probability of ever reporting a change where there is none.
     *
     * @param probability in (0, 1), 0.01 by default
     * @return a new test that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public SequentialMean withAlpha(double probability) {
        return new SequentialMean(reference, probability, direction);
    }

    /**
     * Sets what is tested: that the mean is at most the reference (up), at least the reference (down), or equal to it (both).
     *
     * @param changes up, down or both; both by default
     * @return a new test that has seen no value
     */
    public SequentialMean withDirection(Direction changes) {
        return new SequentialMean(reference, alpha(), changes);
    }

    @Override
    void play(double value, double stake, Wagers wagers) {
        double difference = value - reference;
        for (int i = 0; i < bets.length; i++) {
            wagers.play(i, stake, 1 + bets[i] * difference);
        }
    }

    @Override
    void clearSample() {}

    @Override
    void formSample(DetectorForm form) {
        form.option("mean", reference);
        form.option("direction", direction.ordinal());
    }

    @Override
    String hypothesis() {
        return "a mean of " + reference;
    }
}
