package io.leeway.monitoring.drift;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What one test found when it compared two samples of one feature.
 *
 * @param test the test's name, such as {@code psi}
 * @param statistic its statistic; {@code NaN} where there is too little data
 * @param pValue the probability of a statistic at least as large where nothing has changed, in [0, 1], adjusted where a detector corrected
 *     for the number of tests; empty where the test has none
 * @param threshold what decided: a level for the p-value where there is one to decide by, otherwise a limit for the statistic
 * @param byPValue whether {@code threshold} is a level for the p-value
 * @param verdict what follows
 * @param referenceRows rows of the reference that have a value
 * @param currentRows rows of the current sample that have a value
 * @param approximate whether a sample was known by a profile only, so that the statistic is not exact
 */
public record DriftResult(
        String test,
        double statistic,
        OptionalDouble pValue,
        double threshold,
        boolean byPValue,
        Verdict verdict,
        long referenceRows,
        long currentRows,
        boolean approximate) {

    /**
     * Too few rows to say anything.
     *
     * @param test the test that was asked
     * @param threshold what would have decided
     * @param byPValue whether that is a level for a p-value
     * @param reference the rows of the past
     * @param current the rows of now
     * @return the finding, without a statistic
     */
    public static DriftResult insufficient(
            DriftTest test, double threshold, boolean byPValue, Sample reference, Sample current) {
        return new DriftResult(
                test.name(),
                Double.NaN,
                OptionalDouble.empty(),
                threshold,
                byPValue,
                Verdict.INSUFFICIENT_DATA,
                reference.size(),
                current.size(),
                reference.isApproximate() || current.isApproximate());
    }

    /**
     * Drift where the statistic is above its limit.
     *
     * @param test the test that compared
     * @param statistic what it found
     * @param pValue its p-value, if it has one
     * @param limit the largest statistic that is no drift
     * @param reference the rows of the past
     * @param current the rows of now
     * @return the finding
     */
    public static DriftResult byLimit(
            DriftTest test, double statistic, OptionalDouble pValue, double limit, Sample reference, Sample current) {
        return new DriftResult(
                test.name(),
                statistic,
                pValue,
                limit,
                false,
                statistic > limit ? Verdict.DRIFT : Verdict.STABLE,
                reference.size(),
                current.size(),
                reference.isApproximate() || current.isApproximate());
    }

    /**
     * Drift where the p-value is at most the level.
     *
     * @param test the test that compared
     * @param statistic what it found
     * @param pValue the probability of a statistic at least as large where nothing has changed, in [0, 1]
     * @param alpha the level, in (0, 1)
     * @param reference the rows of the past
     * @param current the rows of now
     * @return the finding
     */
    public static DriftResult byLevel(
            DriftTest test, double statistic, double pValue, double alpha, Sample reference, Sample current) {
        return new DriftResult(
                test.name(),
                statistic,
                OptionalDouble.of(pValue),
                alpha,
                true,
                pValue <= alpha ? Verdict.DRIFT : Verdict.STABLE,
                reference.size(),
                current.size(),
                reference.isApproximate() || current.isApproximate());
    }

    /**
     * The same finding, judged by its p-value after a correction for the number of tests.
     *
     * @param adjusted the p-value after the correction, in [0, 1]
     * @param alpha the level, in (0, 1)
     * @return the finding with the adjusted p-value and its new verdict
     */
    DriftResult judgedBy(double adjusted, double alpha) {
        return new DriftResult(
                test,
                statistic,
                OptionalDouble.of(adjusted),
                alpha,
                true,
                adjusted <= alpha ? Verdict.DRIFT : Verdict.STABLE,
                referenceRows,
                currentRows,
                approximate);
    }

    /**
     * Says in one sentence what was observed, against which threshold, and what follows.
     *
     * @return the sentence
     */
    public String explanation() {
        if (verdict == Verdict.INSUFFICIENT_DATA) {
            return String.format(
                    Locale.ROOT,
                    "%s needs more rows than %d in the reference and %d now",
                    test,
                    referenceRows,
                    currentRows);
        }
        String observed = String.format(Locale.ROOT, "%s is %s%.4g", test, approximate ? "about " : "", statistic);
        String against = byPValue
                ? String.format(Locale.ROOT, "p = %.3g against a level of %.3g", pValue.orElse(Double.NaN), threshold)
                : String.format(Locale.ROOT, "the limit is %.4g", threshold);
        return observed + ", " + against + ": " + (verdict == Verdict.DRIFT ? "drift" : "stable");
    }

    @Override
    public String toString() {
        return explanation();
    }
}
