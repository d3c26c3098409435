package io.leeway.retraining;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.TrustHistory;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What came of one strategy in a backtest. Immutable. */
public final class BacktestResult {
    private final Strategy strategy;
    private final List<Training> trainings;
    private final TrustHistory trust;
    private final Optional<AdaptationStanding> adaptation;
    private final double[] answers;

    BacktestResult(
            Strategy strategy,
            List<Training> trainings,
            TrustHistory trust,
            Optional<AdaptationStanding> adaptation,
            double[] answers) {
        this.strategy = strategy;
        this.trainings = List.copyOf(trainings);
        this.trust = trust;
        this.adaptation = adaptation;
        this.answers = answers;
    }

    /**
     * A training.
     *
     * @param at when it was decided; it counts as done at once
     * @param promoted whether its challenger took over
     * @param sentence why it was decided and what came of it
     */
    public record Training(Instant at, boolean promoted, String sentence) {}

    /**
     * Returns the strategy.
     *
     * @return the strategy
     */
    public Strategy strategy() {
        return strategy;
    }

    /**
     * Returns the trainings, the first champion's and rejected ones included.
     *
     * @return the trainings in the order of time
     */
    public List<Training> trainings() {
        return trainings;
    }

    /**
     * Returns which expert was trusted when.
     *
     * @return the weights at each evaluation after the first training; none without an adaptation
     */
    public TrustHistory trust() {
        return trust;
    }

    /**
     * Returns what the adaptation had achieved in the end.
     *
     * @return its standing; empty without an adaptation
     */
    public Optional<AdaptationStanding> adaptation() {
        return adaptation;
    }

    /**
     * Returns the answer to a row.
     *
     * @param row the place of the row in the order in which rows were recorded, from 0
     * @return the probability of the positive class; NaN if it was recorded before the first training or after the end
     */
    public double answer(int row) {
        return answers[row];
    }

    double[] answers(int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> answers[row]).toArray();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %d trainings", strategy.name(), trainings.size());
    }
}
