package io.leeway.monitoring.change;

import java.util.Locale;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * STEPD: compares the error rate of the newest values with that of all older ones, by the test of equal proportions with a
 * correction for continuity.
 *
 * <pre class="formula">{@code
 * T = (|r0/n0 - r1/n1| - (1/n0 + 1/n1) / 2) / sqrt(p (1 - p) (1/n0 + 1/n1));   changed when 2 (1 - Phi(T)) < 0.003
 * }</pre>
 *
 * <p>K. Nishida and K. Yamauchi, "Detecting concept drift using statistical testing", Discovery Science 2007, in the form and
 * with the defaults of MOA 2024.07; it detects increases and decreases. MOA takes the absolute value of {@code T}, so that
 * it alarms where the two rates are too equal, and on streams without any error; here {@code T} below 0 is no change.
 * Elsewhere warnings and changes come at the same elements.
 *
 * <p>Memory: a bit for each value of the window and two numbers. Cost: one or two divisions for each value;
 * nothing is allocated. Not safe for use by several threads.
 */
public final class Stepd extends BaseDetector {

    /** The default number of newest values. */
    public static final int DEFAULT_WINDOW = 30;

    /** The default significance level of a change. */
    public static final double DEFAULT_DRIFT_LEVEL = 0.003;

    /** The default significance level of a warning. */
    public static final double DEFAULT_WARNING_LEVEL = 0.05;

    private static final int LONGEST = 1 << 20;

    private final double driftLevel;
    private final double warningLevel;
    private final double driftSquare;
    private final double warningSquare;
    private final double lengthShare;

    private final int length;
    private final ErrorWindow window;
    private long older;
    private long olderErrors;

    /** A detector with the defaults, for {@link ChangeDetectors#stepd()}. */
    Stepd() {
        this(DEFAULT_WINDOW, DEFAULT_DRIFT_LEVEL, DEFAULT_WARNING_LEVEL);
    }

    private Stepd(int length, double driftLevel, double warningLevel) {
        super("stepd", Input.ERRORS, 2L * length);
        this.length = length;
        this.driftLevel = driftLevel;
        this.warningLevel = warningLevel;
        window = new ErrorWindow(length);
        NormalDistribution normal = NormalDistribution.of(0, 1);
        driftSquare = square(normal.inverseSurvivalProbability(driftLevel / 2));
        warningSquare = square(normal.inverseSurvivalProbability(warningLevel / 2));
        lengthShare = 1.0 / length;
    }

    /**
     * Sets the number of newest values.
     *
     * @param values 2 to 1,048,576, 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public Stepd withWindow(int values) {
        if (values > LONGEST) {
            throw new IllegalArgumentException("the window is at most " + LONGEST + " values long, was " + values);
        }
        return new Stepd(Options.atLeast(2, values, "the window"), driftLevel, warningLevel);
    }

    /**
     * Sets the significance levels of changes and warnings, at one value.
     *
     * @param changes in (0, 1), 0.003 by default
     * @param warnings in (0, 1), 0.05 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public Stepd withLevels(double changes, double warnings) {
        return new Stepd(
                length,
                Options.probability(changes, "the level of changes"),
                Options.probability(warnings, "the level of warnings"));
    }

    private static double square(double value) {
        return value * value;
    }

    @Override
    protected ChangeState next(double value) {
        boolean full = window.isFull();
        int dropped = window.add(value);
        if (full) {
            older++;
            olderErrors += dropped;
        }
        if (older < length) {
            return ChangeState.LEARNING;
        }
        double share = 1.0 / older;
        double reciprocals = share + lengthShare;
        double apart = Math.abs(olderErrors * share - window.errors() * lengthShare) - reciprocals / 2;
        if (apart <= 0) {
            return ChangeState.STABLE;
        }
        double p = (double) (olderErrors + window.errors()) / (older + length);
        double variance = p * (1 - p) * reciprocals;
        // The squares are compared: no root.
        double square = apart * apart;
        if (square > driftSquare * variance) {
            return ChangeState.CHANGE;
        }
        return square > warningSquare * variance ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        window.clear();
        older = 0;
        olderErrors = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("window", length);
        form.option("level of changes", driftLevel);
        form.option("level of warnings", warningLevel);
        window.form(form);
        older = form.count(older);
        olderErrors = form.whole(olderErrors, 0, older);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds %d errors in the newest %d values and %d in the %d before, at a significance level of %s",
                window.errors(),
                length,
                olderErrors,
                older,
                driftLevel);
    }
}
