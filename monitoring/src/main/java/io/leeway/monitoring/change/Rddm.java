package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * RDDM: {@link Ddm} that forgets old values of a long stable time, and that takes a long warning for a change.
 *
 * <p>After 40,000 values the error rate is computed again from the newest 7,000; a warning of 1,400 values is a change. After a
 * change the values since the warning began are learnt again, so that it does not start from nothing. R. S. M. Barros, D. R.
 * L. Cabral, P. M. Gon&ccedil;alves and S. G. T. C. Santos, "RDDM: reactive drift detection method", Expert Systems with
 * Applications 90 (2017), in the form and with the defaults of MOA 2024.07; warnings and changes come at the same elements.
 *
 * <p>Memory: a bit for each of the newest values (7,000 by default, about 900 bytes) and ten numbers. Cost: two divisions and
 * one square root for each value; the values since a warning, or the newest 7,000, are read again after a change and after
 * 40,000 values. Nothing is allocated. Not safe for use by several threads.
 */
public final class Rddm extends BaseDetector {

    /** The default number of values before a change can be detected. */
    public static final int DEFAULT_MINIMUM_VALUES = 129;

    /** The default number of standard deviations that are a warning. */
    public static final double DEFAULT_WARNING = 1.773;

    /** The default number of standard deviations that are a change. */
    public static final double DEFAULT_DRIFT = 2.258;

    /** The default number of values after which old ones are forgotten. */
    public static final int DEFAULT_LONGEST = 40_000;

    /** The default number of values that are then kept. */
    public static final int DEFAULT_KEPT = 7_000;

    /** The default number of values after which a warning is a change. */
    public static final int DEFAULT_WARNING_LIMIT = 1_400;

    private static final int NONE = -1;

    private final int minimum;
    private final double warning;
    private final double drift;
    private final int longest;
    private final int warningLimit;
    private final int kept;

    private final ErrorWindow window;
    private long n = 1;
    private double p = 1;
    private double s;
    private double pMin = Double.MAX_VALUE;
    private double sMin = Double.MAX_VALUE;
    private double levelMin = Double.MAX_VALUE;
    /** How many values the window has had since the warning began, with the first of it. */
    private long warned = NONE;
    /** What a full window has overwritten is no longer there to be learnt again. */
    private boolean warningKept;

    private boolean forget;

    /** A detector with the defaults, for {@link ChangeDetectors#rddm()}. */
    Rddm() {
        this(
                DEFAULT_MINIMUM_VALUES,
                DEFAULT_WARNING,
                DEFAULT_DRIFT,
                DEFAULT_LONGEST,
                DEFAULT_KEPT,
                DEFAULT_WARNING_LIMIT);
    }

    private Rddm(int minimum, double warning, double drift, int longest, int kept, int warningLimit) {
        super("rddm", Input.ERRORS, 0);
        this.minimum = minimum;
        this.warning = warning;
        this.drift = drift;
        this.longest = longest;
        this.kept = kept;
        this.warningLimit = warningLimit;
        window = new ErrorWindow(kept);
    }

    /**
     * Sets the number of values before a change can be detected.
     *
     * @param values at least 2, 129 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 2
     */
    public Rddm withMinimumValues(int values) {
        int checked = Options.atLeast(2, values, "the least number of values");
        return new Rddm(checked, warning, drift, longest, kept, warningLimit);
    }

    /**
     * Sets the levels of warnings and changes.
     *
     * @param warnings standard deviations above 0, 1.773 by default
     * @param changes standard deviations above 0, 2.258 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if not above 0 or not finite
     */
    public Rddm withLevels(double warnings, double changes) {
        return new Rddm(
                minimum,
                Options.positive(warnings, "the level of warnings"),
                Options.positive(changes, "the level of changes"),
                longest,
                kept,
                warningLimit);
    }

