package io.leeway.retraining;

import io.leeway.retraining.Quantity.Kind;
import io.leeway.retraining.Threshold.Bound;
import java.time.Duration;

/**
 * Factories of all conditions, meant for static import.
 *
 * <pre>{@code
 * driftShare().atLeast(0.3).sustainedFor(2)
 * metric("logLoss").risesBy(0.02)
 * metric("logLoss").exceeds("baseRateLogLoss", 0)
 * metric("calibrationBias").magnitudeAbove(0.05).and(newLabels().atLeast(1_000))
 * age().atLeast(Duration.ofDays(30))
 * dataQuality().failing()
 * trainingGain().atLeast(0.01).or(adaptationSaturated())
 * harm().or(estimatedLoss().above(0.25))
 * brokenData()
 * }</pre>
 *
 * <p>Inclusive comparisons ({@code atLeast}, {@code dropsBy}, ...) treat a value within 1e-12 of the limit as equal to
 * it, so that rounding errors do not decide. All values are immutable.
 */
public final class Conditions {

    /** The default least number of labelled rows with which a metric is known, see {@link Metric#onAtLeast(long)}. */
    public static final long DEFAULT_MINIMUM_ROWS = 100;

    private Conditions() {}

    /**
     * Returns the share of features that drifted in the newest window.
     *
     * @return the signal to compare
     */
    public static DriftShare driftShare() {
        return new DriftShare();
    }

    /**
     * Returns a performance metric on the newest labelled rows.
     *
     * @param name the metric's name as the monitor reports it, such as {@code logLoss}
     * @return the signal to compare
     * @throws PolicyException if the name is blank
     */
    public static Metric metric(String name) {
        requireName(name);
        return new Metric(name, DEFAULT_MINIMUM_ROWS);
    }

    /**
     * Returns the time since the champion was promoted.
     *
     * @return the signal to compare
     */
    public static Age age() {
        return new Age();
    }

    /**
     * Returns the number of labels that arrived since the last training.
     *
     * @return the signal to compare
     */
    public static NewLabels newLabels() {
        return new NewLabels();
    }

    /**
     * Returns whether the newest window met its expectations.
     *
     * @return the signal to test
     */
    public static DataQuality dataQuality() {
        return new DataQuality();
    }

    /**
     * Returns by how much an adaptation improves on the champion alone: the champion's log loss minus that of the answers, on the newest
     * labelled rows since its promotion.
     *
     * @return the signal to compare, in nats of log loss a row; negative if the adaptation loses
     */
    public static Gain adaptationGain() {
        return new Gain(Kind.ADAPTATION_GAIN);
    }

    /**
     * Returns an estimate of what a training would gain beyond what answers now, an adaptation included: by how much the skill of the answers
     * has fallen since the champion was new. Skill is 1 - L / H, L being the log loss of the answers and H that of always answering the
     * base rate of the same rows; the estimate is the fall from the skill on the first rows since the promotion to that on the newest ones,
     * times the newest H. It assumes that a new champion would begin as the present one did, and that rows are as hard now as then, up to
     * their base rate. Nothing is trained for it.
     *
     * @return the signal to compare, in nats of log loss a row
     */
    public static Gain trainingGain() {
        return new Gain(Kind.TRAINING_GAIN);
    }

    /**
     * Returns a condition that is met if the experts of an adaptation that ignore the champion have at least half of the weight: what the
     * champion learnt is of no use any more, and only a training can bring more than the experts know.
     *
     * @return the condition
     */
    public static Condition adaptationSaturated() {
        return new AdaptationSaturated();
    }

    /**
     * Returns a condition that is met if the risk of the champion rose above that of the monitor's labelled reference by more than the tolerance, see
     * {@link io.leeway.monitoring.ModelMonitorBuilder#harm}; it stays met until another champion takes over.
     *
     * @return the condition
     */
    public static Condition harm() {
        return new Harm();
    }

    /**
     * Returns the loss of the newest window as the monitor estimates it without labels, see
     * {@link io.leeway.monitoring.ModelMonitorBuilder#estimatedPerformance}: the share of wrong classes, or the mean absolute error. It is unknown where
     * labels contradict the estimate.
     *
     * @return the signal to compare
     */
    public static EstimatedLoss estimatedLoss() {
        return new EstimatedLoss();
    }

    /**
     * Returns a condition that is met if data is broken: the newest window failed an expectation or had a finding of
     * {@link io.leeway.monitoring.ModelMonitorBuilder#signatures}, or an incident about data is open. Meant as a veto, {@code unless(brokenData())}: a model that is trained on
     * broken data learns the fault. Rows of faults that are over may still be among the training rows: leave them out there.
     *
     * @return the condition; unknown, which is no veto, if nobody looks for broken data
     */
    public static Condition brokenData() {
        return new BrokenData();
    }

    /** The loss as it is estimated without labels. */
    public static final class EstimatedLoss {

        private EstimatedLoss() {}

        /**
         * Returns a condition that is met if the estimated loss is greater than a limit.
         *
         * @param limit a share of rows for classes, in the unit of the response for numbers; finite
         * @return the condition
         * @throws PolicyException if the limit is not finite
         */
        public Condition above(double limit) {
            requireFinite("limit for the estimated loss", limit);
            return new Threshold(
                    Quantity.plain(Kind.ESTIMATED_LOSS), Bound.ABOVE, limit, "above " + Words.exact(limit));
        }
    }

