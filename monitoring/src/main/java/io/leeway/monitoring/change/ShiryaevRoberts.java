package io.leeway.monitoring.change;

import java.util.Arrays;
import java.util.Locale;

/**
 * A Shiryaev-Roberts test of an error rate: adds up the likelihood ratios of all places where the rate may have risen, for rises of
 * 1% to 64% of the way to 1, against the mean of all values so far. The default of Leeway for streams of errors: see
 * {@code docs/detectors.md} for its delays beside those of the other detectors.
 *
 * <pre class="formula">{@code
 * M = (1 + (d / p) (x - p)) (M + 1),   changed when the weighted mean of M over all d >= t
 * }</pre>
 *
 * <p>with {@code d = 0.01, 0.02, 0.04, ... 0.64}, weights that fall from one to the next, and {@code p = (errors + 1/2) / (values + 1)}
 * before {@code x}. With a known {@code p} the mean number of values between two false alarms would be at least {@code t}: M. Pollak,
 * "Average run lengths of an optimal method of detecting a change in distribution", Annals of Statistics 15 (1987), and
 * {@link EDetector}, which has that guarantee. Here {@code p} is learnt, which makes false alarms more frequent at first and rarer
 * later; the document has the measured rates.
 *
 * <p>The first values after a change (30 by default) are compared with what was known before: if they are not those of a higher rate, the
 * change was a false alarm, and the mean from before it is kept. So a false alarm costs little, and the
 * price is that a change which is not large is often reported twice within its first values: from 0.1 to 0.6 in 3% of 500 runs, from 0.1 to
 * 0.3 in 40%, from 0.1 to 0.15 in 91%. Use another detector where each change must be reported once.
 *
 * <p>There is a warning when the mean reaches a tenth of the threshold. While all values are equal, nothing is detected.
 *
 * <p>Memory: 13 numbers. Cost: one division and 28 additions and products for each value; nothing is allocated. Not safe for use by
 * several threads.
 */
public final class ShiryaevRoberts extends BaseDetector {

    /** The default mean number of values between two false alarms, if the rate were known. */
    public static final double DEFAULT_MEAN_TIME = 10_000;

    /** The default number of values before a change can be detected. */
    public static final int DEFAULT_MINIMUM_VALUES = 30;

    private static final int RISES = 7;
    private static final double SMALLEST_RISE = 0.01;
    private static final double WEIGHT_RATIO = 0.6;
    private static final double WARNING_SHARE = 0.1;

    /** Log likelihood ratio above which the values after a change confirm it. */
    private static final double VERIFIED = 1;

    private static final double[] RISE = new double[RISES];
    private static final double[] WEIGHT = new double[RISES];

    static {
        double sum = 0;
        for (int i = 0; i < RISES; i++) {
            RISE[i] = Math.scalb(SMALLEST_RISE, i);
            WEIGHT[i] = Math.pow(WEIGHT_RATIO, i);
            sum += WEIGHT[i];
        }
        for (int i = 0; i < RISES; i++) {
            WEIGHT[i] /= sum;
        }
    }

    private final double meanTime;
    private final double[] ratios = new double[RISES];
    private double values;
    private double errors;
    private double oldValues;
    private double oldErrors;
    private int strongest;
    private double evidence;

    /** A detector with the defaults, for {@link ChangeDetectors#shiryaevRoberts()}. */
    ShiryaevRoberts() {
        this(DEFAULT_MINIMUM_VALUES, DEFAULT_MEAN_TIME);
    }

    private ShiryaevRoberts(long minimumValues, double meanTime) {
        super("shiryaev-roberts", Input.ERRORS, minimumValues);
        this.meanTime = meanTime;
    }

    /**
     * Sets the mean number of values between two false alarms, if the rate were known.
     *
     * @param values at least 10, 10,000 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 10 or not finite
     */
    public ShiryaevRoberts withMeanTime(double values) {
        if (!(values >= 10 && values < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the mean time is finite and at least 10 values, was " + values);
        }
        return new ShiryaevRoberts(minimum(), values);
    }

    /**
     * Sets the number of values before a change can be detected, from which the rate is learnt.
     *
     * @param values at least 2, 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2
     */
    public ShiryaevRoberts withMinimumValues(int values) {
        return new ShiryaevRoberts(Options.atLeast(2, values, "the least number of values"), meanTime);
    }

    @Override
    protected ChangeState next(double value) {
        double times = value == 0 ? 0 : (values + 1) / (errors + 0.5);
        values++;
        errors += value;
        if (count() <= minimum()) {
            if (count() == minimum()) {
                verify();
            }
            return ChangeState.STABLE;
        }
        if (errors == values) {
            return ChangeState.STABLE;
        }
        double sum = 0;
        double most = 0;
        for (int i = 0; i < RISES; i++) {
            ratios[i] = (1 - RISE[i] + RISE[i] * times) * (ratios[i] + 1);
            double weighted = WEIGHT[i] * ratios[i];
            sum += weighted;
            if (weighted > most) {
                most = weighted;
                strongest = i;
            }
        }
        evidence = sum;
        if (sum >= meanTime) {
            return ChangeState.CHANGE;
        }
        return sum >= WARNING_SHARE * meanTime ? ChangeState.WARNING : ChangeState.STABLE;
    }

    /** Keeps what was known before the last change, unless the first values after it are those of a higher rate. */
    private void verify() {
        if (oldValues > 0) {
            double before = (oldErrors + 0.5) / (oldValues + 1);
            double after = before + RISE[strongest] * (1 - before);
            double logRatio =
                    errors * Math.log(after / before) + (values - errors) * Math.log((1 - after) / (1 - before));
            if (logRatio <= VERIFIED) {
                values += oldValues;
                errors += oldErrors;
            }
        }
        oldValues = 0;
        oldErrors = 0;
    }

    @Override
    protected void restart() {
        double knownValues = values;
        double knownErrors = errors;
        int rise = strongest;
        clear();
        oldValues = knownValues;
        oldErrors = knownErrors;
        strongest = rise;
    }

    /**
     * Returns the evidence for a rise of the error rate.
     *
     * @return at least 0; there is a change where it reaches the mean time between two false alarms
     */
    public double evidence() {
        return evidence;
    }

    @Override
    protected void clear() {
        Arrays.fill(ratios, 0);
        values = 0;
        errors = 0;
        oldValues = 0;
        oldErrors = 0;
        strongest = 0;
        evidence = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("mean time", meanTime);
        form.numbers(ratios, RISES);
        values = form.number(values);
        errors = form.number(errors);
        oldValues = form.number(oldValues);
        oldErrors = form.number(oldErrors);
        strongest = (int) form.whole(strongest, 0, RISES - 1L);
        evidence = form.number(evidence);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "has %.4g of evidence for more errors than before, with %.4g of all %d values errors; %.4g are a change",
                evidence,
                errors / values,
                (long) values,
                meanTime);
    }
}
