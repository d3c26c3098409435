package io.leeway.retraining;

import io.leeway.adaptation.AdaptationStanding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads from one evaluation to the next what an adaptation does for the present champion, and what the answers have lost since that was new.
 * Forgets both when another champion takes over.
 */
final class AdaptationWatch {
    private final long wanted;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private double youngSkill = Double.NaN;
    private long youngRows;

    /** What had been lost in total after some labels. */
    private record Mark(long labels, double champion, double answers) {
        static Mark of(AdaptationStanding standing) {
            return new Mark(standing.labels(), standing.champion().loss(), standing.loss());
        }
    }

    /** With metrics on as many labelled rows, at least {@link Conditions#DEFAULT_MINIMUM_ROWS} of them. */
    AdaptationWatch(long rows) {
        this.wanted = rows;
    }

    void promoted() {
        marks.clear();
        youngSkill = Double.NaN;
        youngRows = 0;
    }

    /** Adds the signals of an adaptation and the estimate of what a training would gain, from metrics of the answers. */
    Signals observe(Signals signals, Optional<AdaptationStanding> standing) {
        Signals seen = standing.map(each ->
                        signals.withAdaptation(new AdaptationSignals(gain(Mark.of(each)), each.trustWithoutChampion())))
                .orElse(signals);
        return seen.withTrainingGain(trainingGain(signals.metrics(), signals.labelledRows()));
    }

    /** On the fewest labels that are enough, and on fewer where the champion has not had more. */
    private OptionalDouble gain(Mark now) {
        marks.addLast(now);
        while (marks.size() > 1 && now.labels() - second().labels() >= wanted) {
            marks.removeFirst();
        }
        Mark from = marks.getFirst();
        long labels = now.labels() - from.labels();
        return labels < Conditions.DEFAULT_MINIMUM_ROWS
                ? OptionalDouble.empty()
                : OptionalDouble.of((now.champion() - from.champion() - (now.answers() - from.answers())) / labels);
    }

    private Mark second() {
        return marks.stream().skip(1).findFirst().orElseThrow();
    }

    private double trainingGain(Map<String, Double> metrics, long rows) {
        Double loss = metrics.get(Performance.LOG_LOSS);
        Double entropy = metrics.get(Performance.BASE_RATE_LOG_LOSS);
        if (loss == null || entropy == null || !(entropy > 0) || rows < Conditions.DEFAULT_MINIMUM_ROWS) {
            return Double.NaN;
        }
        double skill = 1 - loss / entropy;
        if (rows > youngRows) {
            // Still the first rows of this champion: the more there are, the better is known how it began.
            youngRows = rows;
            youngSkill = skill;
            return Double.NaN;
        }
        return entropy * (youngSkill - skill);
    }
}
