package io.leeway.retraining;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.ExpertStanding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What came of one strategy in a backtest. Immutable. */
public final class BacktestResult {
    private final Strategy strategy;
    private final List<Training> trainings;
    private final List<Look> looks;
    private final Optional<AdaptationStanding> adaptation;
    private final double[] answers;

    BacktestResult(
            Strategy strategy,
            List<Training> trainings,
            List<Look> looks,
            Optional<AdaptationStanding> adaptation,
            double[] answers) {
        this.strategy = strategy;
        this.trainings = List.copyOf(trainings);
        this.looks = List.copyOf(looks);
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
     * Which expert was trusted at an evaluation.
     *
     * @param at the time of the evaluation
     * @param experts the experts with their weights then
     * @param labels the labels that had been learnt
     */
    public record Look(Instant at, List<ExpertStanding> experts, long labels) {
        /**
         * Copies the experts.
         *
         * @param at the time of the evaluation
         * @param experts the experts with their weights then
         * @param labels the labels that had been learnt
         */
        public Look {
            experts = List.copyOf(experts);
        }
    }

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
     * @return one entry for each evaluation after the first training; empty without an adaptation
     */
    public List<Look> trust() {
        return looks;
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
