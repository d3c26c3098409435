package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * DDM: compares the error rate of a classifier with the lowest that it has had, in standard deviations.
 *
 * <pre class="formula">{@code
 * s = sqrt(p (1 - p) / n);   changed when p + s > pMin + 3 sMin, warned when p + s > pMin + 2 sMin
 * }</pre>
 *
 * <p>where {@code pMin} and {@code sMin} belong to the smallest {@code p + s} so far. J. Gama, P. Medas, G. Castillo and P.
 * Rodrigues, "Learning with drift detection", Brazilian Symposium on Artificial Intelligence 2004, in the form and with the
 * defaults of River 0.26.1; warnings and changes come at the same elements. After a time without any error the first one is
 * a change.
 *
 * <p>Memory: five numbers. Cost: two divisions and one square root for each value; nothing is allocated. Not safe for use by
 * several threads.
 */
public final class Ddm extends BaseDetector {

    /** The default number of values before a change can be detected: one more than River's {@code warm_start}. */
    public static final int DEFAULT_MINIMUM_VALUES = 31;

    /** The default number of standard deviations that are a warning. */
    public static final double DEFAULT_WARNING = 2;

    /** The default number of standard deviations that are a change. */
    public static final double DEFAULT_DRIFT = 3;

    private final double warning;
    private final double drift;

    private double p;
    private double level;
    private double pMin;
    private double sMin;
    private double levelMin = Double.POSITIVE_INFINITY;

    /** A detector with the defaults, for {@link ChangeDetectors#ddm()}. */
    Ddm() {
        this(DEFAULT_MINIMUM_VALUES, DEFAULT_WARNING, DEFAULT_DRIFT);
    }

    private Ddm(long minimumValues, double warning, double drift) {
        super("ddm", Input.SHARES, minimumValues);
        this.warning = warning;
        this.drift = drift;
    }

    /**
     * Sets the number of values before a change can be detected.
     *
     * @param values at least 2, 31 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2
     */
    public Ddm withMinimumValues(int values) {
        return new Ddm(Options.atLeast(2, values, "the least number of values"), warning, drift);
    }

    /**
     * Sets the levels of warnings and changes.
     *
     * @param warnings standard deviations above 0, 2 by default
     * @param changes standard deviations above 0, 3 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if not above 0 or not finite
     */
    public Ddm withLevels(double warnings, double changes) {
        return new Ddm(
                minimum(),
                Options.positive(warnings, "the level of warnings"),
                Options.positive(changes, "the level of changes"));
    }

    @Override
    protected ChangeState next(double value) {
        long n = count();
        p += 1.0 / n * (value - p);
        if (n < minimum()) {
            return ChangeState.LEARNING;
        }
        double s = Math.sqrt(p * (1 - p) / n);
        level = p + s;
        if (level <= levelMin) {
            pMin = p;
            sMin = s;
            levelMin = level;
        }
        if (level > pMin + drift * sMin) {
            return ChangeState.CHANGE;
        }
        return level > pMin + warning * sMin ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        p = 0;
        level = 0;
        pMin = 0;
        sMin = 0;
        levelMin = Double.POSITIVE_INFINITY;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("level of warnings", warning);
        form.option("level of changes", drift);
        p = form.number(p);
        level = form.number(level);
        pMin = form.number(pMin);
        sMin = form.number(sMin);
        levelMin = form.number(levelMin);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds an error rate of %.4g, with its deviation %.4g, the limit is %.4g: %.4g deviations above the lowest"
                        + " rate, %.4g",
                p,
                level,
                pMin + drift * sMin,
                drift,
                pMin);
    }
}
