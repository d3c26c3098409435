package io.leeway.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.ExpertStanding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptationWatchTest {
    private static final Signals AT = Signals.at(Instant.parse("2013-03-01T09:00:00Z"));

    private final AdaptationWatch watch = new AdaptationWatch(1_000);

    private static Optional<AdaptationStanding> standing(
            long labels, double champion, double answers, double ignoring) {
        return Optional.of(new AdaptationStanding(
                labels,
                0,
                0,
                0,
                answers,
                1,
                1,
                List.of(
                        new ExpertStanding("champion", champion, 1 - ignoring),
                        new ExpertStanding("from nothing, AdaGrad 0.05", 0, ignoring))));
    }

    private Signals gain(long labels, double champion, double answers) {
        return watch.observe(AT, standing(labels, champion, answers, 0.3));
    }

    @Test
    void theGainIsThatOnTheNewestLabels() {
        assertThat(gain(0, 0, 0).adaptation().orElseThrow().gain()).isEmpty();
        assertThat(gain(500, 300, 290).adaptation().orElseThrow().gain().orElseThrow())
                .isCloseTo(0.02, within(1e-12));
        assertThat(gain(1_000, 600, 540).adaptation().orElseThrow().gain().orElseThrow())
                .isCloseTo(0.06, within(1e-12));
        // 1,000 labels back is the evaluation with 500 of them.
        assertThat(gain(1_500, 900, 790).adaptation().orElseThrow().gain().orElseThrow())
                .isCloseTo(0.1, within(1e-12));
    }

    @Test
    void anotherChampionBeginsAnew() {
        gain(0, 0, 0);
        gain(1_000, 600, 500);

        watch.promoted();

        assertThat(gain(1_000, 600, 500).adaptation().orElseThrow().gain()).isEmpty();
        assertThat(gain(1_200, 700, 590).adaptation().orElseThrow().gain().orElseThrow())
                .isCloseTo(0.05, within(1e-12));
    }

    @Test
    void whatIgnoresTheChampionIsAddedUp() {
        assertThat(gain(0, 0, 0).adaptation().orElseThrow().trustWithoutChampion())
                .isCloseTo(0.3, within(1e-12));
        assertThat(watch.observe(AT, Optional.empty()).adaptation()).isEmpty();
    }

    private Signals metrics(double logLoss, double baseRate, long rows) {
        return watch.observe(
                AT.withMetrics(Map.of("logLoss", logLoss, "baseRateLogLoss", baseRate), rows), Optional.empty());
    }

    @Test
    void aTrainingWouldGainWhatTheAnswersHaveLostOfTheirSkillSinceTheChampionWasNew() {
        assertThat(metrics(0.45, 0.5, 400).trainingGain()).isEmpty();
        assertThat(metrics(0.40, 0.5, 1_000).trainingGain()).isEmpty();
        // Skill was 0.2 and is 0.05, on rows whose base rate costs 0.6.
        assertThat(metrics(0.57, 0.6, 1_000).trainingGain().orElseThrow()).isCloseTo(0.09, within(1e-12));
        assertThat(metrics(0.42, 0.6, 1_000).trainingGain().orElseThrow()).isCloseTo(-0.06, within(1e-12));

        watch.promoted();

        assertThat(metrics(0.3, 0.6, 1_000).trainingGain()).isEmpty();
        assertThat(metrics(0.3, 0.6, 1_000).trainingGain().orElseThrow()).isZero();
    }
}
