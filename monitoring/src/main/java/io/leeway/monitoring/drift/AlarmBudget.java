package io.leeway.monitoring.drift;

import java.time.Duration;

/**
 * How often a monitor may cry wolf: so many false alarms in a period, over all features and all looks together.
 *
 * <p>The scheme is the simplest valid one. With L looks in a period and a budget of b false alarms, each look may raise one with a
 * probability of at most b / L where nothing has changed: the expected number in a period is then at most b, whatever the dependence between
 * looks. Within a look the level is kept by a {@link Correction}. So {@code of(1, ofDays(365))} with daily looks tests each day at a level
 * of 1/365; with one budgeted alarm a year, a year without any false alarm is as likely as 37 in 100 where looks are independent.
 *
 * <p>The budget holds for tests with a p-value, which a {@link DriftDetector#withAlpha detector with a level} judges by it. Tests without one,
 * such as {@link Wasserstein} and {@link JensenShannon}, keep their own limits, which take no account of the number of rows, and may spend
 * more than the budget: leave them out, or give them limits that suit the window's size.
 *
 * @param falseAlarms the expected number of false alarms in a period, at most; above 0
 * @param period the period, above zero
 */
public record AlarmBudget(double falseAlarms, Duration period) {

    /** The largest level that a single look is given, however generous the budget. */
    public static final double LARGEST_ALPHA = 0.2;

    /**
     * Checks the numbers.
     *
     * @param falseAlarms above 0
     * @param period above zero
     * @throws IllegalArgumentException when one of them is not above zero
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
     * A budget.
     *
     * @param falseAlarms the expected number of false alarms in a period, at most
     * @param period the period
     * @return the budget
     * @throws IllegalArgumentException when one of them is not above zero
     */
    public static AlarmBudget of(double falseAlarms, Duration period) {
        return new AlarmBudget(falseAlarms, period);
    }

    /**
     * The level of one look, where looks come at a steady pace.
     *
     * @param sinceLastLook time from the look before to this one, above zero
     * @return the level, in (0, {@value #LARGEST_ALPHA}]
     * @throws IllegalArgumentException when no time has passed
     */
    public double alphaFor(Duration sinceLastLook) {
        if (sinceLastLook.isNegative() || sinceLastLook.isZero()) {
            throw new IllegalArgumentException("no time has passed since the last look: " + sinceLastLook);
        }
        double share = seconds(sinceLastLook) / seconds(period);
        return Math.max(Double.MIN_VALUE, Math.min(LARGEST_ALPHA, falseAlarms * share));
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
