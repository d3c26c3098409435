package io.leeway.monitoring.sequential;

import io.leeway.monitoring.change.Input;
import io.leeway.monitoring.change.InvalidValueException;
import java.util.Locale;

/**
 * An interval for the mean of values in [0, 1] that may be read after every row: the probability that it ever misses the mean is
 * bounded, at all rows together. The values have one mean, given those before them; nothing else is assumed.
 *
 * <p>The predictable plug-in empirical Bernstein confidence sequence: I. Waudby-Smith and A. Ramdas, "Estimating means of bounded random
 * variables by betting", Journal of the Royal Statistical Society B 86 (2024), theorem 2 and equation 15, and the intersection of all
 * intervals so far.
 *
 * <p>Memory: eight numbers. Cost: two logarithms and a root for each value; nothing is allocated. Not safe for use by several threads.
 */
public final class ConfidenceSequence {

    /** The default probability that the mean is in all intervals. */
    public static final double DEFAULT_CONFIDENCE = 0.99;

    private static final double LARGEST_BET = 0.5;

    private final double confidence;
    private final double logarithm;
    private long count;
    private double sum;
    private double squares;
    private double bets;
    private double betSum;
    private double penalty;
    private double low;
    private double high = 1;

    ConfidenceSequence(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("the confidence is a probability between 0 and 1, was " + confidence);
        }
        this.confidence = confidence;
        logarithm = Math.log(2 / (1 - confidence));
    }

    /**
     * Sets the probability that the mean is in all intervals.
     *
     * @param probability in (0, 1), 0.99 by default
     * @return a new sequence that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public ConfidenceSequence withConfidence(double probability) {
        return new ConfidenceSequence(probability);
    }

    /**
     * Adds the next value.
     *
     * @param value from 0 to 1
     * @throws InvalidValueException if outside [0, 1]; nothing is changed
     */
    public void update(double value) {
        if (!Input.SHARES.accepts(value)) {
            throw new InvalidValueException("confidence-sequence", Input.SHARES, value);
        }
        double mean = (0.5 + sum) / (count + 1);
        double variance = (0.25 + squares) / (count + 1);
        count++;
        double bet = Math.min(LARGEST_BET, Math.sqrt(2 * logarithm / (variance * count * Math.log1p(count))));
        double deviation = value - mean;
        bets += bet;
        betSum += bet * value;
        penalty += deviation * deviation * (-Math.log1p(-bet) - bet);
        sum += value;
        double after = value - (0.5 + sum) / (count + 1);
        squares += after * after;
        double centre = betSum / bets;
        double margin = (logarithm + penalty) / bets;
        low = Math.max(low, centre - margin);
        high = Math.min(high, centre + margin);
    }

    /**
     * Returns the lower end of the interval.
     *
     * @return at least 0; above {@link #high()} where the values have no one mean
     */
    public double low() {
        return low;
    }

    /**
     * Returns the upper end of the interval.
     *
     * @return at most 1
     */
    public double high() {
        return high;
    }

    /**
     * Returns the number of values.
     *
     * @return at least 0
     */
    public long count() {
        return count;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "mean from %.4g to %.4g after %d values, confidence %s", low, high, count, confidence);
    }
}
