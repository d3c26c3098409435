package io.leeway.retraining;

import static io.leeway.retraining.Conditions.adaptationGain;
import static io.leeway.retraining.Conditions.adaptationSaturated;
import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.dataQuality;
import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static io.leeway.retraining.Conditions.trainingGain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.retraining.Observation.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

    private static final Instant NOW = Instant.parse("2013-03-01T00:00:00Z");
    private static final Signals NOTHING_KNOWN = Signals.at(NOW);
    private static final Signals LABELLED = Signals.at(NOW)
            .withMetrics(Map.of("f1", 0.40, "logLoss", 0.60, "baseRateLogLoss", 0.57, "calibrationBias", -0.08), 500);

    private static Outcome outcome(Condition condition, Signals signals) {
        return condition.observe(signals, Map.of()).outcome();
    }

    private static String sentence(Condition condition, Signals signals) {
        return condition.observe(signals, Map.of()).sentence();
    }

    @Test
    void driftShareIsMetFromItsLimitOn() {
        assertThat(outcome(driftShare().atLeast(0.3), NOTHING_KNOWN.withDriftShare(0.3)))
                .isEqualTo(Outcome.MET);
        assertThat(outcome(driftShare().atLeast(0.3), NOTHING_KNOWN.withDriftShare(0.2999)))
                .isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void anObservationSaysValueAndThreshold() {
        assertThat(sentence(driftShare().atLeast(0.3), NOTHING_KNOWN.withDriftShare(5 / 12.0)))
                .isEqualTo("drift share is 0.4167 (threshold: at least 0.3)");
        assertThat(sentence(metric("f1").dropsBy(0.05), LABELLED.withBaseline("f1", 0.47)))
                .isEqualTo("f1 is 0.4, 0.07 below the 0.47 at promotion (threshold: drops by at least 0.05)");
        assertThat(sentence(metric("logLoss").exceeds("baseRateLogLoss", 0.01), LABELLED))
                .isEqualTo("logLoss is 0.6 against baseRateLogLoss 0.57"
                        + " (threshold: exceeds baseRateLogLoss by at least 0.01)");
        assertThat(sentence(age().atLeast(Duration.ofDays(30)), NOTHING_KNOWN.withChampionAge(Duration.ofHours(100))))
                .isEqualTo("champion's age is 4 d 4 h (threshold: at least 30 d)");
    }

    @Test
    void eachConditionOnAnAbsentSignalIsUnknownAndSaysWhatIsMissing() {
        assertThat(driftShare().atLeast(0.3).observe(NOTHING_KNOWN, Map.of()))
                .hasToString("INSUFFICIENT_DATA: drift share is unknown: no window has been compared yet");
        assertThat(outcome(metric("f1").below(0.3), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(metric("f1").dropsBy(0.1), LABELLED)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(sentence(metric("f1").dropsBy(0.1), LABELLED)).contains("at the champion's promotion is unknown");
        assertThat(outcome(metric("f1").exceeds("recall", 0), LABELLED)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(age().atLeast(Duration.ofDays(1)), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(newLabels().atLeast(1), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(dataQuality().failing(), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(sentence(Conditions.harm(), NOTHING_KNOWN)).isEqualTo("harm is unknown: nobody watches the risk");
        assertThat(sentence(Conditions.brokenData(), NOTHING_KNOWN)).contains("no window was examined yet");
        assertThat(sentence(Conditions.estimatedLoss().above(0.1), NOTHING_KNOWN))
                .contains("labels contradict what the estimate assumes");
        assertThat(outcome(Conditions.harm(), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(Conditions.brokenData(), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
    }

    @Test
    void aMetricThatIsNotANumberIsUnknown() {
        Signals signals = LABELLED.withMetric("f1", Double.NaN);

        assertThat(outcome(metric("f1").below(0.5), signals)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(metric("f1").below(0.5).not(), signals)).isEqualTo(Outcome.INSUFFICIENT_DATA);
    }

    @Test
    void aMetricOnTooFewRowsIsUnknown() {
        Signals few = NOTHING_KNOWN.withMetrics(Map.of("f1", 0.1), 99);

        assertThat(outcome(metric("f1").below(0.3), few)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(sentence(metric("f1").below(0.3), few)).contains("99 labelled rows of at least 100");
        assertThat(outcome(metric("f1").onAtLeast(99).below(0.3), few)).isEqualTo(Outcome.MET);
    }

    @Test
    void aDropThatIsExactlyTheLimitInDecimalsIsMet() {
        // 0.4 - 0.3 is 0.10000000000000003 and 0.3 - 0.2 is 0.09999999999999998 in binary.
        assertThat(outcome(
                        metric("f1").dropsBy(0.1),
                        LABELLED.withMetric("f1", 0.2).withBaseline("f1", 0.3)))
                .isEqualTo(Outcome.MET);
        assertThat(outcome(
                        metric("f1").risesBy(0.1),
                        LABELLED.withMetric("f1", 0.3).withBaseline("f1", 0.2)))
                .isEqualTo(Outcome.MET);
    }

    @Test
    void magnitudeLooksAtBothSides() {
        assertThat(outcome(metric("calibrationBias").magnitudeAbove(0.05), LABELLED))
                .isEqualTo(Outcome.MET);
        assertThat(outcome(metric("calibrationBias").magnitudeAbove(0.08), LABELLED))
                .isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void aConjunctionWithAnUnknownPartIsUnknownUnlessAnotherPartIsRefuted() {
        Condition unknown = age().atLeast(Duration.ofDays(1));

        assertThat(outcome(metric("f1").below(0.5).and(unknown), LABELLED)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(outcome(metric("f1").above(0.5).and(unknown), LABELLED)).isEqualTo(Outcome.NOT_MET);
    }

    @Test
    void aDisjunctionWithAnUnknownPartIsUnknownUnlessAnotherPartIsMet() {
        Condition unknown = age().atLeast(Duration.ofDays(1));

        assertThat(outcome(metric("f1").below(0.5).or(unknown), LABELLED)).isEqualTo(Outcome.MET);
        assertThat(outcome(metric("f1").above(0.5).or(unknown), LABELLED)).isEqualTo(Outcome.INSUFFICIENT_DATA);
    }

    @Test
    void descriptionsTellGroupingApart() {
        Condition low = metric("f1").below(0.3);
        Condition drift = driftShare().atLeast(0.5);

        assertThat(low.or(drift).sustainedFor(2).describe())
                .isEqualTo("(f1 below 0.3 or drift share at least 0.5) for 2 looks");
        assertThat(low.or(drift.sustainedFor(2)).describe())
                .isEqualTo("f1 below 0.3 or drift share at least 0.5 for 2 looks");
        assertThat(low.not().describe()).isEqualTo("not (f1 below 0.3)");
        assertThat(low.not().not()).isEqualTo(low);
    }

    @Test
    void limitsThatDifferInTheTenthDigitReadDifferently() {
        assertThat(metric("f1").below(0.3000000001).describe())
                .isNotEqualTo(metric("f1").below(0.3).describe());
        assertThat(age().atLeast(Duration.parse("P1DT1H1M")).describe())
                .isNotEqualTo(age().atLeast(Duration.parse("P1DT1H2M")).describe());
    }

    @Test
    void aConditionOfOnesOwnTakesPart() {
        Condition busy = new Condition() {
            @Override
            public Observation observe(Signals signals, Map<String, Observation.Streak> streaks) {
                Outcome outcome = signals.rowsSeen() > 10 ? Outcome.MET : Outcome.NOT_MET;
                return Observation.of(this, outcome, signals.rowsSeen() + " rows were seen");
            }

            @Override
            public String describe() {
                return "more than 10 rows seen";
            }
        };

        Decision decision = RetrainingPolicy.named("busy")
                .when(busy.and(metric("f1").below(0.5)))
                .build()
                .decide(LABELLED.withRowsSeen(11), PolicyState.none());

        assertThat(decision.sentence()).isEqualTo("retrain: 11 rows were seen and f1 is 0.4 (threshold: below 0.5).");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aDriftShareThatCannotBeWaitedForIsRefused(double share) {
        assertThatThrownBy(() -> driftShare().atLeast(share)).isInstanceOf(PolicyException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aChangeThatIsNotAboveZeroIsRefused(double amount) {
        assertThatThrownBy(() -> metric("f1").dropsBy(amount)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").risesBy(amount)).isInstanceOf(PolicyException.class);
    }

    @Test
    void limitsWithoutMeaningAreRefused() {
        assertThatThrownBy(() -> metric(" ")).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").above(Double.NaN)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").below(Double.NEGATIVE_INFINITY)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").magnitudeAbove(-0.1)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").exceeds("f1", 0)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> metric("f1").onAtLeast(0)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> age().atLeast(Duration.ZERO)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> age().atLeast(Duration.ofDays(-1))).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> newLabels().atLeast(0)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> driftShare().atLeast(0.3).sustainedFor(0)).isInstanceOf(PolicyException.class);
    }

    @Test
    void signalsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> NOTHING_KNOWN.withDriftShare(1.2)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> NOTHING_KNOWN.withNewLabels(-1)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> NOTHING_KNOWN.withRowsSeen(-1)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> NOTHING_KNOWN.withMetrics(Map.of(), -1)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> NOTHING_KNOWN.withChampionAge(Duration.ofDays(-1)))
                .isInstanceOf(PolicyException.class);
        assertThat(NOTHING_KNOWN.withDriftShare(Double.NaN).driftShare()).isEmpty();
    }

    @Test
    void whatAnAdaptationGainsAndWhatATrainingWouldGainAreCompared() {
        Signals seen = NOTHING_KNOWN
                .withAdaptation(new AdaptationSignals(OptionalDouble.of(0.012), 0.25))
                .withTrainingGain(-0.004);

        assertThat(adaptationGain().atLeast(0.012).observe(seen, Map.of()))
                .hasToString("MET: adaptation gain is 0.012 (threshold: at least 0.012)");
        assertThat(outcome(adaptationGain().below(0.012), seen)).isEqualTo(Outcome.NOT_MET);
        assertThat(trainingGain().atLeast(0).observe(seen, Map.of()))
                .hasToString("NOT_MET: training gain is estimated at -0.004 (threshold: at least 0)");
        assertThat(outcome(trainingGain().below(0), seen)).isEqualTo(Outcome.MET);
        assertThatThrownBy(() -> trainingGain().atLeast(Double.NaN))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("training gain");
    }

    @Test
    void anAdaptationIsSaturatedWhereHalfOfItsTrustIgnoresTheChampion() {
        Signals half = NOTHING_KNOWN.withAdaptation(new AdaptationSignals(OptionalDouble.empty(), 0.5));
        Signals less = NOTHING_KNOWN.withAdaptation(new AdaptationSignals(OptionalDouble.empty(), 0.4999));

        assertThat(adaptationSaturated().observe(half, Map.of()))
                .hasToString("MET: adaptation trusts experts without the champion by 0.5 (saturated from 0.5)");
        assertThat(outcome(adaptationSaturated(), less)).isEqualTo(Outcome.NOT_MET);
        assertThatThrownBy(() -> new AdaptationSignals(OptionalDouble.empty(), 1.1))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void withoutAnAdaptationItsConditionsAreUnknown() {
        assertThat(outcome(adaptationSaturated(), NOTHING_KNOWN)).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(sentence(adaptationGain().atLeast(0.1), NOTHING_KNOWN))
                .isEqualTo("adaptation gain is unknown: the model has no adaptation");
        assertThat(sentence(
                        adaptationGain().atLeast(0.1),
                        NOTHING_KNOWN.withAdaptation(new AdaptationSignals(OptionalDouble.of(Double.NaN), 0))))
                .isEqualTo("adaptation gain is unknown: the champion has too few labels yet");
        assertThat(outcome(trainingGain().atLeast(0), NOTHING_KNOWN.withTrainingGain(Double.NaN)))
                .isEqualTo(Outcome.INSUFFICIENT_DATA);
    }
}
