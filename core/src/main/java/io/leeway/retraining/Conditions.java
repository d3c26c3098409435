package io.leeway.retraining;

import io.leeway.retraining.Quantity.Kind;
import io.leeway.retraining.Threshold.Bound;
import java.time.Duration;

/**
 * The catalogue of conditions, to be imported statically.
 *
 * <pre>{@code
 * driftShare().atLeast(0.3).sustainedFor(2)
 * metric("logLoss").risesBy(0.02)
 * metric("logLoss").exceeds("baseRateLogLoss", 0)
 * metric("calibrationBias").magnitudeAbove(0.05).and(newLabels().atLeast(1_000))
 * age().atLeast(Duration.ofDays(30))
 * dataQuality().failing()
 * }</pre>
 *
 * <p>Inclusive comparisons ({@code atLeast}, {@code dropsBy}, ...) treat a value within 1e-12 of the limit as reached, so that
 * rounding in a difference of decimal fractions does not decide. All values are immutable.
 */
public final class Conditions {

    /** With fewer labelled rows than this a metric is not known, unless {@link Metric#onAtLeast(long)} says otherwise. */
    public static final long DEFAULT_MINIMUM_ROWS = 100;

    private Conditions() {}

    /**
     * The share of features that drifted in the newest window.
     *
     * @return the signal, to be compared
     */
    public static DriftShare driftShare() {
        return new DriftShare();
    }

    /**
     * A performance metric on the newest labelled rows.
     *
     * @param name the metric's name as the monitor reports it, such as {@code logLoss}
     * @return the signal, to be compared
     * @throws PolicyException when the name is blank
     */
    public static Metric metric(String name) {
        requireName(name);
        return new Metric(name, DEFAULT_MINIMUM_ROWS);
    }

    /**
     * The time since the champion was promoted.
     *
     * @return the signal, to be compared
     */
    public static Age age() {
        return new Age();
    }

    /**
     * The number of labels that came since the last training.
     *
     * @return the signal, to be compared
     */
    public static NewLabels newLabels() {
        return new NewLabels();
    }

    /**
     * Whether the newest window met its expectations.
     *
     * @return the signal, to be asked
     */
    public static DataQuality dataQuality() {
        return new DataQuality();
    }

    /** The share of features that drifted. */
    public static final class DriftShare {

        private DriftShare() {}

