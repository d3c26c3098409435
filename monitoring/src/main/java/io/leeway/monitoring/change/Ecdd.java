package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * ECDD: an EWMA control chart for the error rate of a classifier. The newest values, weighted exponentially, are compared
 * with the mean of all.
 *
 * <pre class="formula">{@code
 * z = z + 0.2 (x - z),  s = sqrt(p (1 - p) (0.2 / 1.8) (1 - 0.8^(2n)));   changed when z > p + L(p) s, warned when z > p + L(p) s / 2
 * }</pre>
 *
 * <p>{@code L(p)} is a polynomial that gives a chosen mean number of values between two false alarms where the error rate is
 * known and constant: G. J. Ross, N. M. Adams, D. K. Tasoulis and D. J. Hand, "Exponentially weighted moving average charts
 * for detecting concept drift", Pattern Recognition Letters 33 (2012), table 1. The polynomials were fitted for error rates
 * below a half. In the form and with the defaults of MOA 2024.07 ({@code EWMAChartDM}): changes are detected at the same
 * elements; warnings begin one value later.
 *
 * <p>Memory: three numbers. Cost: one division and one square root for each value; nothing is allocated. Not safe for use by
 * several threads.
 */
public final class Ecdd extends BaseDetector {

    /** The weight of the newest value, for which the control limits were computed. */
    public static final double WEIGHT = 0.2;

    /** The default number of values before a change can be detected. */
    public static final int DEFAULT_MINIMUM_VALUES = 30;

    /** The default mean number of values between two false alarms. */
    public static final RunLength DEFAULT_RUN_LENGTH = RunLength.VALUES_400;

    private static final double DECAY = (1 - WEIGHT) * (1 - WEIGHT);

    /** The mean numbers of values between two false alarms for which control limits are known. */
    public enum RunLength {
        /** 100 values. */
        VALUES_100(2.76, -6.23, 18.12, -312.45, 1002.18),
        /** 400 values. */
        VALUES_400(3.97, -6.56, 48.73, -330.13, 848.18),
        /** 1,000 values. */
        VALUES_1000(1.17, 7.56, -21.24, 112.12, -987.23);

        private final double a0;
        private final double a1;
        private final double a3;
        private final double a5;
        private final double a7;

        RunLength(double a0, double a1, double a3, double a5, double a7) {
            this.a0 = a0;
            this.a1 = a1;
            this.a3 = a3;
            this.a5 = a5;
            this.a7 = a7;
        }

        double limit(double p) {
            double square = p * p;
            return a0 + p * (a1 + square * (a3 + square * (a5 + square * a7)));
        }
    }

    private final RunLength runLength;

    private double sum;
    private double z;
    private double decay = 1;
    private double limit;

    /** A detector with the defaults, for {@link ChangeDetectors#ecdd()}. */
    Ecdd() {
        this(DEFAULT_MINIMUM_VALUES, DEFAULT_RUN_LENGTH);
    }

    private Ecdd(long minimumValues, RunLength runLength) {
        super("ecdd", Input.SHARES, minimumValues);
        this.runLength = runLength;
    }

    /**
     * Sets the number of values before a change can be detected.
     *
     * @param values at least 2, 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2
     */
    public Ecdd withMinimumValues(int values) {
        return new Ecdd(Options.atLeast(2, values, "the least number of values"), runLength);
    }

    /**
     * Sets the mean number of values between two false alarms.
     *
     * @param length one of three, 400 values by default
     * @return a new detector that has seen no value
     */
    public Ecdd withRunLength(RunLength length) {
        return new Ecdd(minimum(), length);
    }

    @Override
    protected ChangeState next(double value) {
        sum += value;
        double p = sum / count();
        decay *= DECAY;
        double deviation = Math.sqrt(p * (1 - p) * (WEIGHT / (2 - WEIGHT)) * (1 - decay));
        z += WEIGHT * (value - z);
        double distance = runLength.limit(p) * deviation;
        limit = p + distance;
        if (z > limit) {
            return ChangeState.CHANGE;
        }
        return z > p + 0.5 * distance ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        sum = 0;
        z = 0;
        decay = 1;
        limit = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("run length", runLength.ordinal());
        sum = form.number(sum);
        z = form.number(z);
        decay = form.number(decay);
        limit = form.number(limit);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds a weighted error rate of %.4g where %.4g of all %d values are errors, the limit is %.4g",
                z,
                sum / count(),
                count(),
                limit);
    }
}
