package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * FHDDM: compares the error rate of the newest values with the lowest that a window of that length has had, by Hoeffding's bound.
 *
 * <pre class="formula">{@code
 * changed when max(u) - u > sqrt(ln(1 / d) / (2 w)),   u the share of right answers in the newest w
 * }</pre>
 *
 * <p>A. Pesaranghader and H. L. Viktor, "Fast Hoeffding drift detection method for evolving data streams", ECML-PKDD 2016; the
 * second, shorter window is that of the same authors' stacking method of 2018. In the form and with the defaults of River
 * 0.26.1, which counts right answers: it detects the same changes where it is fed {@code 1 - x}. Here, as for all detectors of
 * errors, 1 is an error.
 *
 * <p>Memory: a bit for each value of the windows and five numbers. Cost: a few additions and one or two divisions for each
 * value; nothing is allocated. Not safe for use by several threads.
 */
public final class Fhddm extends BaseDetector {

    /** The default number of values in the window. */
    public static final int DEFAULT_WINDOW = 100;

    /** The default probability of a false change. */
    public static final double DEFAULT_CONFIDENCE = 0.000001;

    /** Stands for no second window. */
    private static final int NONE = 0;

    private static final int LONGEST = 1 << 20;

    private final int length;
    private final double confidence;
    private final int shortLength;
    private final double limit;
    private final double shortLimit;

    private final ErrorWindow window;
    private final ErrorWindow shortWindow;
    private double best;
    private double shortBest;

    /** A detector with the defaults, for {@link ChangeDetectors#fhddm()}. */
    Fhddm() {
        this(DEFAULT_WINDOW, DEFAULT_CONFIDENCE, NONE);
    }

    private Fhddm(int length, double confidence, int shortLength) {
        super("fhddm", Input.ERRORS, length);
        this.length = length;
        this.confidence = confidence;
        this.shortLength = shortLength;
        window = new ErrorWindow(length);
        shortWindow = new ErrorWindow(Math.max(1, shortLength));
        limit = Math.sqrt(Math.log(1 / confidence) / (2 * length));
        shortLimit = shortLength == NONE ? 0 : Math.sqrt(Math.log(1 / confidence) / (2 * shortLength));
    }

    /**
     * Sets the number of values in the window.
     *
     * @param values 2 to 1,048,576, above the length of the short window if there is one; 100 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public Fhddm withWindow(int values) {
        if (values > LONGEST) {
            throw new IllegalArgumentException("the window is at most " + LONGEST + " values long, was " + values);
        }
        return new Fhddm(Options.atLeast(Math.max(2, shortLength + 1), values, "the window"), confidence, shortLength);
    }

    /**
     * Sets the probability of a false change.
     *
     * @param probability in (0, 1), 0.000001 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public Fhddm withConfidence(double probability) {
        return new Fhddm(length, Options.probability(probability, "the confidence"), shortLength);
    }

    /**
     * Adds a second, shorter window, which detects abrupt changes earlier.
     *
     * @param values at least 1 and below the length of the window; none by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public Fhddm withShortWindow(int values) {
        if (values >= length) {
            throw new IllegalArgumentException("the short window is shorter than " + length + ", was " + values);
        }
        return new Fhddm(length, confidence, Options.atLeast(1, values, "the short window"));
    }

    @Override
    protected ChangeState next(double value) {
        window.add(value);
        if (shortLength != NONE) {
            shortWindow.add(value);
        }
        if (!window.isFull()) {
            return ChangeState.LEARNING;
        }
        double right = (double) (length - window.errors()) / length;
        best = Math.max(best, right);
        boolean changed = best - right > limit;
        if (shortLength != NONE) {
            double shortRight = (double) (shortLength - shortWindow.errors()) / shortLength;
            shortBest = Math.max(shortBest, shortRight);
            changed |= shortBest - shortRight > shortLimit;
        }
        return changed ? ChangeState.CHANGE : ChangeState.STABLE;
    }

    @Override
    protected void clear() {
        window.clear();
        shortWindow.clear();
        best = 0;
        shortBest = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("window", length);
        form.option("confidence", confidence);
        form.option("short window", shortLength);
        window.form(form);
        shortWindow.form(form);
        best = form.number(best);
        shortBest = form.number(shortBest);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds %d errors in the newest %d values, the fewest were %.0f, and %.4g more are allowed",
                window.errors(),
                length,
                (1 - best) * length,
                limit * length);
    }
}
