package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * The Page-Hinkley test (Page, "Continuous inspection schemes", Biometrika 1954): signals when the running sum of deviations from the mean
 * has moved away from its extreme by more than a threshold, up or down.
 *
 * <p>The sums forget by a factor a value, so that old values fade. Defaults are River's. Not safe for use by several threads; a few
 * nanoseconds a value.
 */
public final class PageHinkley implements ChangeDetector {

    /** Values before a change can be seen. */
    public static final int DEFAULT_MINIMUM_VALUES = 30;

    /** Deviation that is tolerated at each value. */
    public static final double DEFAULT_DELTA = 0.005;

    /** Distance from the extreme that is a change. */
    public static final double DEFAULT_THRESHOLD = 50;

    /** Factor by which the sums fade at each value. */
    public static final double DEFAULT_FADING = 0.9999;

    private final int minimumValues;
    private final double delta;
    private final double threshold;
    private final double fading;

    private long count;
    private double mean;
    private double rising;
    private double lowest;
    private double falling;
    private double highest;
    private ChangeState state = ChangeState.LEARNING;

    private PageHinkley(int minimumValues, double delta, double threshold, double fading) {
        this.minimumValues = minimumValues;
        this.delta = delta;
        this.threshold = threshold;
        this.fading = fading;
        reset();
    }

    static PageHinkley withDefaults() {
        return new PageHinkley(DEFAULT_MINIMUM_VALUES, DEFAULT_DELTA, DEFAULT_THRESHOLD, DEFAULT_FADING);
    }

    /**
     * Sets how many values come before a change can be seen.
     *
     * @param values at least 1
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when the number is less than 1
     */
    public PageHinkley withMinimumValues(int values) {
        require(values >= 1, "values before a change", values);
        return new PageHinkley(values, delta, threshold, fading);
    }

    /**
     * Sets the deviation that is tolerated at each value.
     *
     * @param tolerated 0 or more, in the values' unit
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it is negative or not finite
     */
    public PageHinkley withDelta(double tolerated) {
        require(tolerated >= 0 && Double.isFinite(tolerated), "deviation that is tolerated", tolerated);
        return new PageHinkley(minimumValues, tolerated, threshold, fading);
    }

    /**
     * Sets the distance that is a change.
     *
     * @param distance above 0, in the values' unit
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it is not above 0 or not finite
     */
    public PageHinkley withThreshold(double distance) {
        require(distance > 0 && Double.isFinite(distance), "threshold", distance);
        return new PageHinkley(minimumValues, delta, distance, fading);
    }

    /**
     * Sets the factor by which the sums fade at each value.
     *
     * @param factor above 0 and at most 1; 1 forgets nothing
     * @return a new detector, which has read nothing
     * @throws IllegalArgumentException when it lies outside (0, 1]
     */
    public PageHinkley withFading(double factor) {
        require(factor > 0 && factor <= 1, "factor of fading", factor);
        return new PageHinkley(minimumValues, delta, threshold, factor);
    }

    private static void require(boolean holds, String what, double value) {
        if (!holds) {
            throw new IllegalArgumentException("page-hinkley: the " + what + " is out of range: " + value);
        }
    }

    @Override
    public String name() {
        return "page-hinkley";
    }

    @Override
    public ChangeState update(double value) {
        ChangeDetectors.requireFinite(name(), value);
        if (state == ChangeState.CHANGE) {
            reset();
        }
        count++;
        mean += (value - mean) / count;
        double deviation = value - mean;
        rising = fading * rising + deviation - delta;
        falling = fading * falling + deviation + delta;
        lowest = Math.min(lowest, rising);
        highest = Math.max(highest, falling);
        if (count >= minimumValues) {
            boolean changed = rising - lowest > threshold || highest - falling > threshold;
            state = changed ? ChangeState.CHANGE : ChangeState.STABLE;
        }
        return state;
    }

    @Override
    public ChangeState state() {
        return state;
    }

    @Override
    public void reset() {
        count = 0;
        mean = 0;
        rising = 0;
        falling = 0;
        lowest = Double.POSITIVE_INFINITY;
        highest = Double.NEGATIVE_INFINITY;
        state = ChangeState.LEARNING;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "page-hinkley after %d values: %s", count, state);
    }
}