    /**
     * Sets how much is remembered.
     *
     * @param values after how many values old ones are forgotten, at least 1; 40,000 by default
     * @param newest how many of the newest are kept then, 1 to 1,000,000; 7,000 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public Rddm withMemory(int values, int newest) {
        if (newest > 1_000_000) {
            throw new IllegalArgumentException("at most 1000000 values are kept, was " + newest);
        }
        return new Rddm(
                minimum,
                warning,
                drift,
                Options.atLeast(1, values, "the longest memory"),
                Options.atLeast(1, newest, "the number of values that are kept"),
                warningLimit);
    }

    /**
     * Sets the number of values after which a warning is a change.
     *
     * @param values at least 1, 1,400 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if below 1
     */
    public Rddm withWarningLimit(int values) {
        int checked = Options.atLeast(1, values, "the limit of a warning");
        return new Rddm(minimum, warning, drift, longest, kept, checked);
    }

    @Override
    protected void restart() {
        learnAgain(true);
    }

    @Override
    protected ChangeState next(double value) {
        if (forget) {
            learnAgain(false);
        }
        boolean full = window.isFull();
        window.add(value);
        if (warned != NONE) {
            warned++;
            if (full && warned > kept) {
                warningKept = false;
            }
        }
        learn(value);
        n++;
        if (n <= minimum) {
            return ChangeState.LEARNING;
        }
        lowest();
        return judge();
    }

    private void learn(double value) {
        double share = 1.0 / n;
        p += share * (value - p);
        s = Math.sqrt(p * (1 - p) * share);
    }

    private void lowest() {
        if (p + s < levelMin) {
            pMin = p;
            sMin = s;
            levelMin = p + s;
        }
    }

    private ChangeState judge() {
        double level = p + s;
        if (level > pMin + drift * sMin) {
            if (warned == NONE) {
                window.keep(1);
            }
            return ChangeState.CHANGE;
        }
        if (level > pMin + warning * sMin) {
            if (warned != NONE && warned > warningLimit) {
                window.keep(1);
                warned = NONE;
                return ChangeState.CHANGE;
            }
            if (warned == NONE) {
                warned = 1;
                warningKept = true;
            }
            return ChangeState.WARNING;
        }
        warned = NONE;
        forget = n > longest;
        return ChangeState.STABLE;
    }

    private void learnAgain(boolean changed) {
        n = 1;
        p = 1;
        s = 0;
        if (changed) {
            pMin = Double.MAX_VALUE;
            sMin = Double.MAX_VALUE;
            levelMin = Double.MAX_VALUE;
        }
        if (warned != NONE && warningKept) {
            window.keep((int) Math.min(window.size(), warned));
        }
        for (int i = 0; i < window.size(); i++) {
            learn(window.at(i));
            if (changed && n > minimum) {
                lowest();
            }
            n++;
        }
        warned = NONE;
        forget = false;
    }

    @Override
    protected void clear() {
        window.clear();
        n = 1;
        p = 1;
        s = 0;
        pMin = Double.MAX_VALUE;
        sMin = Double.MAX_VALUE;
        levelMin = Double.MAX_VALUE;
        warned = NONE;
        warningKept = false;
        forget = false;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("minimum number of values", minimum);
        form.option("level of warnings", warning);
        form.option("level of changes", drift);
        form.option("longest memory", longest);
        form.option("number of values kept", kept);
        form.option("limit of a warning", warningLimit);
        window.form(form);
        n = form.count(n);
        p = form.number(p);
        s = form.number(s);
        pMin = form.number(pMin);
        sMin = form.number(sMin);
        levelMin = form.number(levelMin);
        warned = form.whole(warned, NONE, Long.MAX_VALUE);
        warningKept = form.whole(warningKept ? 1 : 0, 0, 1) == 1;
        forget = form.whole(forget ? 1 : 0, 0, 1) == 1;
    }

    @Override
    protected String lack() {
        return String.format(
                Locale.ROOT, "has %d of the %d values it needs: too few to tell", Math.max(0, n - 1), minimum);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds an error rate of %.4g, with its deviation %.4g, the limit is %.4g: %.4g deviations above the lowest"
                        + " rate, %.4g",
                p,
                p + s,
                pMin + drift * sMin,
                drift,
                pMin);
    }
}
