package io.leeway.serving;

import io.leeway.model.TrainedModel;
import java.util.List;

/** What an adaptation corrects of a champion's answer. */
final class ChampionScores {

    private ChampionScores() {}

    /** Returns the score alone, or the probability of each class where all are adapted. */
    static <R> double[] of(TrainedModel<R, ?> champion, R row) {
        return champion.needsAllScores()
                ? champion.scorer().scores(List.of(row), feature -> {})
                : new double[] {champion.scorer().score(row, feature -> {})};
    }
}
