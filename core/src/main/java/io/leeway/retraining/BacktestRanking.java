package io.leeway.retraining;

import io.leeway.retraining.PolicyBacktest.Ranked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replays strategies from several starts and ranks them by their mean difference in log loss from a reference, replayed once. */
final class BacktestRanking<R> {
    private final BacktestSetting<R> setting;
    private final int[] starts;
    private final double[] losses;
    private int fixed;

    BacktestRanking(BacktestSetting<R> setting, Strategy reference, List<Instant> starts) {
        this.setting = setting;
        this.starts = new int[starts.size()];
        this.losses = new double[starts.size()];
        for (int i = 0; i < losses.length; i++) {
            this.starts[i] = setting.evaluation(starts.get(i));
            BacktestReplay<R> replay = new BacktestReplay<>(setting, reference, this.starts[i]);
            losses[i] = replay.loss();
            fixed += replay.trainings();
        }
    }

    /** The strategies, the best first. */
    List<Ranked> rank(List<Strategy> strategies) {
        List<Ranked> ranked = new ArrayList<>();
        for (Strategy strategy : strategies) {
            ranked.add(ranked(strategy));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::gain));
        return List.copyOf(ranked);
    }

    private Ranked ranked(Strategy strategy) {
        double gain = 0;
        int trainings = 0;
        for (int i = 0; i < losses.length; i++) {
            BacktestReplay<R> replay = new BacktestReplay<>(setting, strategy, starts[i]);
            gain += (replay.loss() - losses[i]) / labelledFrom(starts[i]) / losses.length;
            trainings += replay.trainings();
        }
        return new Ranked(strategy, gain, (double) trainings / fixed);
    }

    private int labelledFrom(int look) {
        int count = 0;
        for (int i = setting.firstRows()[look]; i < setting.firstRows()[setting.evaluations()]; i++) {
            count += setting.rows().isLabelled(i) ? 1 : 0;
        }
        return count;
    }
}
