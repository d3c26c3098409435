package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * EDDM: compares the distance between two errors of a classifier with the longest that it has had.
 *
 * <pre class="formula">{@code
 * level = (m + 2 s) / max(m + 2 s);   changed when level < 0.9, warned when level < 0.95
 * }</pre>
 *
 * <p>where {@code m} and {@code s} are mean and standard deviation of the distances. M. Baena-Garc&iacute;a and others, "Early
 * drift detection method", Workshop on Knowledge Discovery from Data Streams 2006, in the form and with the defaults of River
 * 0.26.1; warnings and changes come at the same elements. A state holds until the next error. Without drift it has many false
 * alarms, since the level is a ratio that no sample size enters.
 *
 * <p>Memory: six numbers. Cost: two divisions and one square root for each error; nothing is allocated. Not safe for use by
 * several threads.
 */
public final class Eddm extends BaseDetector {

    /** The default number of errors before a change can be detected, and of values before a distance counts. */
    public static final int DEFAULT_MINIMUM_ERRORS = 30;

    /** The default level below which there is a warning. */
    public static final double DEFAULT_WARNING = 0.95;

    /** The default level below which there is a change. */
    public static final double DEFAULT_DRIFT = 0.9;

    private static final double SURELY_LESS = 1 - 1e-9;

    private final int minimumErrors;
    private final double warning;
    private final double drift;

    private double errors;
    private double lastError;
    private double mean;
    private double squares;
    private double greatest = -1;

    /** A detector with the defaults, for {@link ChangeDetectors#eddm()}. */
    Eddm() {
        this(DEFAULT_MINIMUM_ERRORS, DEFAULT_WARNING, DEFAULT_DRIFT);
    }

    private Eddm(int minimumErrors, double warning, double drift) {
        super("eddm", Input.ERRORS, 2);
        this.minimumErrors = minimumErrors;
        this.warning = warning;
        this.drift = drift;
    }

    /**
     * Sets the number of errors before a change can be detected, and of values before a distance counts.
     *
     * @param number at least 1, 30 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public Eddm withMinimumErrors(int number) {
        return new Eddm(Options.atLeast(1, number, "the least number of errors"), warning, drift);
    }

    /**
     * Sets the levels of warnings and changes.
     *
     * @param warnings in (0, 1), 0.95 by default
     * @param changes in (0, 1), 0.9 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public Eddm withLevels(double warnings, double changes) {
        return new Eddm(
                minimumErrors,
                Options.probability(warnings, "the level of warnings"),
                Options.probability(changes, "the level of changes"));
    }

    @Override
    protected ChangeState next(double value) {
        return value == 0 ? state() : error();
    }

    private ChangeState error() {
        double number = errors + 1;
        errors = number;
        double now = count();
        double distance = now - lastError;
        lastError = now;
        double before = mean;
        double after = before + 1.0 / number * (distance - before);
        mean = after;
        squares += (distance - before) * (distance - after);
        if (now <= minimumErrors) {
            return ChangeState.LEARNING;
        }
        if (number > minimumErrors && isSurelyStable()) {
            return ChangeState.STABLE;
        }
        return judge(reach());
    }

    /**
     * Whether {@link #reach()} is between the level of warnings and the greatest so far by more than rounding: by squares, since a root and a quotient
     * cost more than all else.
     */
    private boolean isSurelyStable() {
        double toGreatest = greatest - mean;
        double toWarning = warning * greatest - mean;
        double four = 4 * squares;
        double others = errors - 1;
        return toGreatest > 0
                && four < SURELY_LESS * (others * (toGreatest * toGreatest))
                && toWarning > 0
                && others * (toWarning * toWarning) < SURELY_LESS * four;
    }

    /** The mean and two standard deviations. */
    private double reach() {
        return mean + (errors > 1 ? 2 * Math.sqrt(squares / (errors - 1)) : 0);
    }

    private ChangeState judge(double limit) {
        if (limit > greatest) {
            greatest = limit;
            return errors <= minimumErrors ? ChangeState.LEARNING : unlessWarned();
        }
        if (errors <= minimumErrors) {
            return ChangeState.LEARNING;
        }
        if (limit < drift * greatest) {
            return ChangeState.CHANGE;
        }
        return limit < warning * greatest ? ChangeState.WARNING : ChangeState.STABLE;
    }

    /** A new greatest distance ends no warning, as in River. */
    private ChangeState unlessWarned() {
        return state() == ChangeState.WARNING ? ChangeState.WARNING : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        errors = 0;
        lastError = 0;
        mean = 0;
        squares = 0;
        greatest = -1;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("minimum number of errors", minimumErrors);
        form.option("level of warnings", warning);
        form.option("level of changes", drift);
        errors = form.number(errors);
        lastError = form.number(lastError);
        mean = form.number(mean);
        squares = form.number(squares);
        greatest = form.number(greatest);
        // Follows from the others.
        form.number(lastError <= minimumErrors ? 0 : reach());
    }

    @Override
    protected String lack() {
        return String.format(
                Locale.ROOT, "has %.0f errors and needs more than %d: too few to tell", errors, minimumErrors);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds %.4g values between two of %.0f errors; with two deviations that is %.4g of the longest distance, the"
                        + " limit is %.4g",
                mean,
                errors,
                reach() / greatest,
                drift);
    }
}
