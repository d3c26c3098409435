package io.leeway.evaluation;

import io.leeway.evaluation.GateResult.Outcome;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A gate that compares a challenger with the model that it would replace, on the same rows.
 *
 * <p>The gain is the difference of the metric between the two models, with the sign for which a larger gain is better.
 * Its lower confidence bound is computed by a delete-a-block jackknife: the rows, in the order of time, are divided
 * into {@value #BLOCKS} blocks of equal length (fewer, of at least 10 rows each, if there are few rows), the gain is
 * computed without each block in turn, and the pseudo-values are treated as independent (Künsch 1989; for a mean this
 * is the method of batch means). The bound is their mean minus Student's t times their standard error, with one degree
 * of freedom less than there are blocks. Consecutive rows may therefore be correlated, like the flights of a stormy
 * day, as long as the correlation is short compared with a block. The method works for metrics that are means and for
 * those that are not, such as F1 and ROC AUC.
 *
 * <p>Where the rows are of at least 5 {@linkplain Evaluation#days days}, whole days are left out instead, because rows of one day share more than neighbours of
 * another: each alone, or, of more than 60, the same number together. The bound is then the gain minus Student's t times the delete-a-group jackknife's standard error
 * (CR3), with fewer degrees of freedom where days differ in size, which keeps its level with few days; {@code ClusterCoverage} in {@code benchmarks} measures it.
 *
 * <p>The challenger passes if the bound is above 0, or above minus the margin of {@link Gates#notWorse}. With fewer
 * than {@value #LEAST_ROWS} rows it is rejected for insufficient data. If there is no model to compare with, the gate
 * is skipped.
 *
 * <p>Immutable. A check computes the metric once for each block and model.
 */
public final class Comparison implements Gate {
    /** The number of blocks. */
    static final int BLOCKS = RowBlocks.BLOCKS;

    /** The least number of rows that are compared. */
    static final int LEAST_ROWS = 80;

    /** The default alias of the model to compare with. */
    static final String DEFAULT_BASELINE = "champion";

    /** The default level of confidence. */
    static final double DEFAULT_CONFIDENCE = 0.95;

    static final Comparison DEFAULT = new Comparison(DEFAULT_BASELINE, null, 0.0, DEFAULT_CONFIDENCE);

    private final String alias;
    private final @Nullable Metric metric;
    private final double margin;
    private final double confidence;

    private Comparison(String alias, @Nullable Metric metric, double margin, double confidence) {
        this.alias = alias;
        this.metric = metric;
        this.margin = margin;
        this.confidence = confidence;
    }

    /**
     * Sets the alias of the model to compare with.
     *
     * @param name the alias; {@value #DEFAULT_BASELINE} by default
     * @return the gate
     */
    public Comparison than(String name) {
        return new Comparison(name, metric, margin, confidence);
    }

    /**
     * Sets the metric to compare.
     *
     * @param by the metric; by default log loss for classifiers and RMSE for regressors
     * @return the gate
     */
    public Comparison on(Metric by) {
        return new Comparison(alias, by, margin, confidence);
    }

    /**
     * Sets the level of confidence.
     *
     * @param level above 0.5 and below 1; {@value #DEFAULT_CONFIDENCE} by default: a challenger that is not better
     *     passes in 5 of 100 cases
     * @return the gate
     * @throws IllegalArgumentException if the level is out of range
     */
    public Comparison withConfidence(double level) {
        if (!(level > 0.5 && level < 1.0)) {
            throw new IllegalArgumentException(
                    "The confidence is " + level + "; it must be above 0.5 and below 1, such as 0.95.");
        }
        return new Comparison(alias, metric, margin, level);
    }

    Comparison allowing(double worse) {
        if (!(worse > 0.0) || Double.isInfinite(worse)) {
            throw new IllegalArgumentException(
                    "The margin is " + worse + "; it must be a number above 0, in the metric's unit.");
        }
        return new Comparison(alias, metric, worse, confidence);
    }

    @Override
    public Optional<String> baseline() {
        return Optional.of(alias);
    }

    @Override
    public GateResult check(Evaluation challenger, Optional<Evaluation> baseline) {
        Metric by = metricFor(challenger);
        if (baseline.isEmpty()) {
            return result(by, Outcome.SKIPPED, OptionalDouble.empty(), "there is no " + alias + " to compare with yet");
        }
        Evaluation incumbent = baseline.get();
        if (incumbent.rows() != challenger.rows()) {
            throw new IllegalArgumentException("The challenger answered " + challenger.rows() + " rows and the " + alias
                    + " " + incumbent.rows() + "; compare them on the same rows.");
        }
        if (challenger.rows() < LEAST_ROWS) {
            return result(
                    by,
                    Outcome.INSUFFICIENT_DATA,
                    OptionalDouble.empty(),
                    String.format(
                            Locale.ROOT,
                            "%,d rows that neither model has seen are too few to compare by, %d are needed",
                            challenger.rows(),
                            LEAST_ROWS));
        }
        double before = by.value(incumbent);
        double after = by.value(challenger);
        BlockJackknife gain = BlockJackknife.gain(challenger, incumbent, by);
        if (!gain.isDefined()) {
            return result(
                    by,
                    Outcome.INSUFFICIENT_DATA,
                    OptionalDouble.empty(),
                    String.format(Locale.ROOT, "%s is not defined on these %,d rows", by.name(), challenger.rows()));
        }
        double bound = gain.lowerBound(confidence);
        boolean passed = bound > -margin;
        return result(
                by,
                passed ? Outcome.PASSED : Outcome.FAILED,
                OptionalDouble.of(bound),
                sentence(by, before, after, bound, passed, challenger.rows()));
    }

    private Metric metricFor(Evaluation evaluation) {
        if (metric != null) {
            return metric;
        }
        return switch (evaluation.kind()) {
            case CLASSIFICATION -> Metrics.LOG_LOSS;
            case REGRESSION -> Metrics.RMSE;
        };
    }

    private String sentence(Metric by, double before, double after, double bound, boolean passed, int rows) {
        double gain = by.higherIsBetter() ? after - before : before - after;
        return String.format(
                Locale.ROOT,
                "%s is %.4f against %s's %.4f on %,d rows, %s by %.4f; with %s%% confidence the gain is above %.4f,"
                        + " %s %.4f: %s",
                by.name(),
                after,
                alias.startsWith("the ") ? alias : "the " + alias,
                before,
                rows,
                gain >= 0.0 ? "better" : "worse",
                Math.abs(gain),
                percent(confidence),
                bound,
                passed ? "which is above" : "but must be above",
                -margin + 0.0,
                passed ? "passed" : "failed");
    }

    private static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.2f", 100.0 * share);
        return text.replaceAll("\\.?0+$", "");
    }

    private GateResult result(Metric by, Outcome outcome, OptionalDouble observed, String why) {
        return new GateResult(
                name(by), outcome, observed, OptionalDouble.of(-margin + 0.0), OptionalDouble.of(confidence), why);
    }

    private String name(Metric by) {
        String than = margin == 0.0 ? "better" : "not worse by " + margin;
        return than + " than " + alias + " on " + by.name();
    }

    @Override
    public String toString() {
        return metric == null ? "better than " + alias : name(metric);
    }
}
