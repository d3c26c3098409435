package io.leeway.retraining;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.monitoring.performance.ClassificationMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What answers the rows of a replay: the champion alone, or an adaptation on top of it. */
interface BacktestAnswers<R> {

    /** Another champion answers from now on. */
    void promoted(BacktestModel<R> champion);

    /** Answers the rows of an evaluation, in the order of time with the labels that become known meanwhile. */
    double lossOf(int look, int from, int to);

    /** Learns the labels that were known at a moment. */
    void learn(long moment);

    Performance performance(long moment, int most);

    Optional<AdaptationStanding> standing();

    /** What was answered, by row. */
    void answers(double[] into, int from, int to);

    /** The champion alone: its answers and metrics depend on nothing but the model, so they are computed once for all strategies. */
    final class Alone<R> implements BacktestAnswers<R> {
        private BacktestModel<R> champion;

        Alone(BacktestModel<R> first) {
            this.champion = first;
        }

        @Override
        public void promoted(BacktestModel<R> next) {
            champion = next;
        }

        @Override
        public double lossOf(int look, int from, int to) {
            return champion.loss(look, from, to);
        }

        @Override
        public void learn(long moment) {}

        @Override
        public Performance performance(long moment, int most) {
            return champion.performance(moment, most);
        }

        @Override
        public Optional<AdaptationStanding> standing() {
            return Optional.empty();
        }

        @Override
        public void answers(double[] into, int from, int to) {
            for (int i = from; i < to; i++) {
                into[i] = champion.score(i);
            }
        }
    }

    /** An adaptation, which answers each row with what was known at its moment. */
    final class Adapted<R> implements BacktestAnswers<R> {
        /** Of so many rows before it, a takeover keeps what the experts say. */
        private static final int RECENT = 5_000;

        private final BacktestRows<R> rows;
        private final boolean[] positive;
        private final Adapter<R> adapter;
        private final double[] answers;
        private final int firstRow;
        private BacktestModel<R> champion;
        private int rank;
        private int answered;

        Adapted(BacktestRows<R> rows, boolean[] positive, Adapter<R> adapter, BacktestModel<R> first) {
            this.rows = rows;
            this.positive = positive;
            this.adapter = adapter;
            this.champion = first;
            this.firstRow = rows.firstAtOrAfter(first.since());
            this.answers = new double[rows.size() - firstRow];
            this.answered = firstRow;
        }

        @Override
        public void promoted(BacktestModel<R> next) {
            BacktestModel<R> before = champion;
            List<R> recent = new ArrayList<>();
            for (int i = Math.max(firstRow, answered - RECENT); i < answered; i++) {
                recent.add(rows.row(i));
            }
            adapter.championChanged(recent, before::scoreOf, next::scoreOf);
            champion = next;
        }

        @Override
        public double lossOf(int look, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                learn(rows.answered(i));
                double answer = adapter.predict(i, rows.row(i), champion.score(i));
                answers[i - firstRow] = answer;
                answered = i + 1;
                if (rows.isLabelled(i)) {
                    sum += BacktestModel.logLoss(answer, positive[i]);
                }
            }
            return sum;
        }

        @Override
        public void learn(long moment) {
            for (; rank < rows.labels() && rows.known(rows.labelled(rank)) <= moment; rank++) {
                int row = rows.labelled(rank);
                if (row >= answered) {
                    // Known in the same moment in which it is answered.
                    return;
                }
                if (row >= firstRow) {
                    adapter.label(row, positive[row]);
                }
            }
        }

        @Override
        public Performance performance(long moment, int most) {
            int start = rows.firstAtOrAfter(champion.since());
            double[] probability = new double[most];
            boolean[] actual = new boolean[most];
            int count = 0;
            for (int known = rows.knownBy(moment) - 1; known >= 0 && count < most; known--) {
                int row = rows.labelled(known);
                if (rows.known(row) < champion.since()) {
                    break;
                }
                if (row >= start) {
                    probability[count] = answers[row - firstRow];
                    actual[count++] = positive[row];
                }
            }
            return count == 0
                    ? Performance.UNKNOWN
                    : Performance.of(
                            ClassificationMetrics.of(Arrays.copyOf(probability, count), Arrays.copyOf(actual, count)));
        }

        @Override
        public Optional<AdaptationStanding> standing() {
            return Optional.of(adapter.standing());
        }

        @Override
        public void answers(double[] into, int from, int to) {
            System.arraycopy(answers, from - firstRow, into, from, to - from);
        }
    }
}
