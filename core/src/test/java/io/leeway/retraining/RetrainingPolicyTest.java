package io.leeway.retraining;

import static io.leeway.retraining.Conditions.age;
import static io.leeway.retraining.Conditions.dataQuality;
import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.retraining.Conditions.metric;
import static io.leeway.retraining.Conditions.newLabels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.retraining.Decision.Action;
import io.leeway.retraining.Decision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrainingPolicyTest {

    private static final Instant START = Instant.parse("2013-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private static Instant day(int number) {
        return START.plus(DAY.multipliedBy(number));
    }

    private static RetrainingPolicy.Builder onDrift() {
        return RetrainingPolicy.named("flights").when(driftShare().atLeast(0.3));
    }

    private static Signals drifted(int day) {
        return Signals.at(day(day)).withDriftShare(0.5);
    }

    @Test
    void aMetConditionRetrainsAndSaysWhy() {
        Decision decision = onDrift().build().decide(drifted(0), PolicyState.none());

        assertThat(decision.action()).isEqualTo(Action.RETRAIN);
        assertThat(decision.reason()).isEqualTo(Reason.CONDITION_MET);
        assertThat(decision)
                .hasToString("2013-03-01T00:00:00Z flights: retrain: drift share is 0.5 (threshold: at least 0.3).");
        assertThat(decision.next().trainings()).containsExactly(START);
    }

    @Test
    void nothingMetHoldsAndListsWhatWasSeen() {
        Decision decision = onDrift()
                .or(metric("f1").dropsBy(0.05))
                .build()
                .decide(Signals.at(START).withDriftShare(0.1), PolicyState.none());

        assertThat(decision.reason()).isEqualTo(Reason.NONE_MET);
        assertThat(decision.sentence())
                .isEqualTo("hold: no condition is met: drift share is 0.1 (threshold: at least 0.3);"
                        + " f1 is unknown: no labelled rows gave it a value.");
        assertThat(decision.details().lines()).hasSize(3);
    }

    @Test
    void aVetoHoldsWhateverTheReason() {
        Decision decision = onDrift()
                .unless(dataQuality().failing())
                .build()
                .decide(drifted(0).withDataQualityFailing(true), PolicyState.none());

        assertThat(decision.reason()).isEqualTo(Reason.VETOED);
        assertThat(decision.sentence())
                .isEqualTo("hold: drift share is 0.5 (threshold: at least 0.3); but data quality is failing.");
        assertThat(decision.next().trainings()).isEmpty();
    }

    @Test
    void anUnknownVetoDoesNotStandInTheWay() {
        Decision decision = onDrift().unless(dataQuality().failing()).build().decide(drifted(0), PolicyState.none());

        assertThat(decision.isRetrain()).isTrue();
        assertThat(decision.observations())
                .last()
                .hasToString("INSUFFICIENT_DATA: data quality is unknown: no window was checked yet");
    }

    @Test
    void theCooldownHoldsUntilItIsOver() {
        RetrainingPolicy policy = onDrift().cooldown(Duration.ofDays(3)).build();

        List<Decision> decisions = policy.replay(
                IntStream.range(0, 8).mapToObj(RetrainingPolicyTest::drifted).toList());

        assertThat(decisions)
                .filteredOn(Decision::isRetrain)
                .extracting(Decision::at)
                .containsExactly(day(0), day(3), day(6));
        assertThat(decisions.get(1).sentence())
                .endsWith("but the last training was at 2013-03-01T00:00:00Z and the pause of 3 d ends at"
                        + " 2013-03-04T00:00:00Z.");
    }

    @Test
    void theBudgetHoldsUntilTheOldestTrainingLeavesThePeriod() {
        RetrainingPolicy policy = onDrift().atMost(2, Duration.ofDays(10)).build();

        List<Decision> decisions = policy.replay(
                IntStream.range(0, 22).mapToObj(RetrainingPolicyTest::drifted).toList());

        assertThat(decisions)
                .filteredOn(Decision::isRetrain)
                .extracting(Decision::at)
                .containsExactly(day(0), day(1), day(10), day(11), day(20), day(21));
        assertThat(decisions.get(5).reason()).isEqualTo(Reason.BUDGET);
        assertThat(decisions.get(5).sentence())
                .endsWith("but the budget of 2 in 10 d is used up until 2013-03-11T00:00:00Z.");
    }

    @Test
    void aClockThatStepsBackDoesNotGrantATraining() {
        RetrainingPolicy policy = onDrift()
                .cooldown(Duration.ofDays(3))
                .atMost(1, Duration.ofDays(10))
                .build();
        PolicyState state = policy.decide(drifted(5), PolicyState.none()).next();

        assertThat(policy.decide(drifted(1), state).reason()).isEqualTo(Reason.COOLDOWN);
        assertThat(onDrift()
                        .atMost(1, Duration.ofDays(10))
                        .build()
                        .decide(drifted(1), state)
                        .reason())
                .isEqualTo(Reason.BUDGET);
    }

    @Test
    void aClockThatStepsBackEarnsNothing() {
        RetrainingPolicy policy = onDrift().oneEvery(Duration.ofDays(2), 1).build();

        List<Decision> decisions = policy.replay(List.of(drifted(0), drifted(4), drifted(2), drifted(6)));

        assertThat(decisions).extracting(Decision::isRetrain).containsExactly(true, true, false, true);
    }

    @Test
    void theSameLookCountsOnce() {
        RetrainingPolicy policy = RetrainingPolicy.named("flights")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .build();

        List<Decision> decisions = policy.replay(List.of(
                drifted(0).withLook(7),
                drifted(1).withLook(7),
                drifted(2).withLook(7),
                drifted(3).withLook(8)));

        assertThat(decisions).extracting(Decision::isRetrain).containsExactly(false, false, false, true);
        assertThat(decisions.get(1).sentence()).contains("at 1 of 2 looks in a row");
    }

    @Test
    void aTrainingStartsTheCountOfLooksAgain() {
        RetrainingPolicy policy = RetrainingPolicy.named("flights")
                .when(driftShare().atLeast(0.3).sustainedFor(3))
                .build();

        List<Decision> decisions = policy.replay(
                IntStream.range(0, 7).mapToObj(RetrainingPolicyTest::drifted).toList());

        assertThat(decisions)
                .extracting(Decision::isRetrain)
                .containsExactly(false, false, true, false, false, true, false);
    }

    @Test
    void looksAreCountedWhileACooldownHolds() {
        RetrainingPolicy policy = RetrainingPolicy.named("flights")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .cooldown(Duration.ofDays(5))
                .build();

        List<Decision> decisions = policy.replay(
                IntStream.range(0, 8).mapToObj(RetrainingPolicyTest::drifted).toList());

        assertThat(decisions)
                .filteredOn(Decision::isRetrain)
                .extracting(Decision::at)
                .containsExactly(day(1), day(6));
    }

    @Test
    void aPolicyPrintsItself() {
        assertThat(onDrift()
                        .or(age().atLeast(Duration.ofDays(30)))
                        .unless(dataQuality().failing())
                        .cooldown(Duration.ofDays(3))
                        .atMost(4, Duration.ofDays(30))
                        .build())
                .hasToString("policy 'flights': when drift share at least 0.3 or champion's age at least 30 d"
                        + " unless data quality failing, pause 3 d, at most 4 in 30 d");
    }

    @Test
    void aPolicyWithoutAReasonIsRefused() {
        assertThatThrownBy(() -> RetrainingPolicy.named("empty").build())
                .isInstanceOfSatisfying(
                        PolicyException.class, e -> assertThat(e.policy()).isEqualTo("empty"))
                .hasMessageContaining("no reason to train");
        assertThatThrownBy(() -> RetrainingPolicy.named("empty")
                        .unless(dataQuality().failing())
                        .build())
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> RetrainingPolicy.named("empty").or(newLabels().atLeast(1)))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("or(...) follows when(...)");
        assertThatThrownBy(() -> RetrainingPolicy.named(" ")).isInstanceOf(PolicyException.class);
    }

    @Test
    void budgetsAndPausesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> onDrift().atMost(0, DAY)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift().atMost(1, Duration.ZERO)).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift().atMost(1, DAY.negated())).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift().cooldown(DAY.negated())).isInstanceOf(PolicyException.class);
    }

    @Test
    void aCooldownThatKeepsTheBudgetOutOfReachIsRefused() {
        assertThatThrownBy(() -> onDrift()
                        .cooldown(Duration.ofDays(10))
                        .atMost(4, Duration.ofDays(30))
                        .build())
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("with a cooldown of 10 d there can never be 4 in 30 d");
        assertThat(onDrift()
                        .cooldown(Duration.ofDays(10))
                        .atMost(3, Duration.ofDays(30))
                        .build())
                .isNotNull();
    }

    @Test
    void aConditionThatCanNeverBeMetIsRefused() {
        Condition impossible = metric("f1").above(0.5).and(metric("f1").below(0.4));

        assertThatThrownBy(() -> RetrainingPolicy.named("p").when(impossible).build())
                .isInstanceOfSatisfying(PolicyException.class, e -> assertThat(e.parts())
                        .containsExactly("f1 above 0.5", "f1 below 0.4"))
                .hasMessageContaining("can never be met");
        assertThatThrownBy(() -> onDrift().or(impossible.sustainedFor(2)).build())
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift().unless(impossible).build()).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift()
                        .or(metric("f1").dropsBy(0.1).and(metric("f1").risesBy(0.1)))
                        .build())
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift()
                        .or(dataQuality().failing().and(dataQuality().failing().not()))
                        .build())
                .isInstanceOf(PolicyException.class);
        assertThat(onDrift()
                        .or(metric("f1").above(0.4).and(metric("f1").below(0.5)))
                        .build())
                .isNotNull();
    }

    @Test
    void aReasonThatItsVetoAlwaysSilencesIsRefused() {
        assertThatThrownBy(() -> onDrift().unless(driftShare().atLeast(0.3)).build())
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("can never act");
        assertThatThrownBy(() -> onDrift().unless(driftShare().atLeast(0.2)).build())
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> onDrift()
                        .or(metric("f1").below(0.3).sustainedFor(2))
                        .unless(metric("f1").below(0.4).or(dataQuality().failing()))
                        .build())
                .isInstanceOf(PolicyException.class);
        assertThat(onDrift().unless(driftShare().atLeast(0.8)).build()).isNotNull();
    }

    @Test
    void stateSurvivesItsTextForm() {
        PolicyState state = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .or(newLabels().atLeast(10))
                .build()
                .replay(List.of(drifted(0).withNewLabels(20), drifted(1).withLook(3)))
                .get(1)
                .next();

        assertThat(state.toText())
                .isEqualTo("leeway-policy-state 1\ntraining 2013-03-01T00:00:00Z\n"
                        + "streak 1 3 drift share at least 0.3 for 2 looks\n");
        assertThat(PolicyState.parse(state.toText())).isEqualTo(state);
    }

    @Test
    void aStateThatIsNotOneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> PolicyState.parse("")).isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> PolicyState.parse("{}"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("line 1 is '{}'");
        assertThatThrownBy(() -> PolicyState.parse("leeway-policy-state 1\ntraining yesterday\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("line 2 of a stored policy state is 'training yesterday'");
        assertThatThrownBy(() -> PolicyState.parse("leeway-policy-state 1\nstreak x 1 y\n"))
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> PolicyState.parse("leeway-policy-state 1\nlegs 4\n"))
                .isInstanceOf(PolicyException.class);
    }

    @Test
    void severalMetReasonsAreAllNamed() {
        Decision decision = onDrift()
                .or(metric("logLoss").above(0.6))
                .build()
                .decide(drifted(0).withMetrics(Map.of("logLoss", 0.65), 1000), PolicyState.none());

        assertThat(decision.sentence())
                .isEqualTo("retrain: drift share is 0.5 (threshold: at least 0.3),"
                        + " and logLoss is 0.65 (threshold: above 0.6).");
    }

    @Test
    void anAllowanceSavesTrainingsThatWereNotNeeded() {
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(metric("f1").below(0.5))
                .oneEvery(Duration.ofDays(30), 3)
                .build();
        Instant first = Instant.parse("2013-02-12T00:00:00Z");
        PolicyState trained = PolicyState.none().withTraining(first, 1);
        Signals bad = Signals.at(first).withMetrics(java.util.Map.of("f1", 0.4), 1_000);

        Decision early = policy.decide(at(bad, first.plus(Duration.ofDays(29))), trained);
        assertThat(early.reason()).isEqualTo(Decision.Reason.BUDGET);
        assertThat(early.sentence()).contains("one every 30 d with up to 3 saved", "2013-03-14");

        Instant late = first.plus(Duration.ofDays(200));
        PolicyState state = trained;
        int granted = 0;
        for (int day = 0; day < 5; day++) {
            Decision decision = policy.decide(at(bad, late.plus(Duration.ofDays(day))), state);
            state = decision.next();
            granted += decision.isRetrain() ? 1 : 0;
        }
        assertThat(granted).isEqualTo(3);
    }

    @Test
    void nothingIsTrainedOnBrokenDataAndTheDecisionSaysWhatIsBroken() {
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(Conditions.harm())
                .or(Conditions.estimatedLoss().above(0.3))
                .unless(Conditions.brokenData())
                .build();
        OutcomeSignals harmed = new OutcomeSignals(Optional.of(true), OptionalDouble.empty(), Optional.of(""));
        OutcomeSignals broken = new OutcomeSignals(
                Optional.of(true), OptionalDouble.empty(), Optional.of("temp reads like degrees Celsius"));
        OutcomeSignals nobodyLooks = new OutcomeSignals(Optional.of(false), OptionalDouble.of(0.31), Optional.empty());

        Decision trains = policy.decide(Signals.at(START).withOutcomes(harmed), PolicyState.none());
        Decision holds = policy.decide(Signals.at(START).withOutcomes(broken), PolicyState.none());
        Decision estimated = policy.decide(Signals.at(START).withOutcomes(nobodyLooks), PolicyState.none());

        assertThat(trains.action()).isEqualTo(Decision.Action.RETRAIN);
        assertThat(trains.toString()).contains("the risk rose by more than its tolerance");
        assertThat(holds.action()).isEqualTo(Decision.Action.HOLD);
        assertThat(holds.toString()).contains("data is broken: temp reads like degrees Celsius");
        assertThat(estimated.action()).isEqualTo(Decision.Action.RETRAIN);
        assertThat(estimated.toString()).contains("estimated loss is 0.31 (threshold: above 0.3)");
    }

    @Test
    void anAllowanceOfNothingIsRefused() {
        assertThatThrownBy(() -> RetrainingPolicy.named("p").oneEvery(Duration.ZERO, 1))
                .isInstanceOf(PolicyException.class);
        assertThatThrownBy(() -> RetrainingPolicy.named("p").oneEvery(Duration.ofDays(1), 0))
                .isInstanceOf(PolicyException.class);
    }

    private static Signals at(Signals signals, Instant now) {
        return new Signals(
                now,
                signals.look(),
                signals.driftShare(),
                signals.metrics(),
                signals.baselines(),
                signals.labelledRows(),
                signals.championAge(),
                signals.newLabels(),
                signals.dataQualityFailing(),
                signals.rowsSeen(),
                signals.adaptation(),
                signals.trainingGain(),
                signals.outcomes());
    }
}
