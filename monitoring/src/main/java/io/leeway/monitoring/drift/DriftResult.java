package io.leeway.monitoring.drift;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of one test on two samples of one feature.
 *
 * @param test the test's name, such as {@code psi}
 * @param statistic its statistic; {@code NaN} if there is too little data
 * @param pValue the probability of a statistic at least as large if nothing has changed, in [0, 1], adjusted if a
 *     detector corrected it for the number of tests; empty if the test has none
 * @param threshold the level that the p-value was compared with, or else the limit that the statistic was compared with
 * @param byPValue whether {@code threshold} is a level for the p-value
 * @param verdict the verdict
 * @param referenceRows rows of the reference that have a value
 * @param currentRows rows of the current sample that have a value
 * @param approximate whether a sample was a profile, so that the statistic is not exact
 * @param pValueMethod how the p-value was computed, never {@link PValueMethod#AUTO}; empty if the test has none
 * @param effect how large the difference is, with an interval; empty if the test states none or there is too little data
 * @param basis what the result was judged by beside the rows, such as {@code 8 weeks}, or why it could not be judged; empty if there is nothing to say
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
        boolean approximate,
        Optional<PValueMethod> pValueMethod,
        Optional<EffectSize> effect,
        String basis) {

    /**
     * Returns a result for samples with too few rows.
     *
     * @param test the test
     * @param threshold the threshold that was not applied
     * @param byPValue whether that is a level for a p-value
     * @param reference the reference sample
     * @param current the current sample
     * @return the result, without a statistic
     */
    public static DriftResult insufficient(
            DriftTest test, double threshold, boolean byPValue, Sample reference, Sample current) {
        return of(
                test,
                new Outcome(Double.NaN, OptionalDouble.empty(), Optional.empty(), Verdict.INSUFFICIENT_DATA),
                threshold,
                byPValue,
                reference,
                current);
    }

    /**
     * Returns a result that is drift if the statistic is above a limit.
     *
     * @param test the test
     * @param statistic the statistic
     * @param pValue its p-value, if it has one
     * @param limit the largest statistic that is not drift
     * @param reference the reference sample
     * @param current the current sample
     * @return the result
     */
    public static DriftResult byLimit(
            DriftTest test, double statistic, OptionalDouble pValue, double limit, Sample reference, Sample current) {
        Verdict verdict = statistic > limit ? Verdict.DRIFT : Verdict.STABLE;
        Optional<PValueMethod> method = pValue.isPresent() ? Optional.of(PValueMethod.ASYMPTOTIC) : Optional.empty();
        return of(test, new Outcome(statistic, pValue, method, verdict), limit, false, reference, current);
    }

    static DriftResult byLimit(DriftTest test, Significance found, double limit, Sample reference, Sample current) {
        Verdict verdict = found.statistic() > limit ? Verdict.DRIFT : Verdict.STABLE;
        return of(test, Outcome.of(found, verdict), limit, false, reference, current);
    }

    /**
     * Returns a result that is drift if the p-value is at most a level.
     *
     * @param test the test
     * @param statistic the statistic
     * @param pValue the probability of a statistic at least as large if nothing has changed, in [0, 1]
     * @param alpha the level, in (0, 1)
     * @param reference the reference sample
     * @param current the current sample
     * @return the result
     */
    public static DriftResult byLevel(
            DriftTest test, double statistic, double pValue, double alpha, Sample reference, Sample current) {
        return byLevel(test, Significance.asymptotic(statistic, pValue), alpha, reference, current);
    }

    /**
     * Returns a result that is drift if the p-value is at most a level.
     *
     * @param test the test
     * @param found the statistic and its p-value
     * @param alpha the level, in (0, 1)
     * @param reference the reference sample
     * @param current the current sample
     * @return the result
     */
    public static DriftResult byLevel(
            DriftTest test, Significance found, double alpha, Sample reference, Sample current) {
        Verdict verdict = found.pValue() <= alpha ? Verdict.DRIFT : Verdict.STABLE;
        return of(test, Outcome.of(found, verdict), alpha, true, reference, current);
    }

    /** What a test found. */
    private record Outcome(double statistic, OptionalDouble pValue, Optional<PValueMethod> method, Verdict verdict) {

        static Outcome of(Significance found, Verdict verdict) {
            return new Outcome(
                    found.statistic(), OptionalDouble.of(found.pValue()), Optional.of(found.method()), verdict);
        }
    }

    private static DriftResult of(
            DriftTest test, Outcome found, double threshold, boolean byPValue, Sample reference, Sample current) {
        return new DriftResult(
                test.name(),
                found.statistic,
                found.pValue,
                threshold,
                byPValue,
                found.verdict,
                reference.size(),
                current.size(),
                reference.isApproximate() || current.isApproximate(),
                found.method,
                Optional.empty(),
                "");
    }

    /**
     * Returns the same result with a p-value corrected for the number of tests, and the verdict that follows.
     *
     * @param adjusted the p-value after the correction, in [0, 1]
     * @param alpha the level, in (0, 1)
     * @return the result with the adjusted p-value and its new verdict
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
                approximate,
                pValueMethod,
                effect,
                basis);
    }

    DriftResult insufficient(String why) {
        return new DriftResult(
                test,
                Double.NaN,
                OptionalDouble.empty(),
                threshold,
                byPValue,
                Verdict.INSUFFICIENT_DATA,
                referenceRows,
                currentRows,
                approximate,
                Optional.empty(),
                Optional.empty(),
                why);
    }

    /** The same result with the size of the effect. */
    DriftResult with(EffectSize size) {
        return new DriftResult(
                test,
                statistic,
                pValue,
                threshold,
                byPValue,
                verdict,
                referenceRows,
                currentRows,
                approximate,
                pValueMethod,
                Optional.of(size),
                basis);
    }

    /**
     * Explains the result in one sentence: the observation, the threshold and the conclusion.
     *
     * @return the sentence
     */
    public String explanation() {
        if (verdict == Verdict.INSUFFICIENT_DATA && !basis.isEmpty()) {
            return test + " cannot decide: " + basis;
        }
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
                ? String.format(
                        Locale.ROOT,
                        "%sp = %.3g against a level of %.3g",
                        pValueMethod.map(DriftResult::word).orElse(""),
                        pValue.orElse(Double.NaN),
                        threshold)
                : String.format(Locale.ROOT, "the limit is %.4g", threshold);
        return observed + (basis.isEmpty() ? "" : ", judged by " + basis) + ", " + against + ": "
                + (verdict == Verdict.DRIFT ? "drift" : "stable");
    }

    private static String word(PValueMethod method) {
        return switch (method) {
            case EXACT -> "exact ";
            case MONTE_CARLO -> "simulated ";
            case ASYMPTOTIC, AUTO -> "";
        };
    }

    @Override
    public String toString() {
        return explanation();
    }
}
