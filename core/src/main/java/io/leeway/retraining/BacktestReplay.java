package io.leeway.retraining;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.TrustHistory;
import io.leeway.retraining.BacktestResult.Training;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Replays one strategy from one evaluation to the end, in the order of time. Used once. */
final class BacktestReplay<R> {
    private final BacktestSetting<R> setting;
    private final Strategy strategy;
    private final int first;
    private final List<Training> trainings = new ArrayList<>();
    private final List<TrustHistory.Moment> trust = new ArrayList<>();
    private final AdaptationWatch watch;
    private final BacktestAnswers<R> answers;
    private BacktestModel<R> champion;
    private PolicyState state;
    private long labels;
    private int rank;
    private double loss;

    BacktestReplay(BacktestSetting<R> setting, Strategy strategy, int first) {
        this.setting = setting;
        this.strategy = strategy;
        this.first = first;
        this.watch = new AdaptationWatch(setting.metricRows());
        Instant start = setting.at(first);
        this.champion = setting.trainings().first(first, start.toEpochMilli(), strategy.window());
        boolean[] positive = setting.trainings().positive();
        BacktestModel<R> trained = champion;
        this.answers = strategy.adaptation()
                .<BacktestAnswers<R>>map(layer -> new BacktestAnswers.Adapted<>(
                        setting.rows(), positive, layer.adapter(setting.rows().schema(), trained.training()), trained))
                .orElseGet(() -> new BacktestAnswers.Alone<>(trained));
        this.state = new PolicyState(List.of(start), new TreeMap<>());
        this.rank = setting.rows().knownBy(start.toEpochMilli());
        trainings.add(new Training(start, true, "The first champion."));
    }

    /** Only what ranks strategies: no answers are kept. */
    double loss() {
        run(null);
        return loss;
    }

    int trainings() {
        return trainings.size();
    }

    BacktestResult result() {
        double[] scores = new double[setting.rows().size()];
        Arrays.fill(scores, Double.NaN);
        run(scores);
        // Labels that became known after the last row still teach, and count in what the experts achieved.
        answers.learn(setting.looks()[setting.evaluations()]);
        return new BacktestResult(strategy, trainings, new TrustHistory(trust), answers.standing(), scores);
    }

    private void run(double @org.jspecify.annotations.Nullable [] scores) {
        for (int look = first; look < setting.evaluations(); look++) {
            if (look > first) {
                evaluate(look);
            }
            int from = setting.firstRows()[look];
            int to = setting.firstRows()[look + 1];
            loss += answers.lossOf(look, from, to);
            if (scores != null) {
                answers.answers(scores, from, to);
            }
        }
    }

    private void evaluate(int look) {
        long moment = setting.looks()[look];
        answers.learn(moment);
        count(moment);
        Instant now = setting.at(look);
        if (strategy.policy().isEmpty()) {
            note(now);
            if (strategy.isAt(now)) {
                train(look, moment, "retrain: this evaluation was chosen.");
            }
            return;
        }
        Decision decision = strategy.policy().get().decide(signals(look, now), state);
        state = decision.next();
        if (decision.isRetrain()) {
            train(look, moment, decision.sentence());
        }
    }

    private void note(Instant now) {
        answers.standing().ifPresent(standing -> trust.add(TrustHistory.Moment.of(now, standing)));
    }

    private void train(int look, long moment, String why) {
        labels = 0;
        BacktestTrainings.Outcome<R> outcome = setting.trainings().challenge(look, moment, strategy.window(), champion);
        trainings.add(new Training(setting.at(look), outcome.promoted().isPresent(), why + " " + outcome.sentence()));
        outcome.promoted().ifPresent(next -> {
            champion = next;
            answers.promoted(next);
            watch.promoted();
            state = state.withStreaks(java.util.Map.of());
        });
    }

    /** Labels of rows that were answered in this replay. */
    private void count(long moment) {
        BacktestRows<R> rows = setting.rows();
        for (; rank < rows.labels() && rows.known(rows.labelled(rank)) <= moment; rank++) {
            labels += rows.labelled(rank) >= setting.firstRows()[first] ? 1 : 0;
        }
    }

    private Signals signals(int look, Instant now) {
        Instant since = Instant.ofEpochMilli(champion.since());
        Signals signals = Signals.at(now)
                .withRowsSeen(setting.firstRows()[look] - (long) setting.firstRows()[first])
                .withChampion(champion.version(), since)
                .withNewLabels(labels);
        long metricsAt = setting.metricsAt(look);
        if (metricsAt > champion.since()) {
            Performance performance = answers.performance(metricsAt, setting.metricRows());
            signals = signals.withLook(setting.window(look)).withMetrics(performance.metrics(), performance.rows());
        }
        Optional<AdaptationStanding> standing = answers.standing();
        standing.ifPresent(each -> trust.add(TrustHistory.Moment.of(now, each)));
        return watch.observe(signals, standing);
    }
}