    /** A gain in nats of log loss a row. */
    public static final class Gain {

        private final Kind kind;

        private Gain(Kind kind) {
            this.kind = kind;
        }

        /**
         * Returns a condition that is met if the gain is at least a limit.
         *
         * @param nats a finite number, of nats of log loss a row
         * @return the condition
         * @throws PolicyException if the limit is not finite
         */
        public Condition atLeast(double nats) {
            return threshold(nats, Bound.AT_LEAST, "at least ");
        }

        /**
         * Returns a condition that is met if the gain is less than a limit.
         *
         * @param nats a finite number, of nats of log loss a row
         * @return the condition
         * @throws PolicyException if the limit is not finite
         */
        public Condition below(double nats) {
            return threshold(nats, Bound.BELOW, "below ");
        }

        private Condition threshold(double nats, Bound bound, String words) {
            Quantity quantity = Quantity.plain(kind);
            requireFinite("limit for " + quantity.label(), nats);
            return new Threshold(quantity, bound, nats, words + Words.exact(nats));
        }
    }

    /** The share of features that drifted. */
    public static final class DriftShare {

        private DriftShare() {}

        /**
         * Returns a condition that is met if the share is at least a limit.
         *
         * @param share a number above 0 and at most 1
         * @return the condition
         * @throws PolicyException if the share lies outside (0, 1]
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
         * Sets the least number of labelled rows with which the metric is known; the default is
         * {@link #DEFAULT_MINIMUM_ROWS}.
         *
         * @param rows at least 1
         * @return a new value
         * @throws PolicyException if {@code rows} is less than 1
         */
        public Metric onAtLeast(long rows) {
            requirePositive("labelled rows for " + name, rows);
            return new Metric(name, rows);
        }

        /**
         * Returns a condition that is met if the metric is below its value at promotion by at least an amount.
         *
         * @param amount in the unit of the metric, above 0
         * @return the condition
         * @throws PolicyException if the amount is not a finite number above 0
         */
        public Condition dropsBy(double amount) {
            requirePositive("drop of " + name, amount);
            return threshold(Kind.CHANGE, "", Bound.AT_MOST, -amount, "drops by at least " + Words.exact(amount));
        }

        /**
         * Returns a condition that is met if the metric is above its value at promotion by at least an amount.
         *
         * @param amount in the unit of the metric, above 0
         * @return the condition
         * @throws PolicyException if the amount is not a finite number above 0
         */
        public Condition risesBy(double amount) {
            requirePositive("rise of " + name, amount);
            return threshold(Kind.CHANGE, "", Bound.AT_LEAST, amount, "rises by at least " + Words.exact(amount));
        }

        /**
         * Returns a condition that is met if the metric is greater than a limit.
         *
         * @param limit a finite number
         * @return the condition
         * @throws PolicyException if the limit is not finite
         */
        public Condition above(double limit) {
            requireFinite("limit for " + name, limit);
            return threshold(Kind.METRIC, "", Bound.ABOVE, limit, "above " + Words.exact(limit));
        }

        /**
         * Returns a condition that is met if the metric is less than a limit.
         *
         * @param limit a finite number
         * @return the condition
         * @throws PolicyException if the limit is not finite
         */
        public Condition below(double limit) {
            requireFinite("limit for " + name, limit);
            return threshold(Kind.METRIC, "", Bound.BELOW, limit, "below " + Words.exact(limit));
        }

        /**
         * Returns a condition that is met if the absolute value of the metric is greater than a limit: for metrics
         * whose best value is 0, such as {@code calibrationBias}.
         *
         * @param limit a finite number, not negative
         * @return the condition
         * @throws PolicyException if the limit is negative or not finite
         */
        public Condition magnitudeAbove(double limit) {
            requireFinite("limit for |" + name + "|", limit);
            if (limit < 0) {
                throw new PolicyException("", "|" + name + "| is always above " + limit + "; use a limit from 0 on");
            }
            return threshold(Kind.MAGNITUDE, "", Bound.ABOVE, limit, "above " + Words.exact(limit));
        }

        /**
         * Returns a condition that is met if the metric exceeds another metric of the same rows by at least a margin,
         * for example if the log loss exceeds that of the base rate.
         *
         * @param other the other metric's name
         * @param margin a finite number, in the unit of the metrics; with 0, the condition is met if both are equal;
         *     with a negative margin, it is met before the other metric is reached
         * @return the condition
         * @throws PolicyException if the other name is blank or the same, or the margin is not finite
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
         * Returns a condition that is met from an age on.
         *
         * @param age above zero
         * @return the condition
         * @throws PolicyException if the age is zero or negative
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

    /** The number of labels that arrived since the last training. */
    public static final class NewLabels {

        private NewLabels() {}

        /**
         * Returns a condition that is met if the count is at least a limit.
         *
         * @param count at least 1
         * @return the condition
         * @throws PolicyException if the count is less than 1
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
         * Returns a condition that is met if at least one expectation failed in the newest window.
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
