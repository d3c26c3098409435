package io.leeway.monitoring.sequential;

import io.leeway.monitoring.change.BaseDetector;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.DetectorForm;
import io.leeway.monitoring.change.Input;
import java.util.Locale;

/**
 * A test that bets against its hypothesis: a change is reported when the evidence, an e-value, reaches {@code 1 / alpha}. As long as
 * the hypothesis holds, the probability that this ever happens is at most alpha, however many rows there are and however often the
 * test is read. There is a warning from a tenth of that on. After a change it starts again.
 *
 * <p>An e-value of {@code e} is as strong as a p-value of {@code 1 / e}; e-values of several tests of one hypothesis may be averaged.
 *
 * <p>Not safe for use by several threads.
 */
public abstract sealed class SequentialTest extends BaseDetector permits SequentialMean, SequentialDistribution {

    /** The default probability of ever reporting a change where there is none. */
    public static final double DEFAULT_ALPHA = 0.01;

    private static final double WARNING_SHARE = 0.1;

    private final double alpha;
    private final Wagers wagers;

    SequentialTest(String name, Input input, double alpha, int bets) {
        super(name, input, 2);
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is a probability between 0 and 1, was " + alpha);
        }
        this.alpha = alpha;
        wagers = new Wagers(bets);
    }

    /** Lets all bets win or lose. */
    abstract void play(double value, double stake, Wagers bets);

    abstract void clearSample();

    abstract void formSample(DetectorForm form);

    /** What is tested, such as {@code a mean of 0.2}. */
    abstract String hypothesis();

    @Override
    protected final ChangeState next(double value) {
        wagers.begin();
        play(value, Wagers.stake(count()), wagers);
        double evidence = wagers.evidence();
        if (evidence >= 1 / alpha) {
            return ChangeState.CHANGE;
        }
        return evidence >= WARNING_SHARE / alpha ? ChangeState.WARNING : ChangeState.STABLE;
    }

    /**
     * Returns the evidence against the hypothesis.
     *
     * @return an e-value, at least 0; a change is reported when it reaches {@code 1 / alpha}
     */
    public final double evidence() {
        return wagers.evidence();
    }

    /**
     * Returns the probability of ever reporting a change where there is none.
     *
     * @return in (0, 1)
     */
    public final double alpha() {
        return alpha;
    }

    @Override
    protected final void clear() {
        wagers.clear();
        clearSample();
    }

    @Override
    protected final void form(DetectorForm form) {
        form.option("alpha", alpha);
        wagers.form(form);
        formSample(form);
    }

    @Override
    protected final String finding() {
        return String.format(
                Locale.ROOT,
                "has an e-value of %.4g against %s after %d values, %.4g is a change",
                evidence(),
                hypothesis(),
                count(),
                1 / alpha);
    }
}
