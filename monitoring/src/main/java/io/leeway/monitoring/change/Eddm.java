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
 * <p>Memory: eight numbers. Cost: up to four divisions and one square root for an error, one division for most errors of a stable
 * stream; nothing is allocated. Not safe for use by several threads.
 */
public final class Eddm extends BaseDetector {

    /** The default number of errors before a change can be detected, and of values before a distance counts. */
    public static final int DEFAULT_MINIMUM_ERRORS = 30;

    /** The default level below which there is a warning. */
    public static final double DEFAULT_WARNING = 0.95;

    /** The default level below which there is a change. */
    public static final double DEFAULT_DRIFT = 0.9;

    private static final double SURELY_LESS = 1 - 1e-9;

    /** A bit that 1.0 has; 0.0 and -0.0 do not. */
    private static final int BIT_OF_ONE = 61;

    private final int minimumErrors;
    private final double warning;
    private final double drift;

    private double errors;
    private double lastError;
    private double mean;
    private double squares;
    private double greatest = -1;

    // A branch for each error costs more than its arithmetic, where it is predicted wrongly. So errors become bits, the
    // newest value's the lowest, until there are more than certainly leave the state as it is, or the bits are used up.
    private long pending;
    private int room;

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
        pending = pending << 1 | Double.doubleToRawLongBits(value) >>> BIT_OF_ONE & 1;
        return pending >= 0 && Long.bitCount(pending) <= room ? state() : settle();
    }

    /** Counts the pending errors and returns the state after the newest. */
    private ChangeState settle() {
        if (pending == 0) {
            return state();
        }
        for (int age = oldest(); pending != 1L << age; age = oldest()) {
            pending ^= 1L << age;
            learn(count() - age);
            raise();
        }
        learn(count() - oldest());
        pending = 0;
        double limit = reach();
        ChangeState now = judge(limit);
        room = room(now, limit);
        return now;
    }

    /** How many values ago the oldest pending error was. */
    private int oldest() {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(pending);
    }

    private void learn(double now) {
        errors++;
        double distance = now - lastError;
        lastError = now;
        double before = mean;
        mean += 1.0 / errors * (distance - before);
        squares += (distance - before) * (distance - mean);
    }

    /** Compares squares first, since a root and a quotient cost more than all else. */
    private void raise() {
        double toGreatest = greatest - mean;
        boolean surelyLess = toGreatest > 0 && 4 * squares < SURELY_LESS * (errors - 1) * (toGreatest * toGreatest);
        if (!surelyLess && lastError > minimumErrors) {
            greatest = Math.max(greatest, reach());
        }
    }

    /** The mean and two standard deviations. */
    private double reach() {
        return mean + (errors > 1 ? 2 * Math.sqrt(squares / (errors - 1)) : 0);
    }

    private ChangeState judge(double limit) {
        if (lastError <= minimumErrors) {
            return ChangeState.LEARNING;
        }
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

    /**
     * The number of errors that cannot change the state, whatever their distances. After {@code k} more errors, the mean of
     * {@code n} positive distances is at least {@code n / (n + k)} of what it was, and the deviation at least
     * {@code (n - 1) / (n + k - 1)}, since the sum of squares never falls. So the level is at least the latter share of what it
     * was, also if the greatest was raised in between.
     */
    private int room(ChangeState state, double limit) {
        if (state == ChangeState.STABLE) {
            return (int) ((errors - 1) * (SURELY_LESS * limit / (Math.max(warning, drift) * greatest) - 1));
        }
        return state == ChangeState.LEARNING ? (int) (minimumErrors - errors) : 0;
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
        pending = 0;
        room = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("minimum number of errors", minimumErrors);
        form.option("level of warnings", warning);
        form.option("level of changes", drift);
        settle();
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
        settle();
        return String.format(
                Locale.ROOT, "has %.0f errors and needs more than %d: too few to tell", errors, minimumErrors);
    }

    @Override
    protected String finding() {
        settle();
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
