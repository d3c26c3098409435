package io.leeway.monitoring.report;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.price.DriftPrice;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is known about a feature besides its distributions. */
record Judgement(
        Status status,
        String sentence,
        String scoreName,
        double score,
        double scoreLimit,
        double referenceMissing,
        double currentMissing,
        @Nullable TimeChart history,
        @Nullable DriftPrice price) {
    static final Judgement NONE =
            new Judgement(Status.UNKNOWN, "", "", Double.NaN, Double.NaN, Double.NaN, Double.NaN, null, null);

    /** In the order in which features are shown. */
    enum Status {
        BROKEN("Broken"),
        DRIFT("Drift"),
        HARMLESS("Harmless"),
        UNDECIDED("Too few rows"),
        STABLE("Stable"),
        UNKNOWN("");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Judgement status(Status changed, String why) {
        return new Judgement(
                changed, why, scoreName, score, scoreLimit, referenceMissing, currentMissing, history, price);
    }

    Judgement score(String statistic, double value, double limit) {
        return new Judgement(
                status, sentence, statistic, value, limit, referenceMissing, currentMissing, history, price);
    }

    Judgement missing(double reference, double current) {
        return new Judgement(status, sentence, scoreName, score, scoreLimit, reference, current, history, price);
    }

    Judgement history(TimeChart chart) {
        return new Judgement(
                status, sentence, scoreName, score, scoreLimit, referenceMissing, currentMissing, chart, price);
    }

    /** The verdict of several tests, with the statistic of the first that led to it. */
    Judgement drift(FeatureDrift drift) {
        DriftResult decisive = drift.results().stream()
                .filter(result -> result.verdict() == drift.verdict())
                .findFirst()
                .orElseThrow();
        String others = drift.results().stream()
                .filter(result -> !result.equals(decisive))
                .map(result -> sentence(result.explanation()))
                .collect(Collectors.joining(" "));
        Status status =
                switch (drift.verdict()) {
                    case DRIFT -> Status.DRIFT;
                    case STABLE -> Status.STABLE;
                    case INSUFFICIENT_DATA -> Status.UNDECIDED;
                };
        return status(status, (evidence(decisive) + " " + others).strip())
                .score(decisive.test(), decisive.statistic(), decisive.byPValue() ? Double.NaN : decisive.threshold());
    }

    private static String evidence(DriftResult result) {
        if (result.verdict() == Verdict.INSUFFICIENT_DATA) {
            return sentence(result.explanation());
        }
        return result.byPValue() && result.pValue().isPresent()
                ? "p = " + Numbers.brief(result.pValue().getAsDouble()) + ", level " + Numbers.brief(result.threshold())
                        + "."
                : "";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }

    /** What the drift costs; it is harmless if no alert was raised for it. */
    Judgement price(DriftPrice cost, boolean harmless) {
        return new Judgement(
                harmless ? Status.HARMLESS : status,
                sentence,
                scoreName,
                score,
                scoreLimit,
                referenceMissing,
                currentMissing,
                history,
                cost);
    }

    /** Greater for what should be seen first: drifted features, the dearest first, then by the score in units of its limit. */
    double rank() {
        double unit = scoreLimit > 0 ? scoreLimit : 1;
        double size = Double.isFinite(score) ? Math.abs(score) / unit : 0;
        double rise = price == null || Double.isNaN(price.rise()) ? 0 : price.rise();
        return rise / (1 + rise) + 1e-6 * size / (1 + size) - 2 * status.ordinal();
    }
}
