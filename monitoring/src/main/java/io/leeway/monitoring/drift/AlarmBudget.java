package io.leeway.monitoring.drift;

import java.time.Duration;

/**
 * The number of false alarms that a monitor may raise in a period, over all features and all windows together.
 *
 * <p>The budget is divided evenly. With L windows in a period and a budget of b false alarms, each window is tested at
 * a level of b / L; without any change, the expected number of false alarms in a period is then at most b, whatever the
 * dependence between windows. Within a window, a {@link Correction} keeps the level. For example,
 * {@code of(1, ofDays(365))} tests daily windows at a level of 1/365 each; if the windows are independent, the
 * probability of a year without a false alarm is then 37%.
 *
 * <p>The budget holds for tests with a p-value, which a {@link DriftDetector#withAlpha detector with a level} compares
 * with that level. Tests without one, such as {@link DriftTests#wasserstein} and {@link DriftTests#jensenShannon}, keep their own limits,
 * which do not depend on the number of rows, and may exceed the budget: leave them out, or set limits that suit the
 * size of the window.
 *
 * @param falseAlarms the expected number of false alarms in a period, at most; above 0
 * @param period the period, above zero
 */
public record AlarmBudget(double falseAlarms, Duration period) {

    /** The largest level of a single window, however large the budget. */
    public static final double LARGEST_ALPHA = 0.2;

    /**
     * Creates a budget.
     *
     * @param falseAlarms above 0
     * @param period above zero
     * @throws IllegalArgumentException if one of them is not above zero
     */
    public AlarmBudget {
        if (!(falseAlarms > 0) || Double.isInfinite(falseAlarms)) {
            throw new IllegalArgumentException("a budget of false alarms is above 0, was " + falseAlarms);
        }
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of a budget is above zero, was " + period);
        }
    }

    /**
     * Returns a budget.
     *
     * @param falseAlarms the expected number of false alarms in a period, at most
     * @param period the period
     * @return the budget
     * @throws IllegalArgumentException if one of them is not above zero
     */
    public static AlarmBudget of(double falseAlarms, Duration period) {
        return new AlarmBudget(falseAlarms, period);
    }

    /**
     * Returns the level of one window, if windows are evaluated at regular intervals.
     *
     * @param sinceLastLook the time since the previous window, above zero
     * @return the level, in (0, {@value #LARGEST_ALPHA}]
     * @throws IllegalArgumentException if no time has passed
     */
    public double alphaFor(Duration sinceLastLook) {
        if (sinceLastLook.isNegative() || sinceLastLook.isZero()) {
            throw new IllegalArgumentException("no time has passed since the previous window: " + sinceLastLook);
        }
        double share = seconds(sinceLastLook) / seconds(period);
        return Math.max(Double.MIN_VALUE, Math.min(LARGEST_ALPHA, falseAlarms * share));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