        /**
         * Met from this share on.
         *
         * @param share a number above 0 and at most 1
         * @return the condition
         * @throws PolicyException when the share lies outside (0, 1]
         */
        public Condition atLeast(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new PolicyException("", "a drift share to wait for lies in (0, 1], not " + share);
            }
            return new Threshold(
                    Quantity.plain(Kind.DRIFT_SHARE), Bound.AT_LEAST, share, "at least " + Words.exact(share));
        }
    }

    /** A performance metric on the newest labelled rows. */
    public static final class Metric {

        private final String name;
        private final long minimumRows;

        private Metric(String name, long minimumRows) {
            this.name = name;
            this.minimumRows = minimumRows;
        }

        /**
         * Sets how many labelled rows the metric needs to be known; {@link #DEFAULT_MINIMUM_ROWS} unless set.
         *
         * @param rows at least 1
         * @return a new value
         * @throws PolicyException when {@code rows} is less than 1
         */
        public Metric onAtLeast(long rows) {
            requirePositive("labelled rows for " + name, rows);
            return new Metric(name, rows);
        }

        /**
         * Met where the metric lies below its value at promotion by this much or more.
         *
         * @param amount in the metric's own unit, above 0
         * @return the condition
         * @throws PolicyException when the amount is not a finite number above 0
         */
        public Condition dropsBy(double amount) {
            requirePositive("drop of " + name, amount);
            return threshold(Kind.CHANGE, "", Bound.AT_MOST, -amount, "drops by at least " + Words.exact(amount));
        }

        /**
         * Met where the metric lies above its value at promotion by this much or more.
         *
         * @param amount in the metric's own unit, above 0
         * @return the condition
         * @throws PolicyException when the amount is not a finite number above 0
         */
        public Condition risesBy(double amount) {
            requirePositive("rise of " + name, amount);
            return threshold(Kind.CHANGE, "", Bound.AT_LEAST, amount, "rises by at least " + Words.exact(amount));
        }

        /**
         * Met where the metric is greater than the limit.
         *
         * @param limit a finite number
         * @return the condition
         * @throws PolicyException when the limit is not finite
         */
        public Condition above(double limit) {
            requireFinite("limit for " + name, limit);
            return threshold(Kind.METRIC, "", Bound.ABOVE, limit, "above " + Words.exact(limit));
        }

        /**
         * Met where the metric is less than the limit.
         *
         * @param limit a finite number
         * @return the condition
         * @throws PolicyException when the limit is not finite
         */
        public Condition below(double limit) {
            requireFinite("limit for " + name, limit);
            return threshold(Kind.METRIC, "", Bound.BELOW, limit, "below " + Words.exact(limit));
        }

        /**
         * Met where the metric's absolute value is greater than the limit: for metrics that are wrong on both sides of 0,
         * such as {@code calibrationBias}.
         *
         * @param limit a finite number, not negative
         * @return the condition
         * @throws PolicyException when the limit is negative or not finite
         */
        public Condition magnitudeAbove(double limit) {
            requireFinite("limit for |" + name + "|", limit);
            if (limit < 0) {
                throw new PolicyException("", "|" + name + "| is always above " + limit + "; use a limit from 0 on");
            }
            return threshold(Kind.MAGNITUDE, "", Bound.ABOVE, limit, "above " + Words.exact(limit));
        }

        /**
         * Met where the metric is greater than another metric of the same rows by this much or more, such as the log loss
         * than that of the base rate.
         *
         * @param other the other metric's name
         * @param margin a finite number, in the metrics' own unit; 0 asks for at least as great, a negative margin acts
         *     before the other is reached
         * @return the condition
         * @throws PolicyException when the other name is blank or the same, or the margin is not finite
         */
        public Condition exceeds(String other, double margin) {
            requireName(other);
            requireFinite("margin of " + name, margin);
            if (other.equals(name)) {
                throw new PolicyException("", "metric '" + name + "' cannot exceed itself");
            }
            return threshold(
                    Kind.GAP,
                    other,
                    Bound.AT_LEAST,
                    margin,
                    "exceeds " + other + " by at least " + Words.exact(margin));
        }

        private Condition threshold(Kind kind, String other, Bound bound, double limit, String asked) {
            return new Threshold(new Quantity(kind, name, other, minimumRows), bound, limit, asked);
        }
    }

    /** The time since the champion was promoted. */
    public static final class Age {

        private Age() {}

        /**
         * Met from this age on.
         *
         * @param age above zero
         * @return the condition
         * @throws PolicyException when the age is zero or negative
         */
        public Condition atLeast(Duration age) {
            if (age.isNegative() || age.isZero()) {
                throw new PolicyException("", "an age to wait for is above zero, not " + age);
            }
            return new Threshold(
                    Quantity.plain(Kind.AGE_SECONDS),
                    Bound.AT_LEAST,
                    Quantity.seconds(age),
                    "at least " + Words.exact(age));
        }
    }

    /** The number of labels that came since the last training. */
    public static final class NewLabels {

        private NewLabels() {}

        /**
         * Met from this count on.
         *
         * @param count at least 1
         * @return the condition
         * @throws PolicyException when the count is less than 1
         */
        public Condition atLeast(long count) {
            requirePositive("new labels", count);
            return new Threshold(Quantity.plain(Kind.NEW_LABELS), Bound.AT_LEAST, count, "at least " + count);
        }
    }

    /** Whether the newest window met its expectations. */
    public static final class DataQuality {

        private DataQuality() {}

        /**
         * Met where at least one expectation failed in the newest window.
         *
         * @return the condition
         */
        public Condition failing() {
            return new DataQualityFailing();
        }
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new PolicyException("", "a metric has a name; this one is blank");
        }
    }

    private static void requireFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new PolicyException("", "the " + what + " is a finite number, not " + value);
        }
    }

    private static void requirePositive(String what, double value) {
        requireFinite(what, value);
        if (value <= 0) {
            throw new PolicyException("", "the " + what + " is above 0, not " + value);
        }
    }
}
