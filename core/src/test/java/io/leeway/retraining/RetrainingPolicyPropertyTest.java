package io.leeway.retraining;

import static io.leeway.retraining.Conditions.driftShare;
import static io.leeway.retraining.Conditions.metric;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.retraining.Observation.Streak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RetrainingPolicyPropertyTest {

    private static final Instant START = Instant.parse("2013-01-01T00:00:00Z");

    /** Looks at irregular times, sometimes the clock steps back, sometimes nothing is known. */
    @Provide
    Arbitrary<List<Signals>> looks() {
        Arbitrary<Integer> steps = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(12, Arbitraries.integers().between(0, 40)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(-30, -1)));
        Arbitrary<Double> shares = Arbitraries.of(0.0, 0.2, 0.4, 0.8, Double.NaN);
        return net.jqwik.api.Combinators.combine(steps, shares)
                .as((step, share) -> new double[] {step, share})
                .list()
                .ofMaxSize(60)
                .map(RetrainingPolicyPropertyTest::signals);
    }

    private static List<Signals> signals(List<double[]> steps) {
        List<Signals> all = new ArrayList<>();
        Instant now = START;
        for (double[] step : steps) {
            now = now.plus(Duration.ofHours((long) step[0]));
            all.add(Signals.at(now).withDriftShare(step[1]));
        }
        return all;
    }

    private static List<Instant> trainings(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision::isRetrain)
                .map(Decision::at)
                .sorted()
                .toList();
    }

    @Property(tries = 300)
    void noPeriodHoldsMoreTrainingsThanTheBudget(
            @ForAll("looks") List<Signals> looks,
            @ForAll @IntRange(min = 1, max = 5) int most,
            @ForAll @IntRange(min = 1, max = 200) int hours) {
        Duration period = Duration.ofHours(hours);
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3))
                .atMost(most, period)
                .build();

        List<Instant> trainings = trainings(policy.replay(looks));

        for (Instant from : trainings) {
            assertThat(trainings)
                    .filteredOn(at -> !at.isBefore(from) && at.isBefore(from.plus(period)))
                    .hasSizeLessThanOrEqualTo(most);
        }
    }

    @Property(tries = 300)
    void atNoMomentWereThereMoreTrainingsThanTheAllowanceHadEarned(
            @ForAll("looks") List<Signals> looks,
            @ForAll @IntRange(min = 1, max = 5) int saved,
            @ForAll @IntRange(min = 1, max = 200) int hours) {
        Duration period = Duration.ofHours(hours);
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3))
                .oneEvery(period, saved)
                .build();

        List<Instant> trainings = trainings(policy.replay(looks));

        for (int i = 1; i < trainings.size(); i++) {
            Duration sinceFirst = Duration.between(trainings.get(0), trainings.get(i));
            assertThat((long) i).isLessThanOrEqualTo(sinceFirst.toMinutes() / period.toMinutes());
        }
    }

    @Property(tries = 300)
    void noTwoTrainingsAreCloserThanTheCooldown(
            @ForAll("looks") List<Signals> looks, @ForAll @IntRange(min = 1, max = 100) int hours) {
        Duration cooldown = Duration.ofHours(hours);
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3))
                .cooldown(cooldown)
                .build();

        List<Instant> trainings = trainings(policy.replay(looks));

        for (int i = 1; i < trainings.size(); i++) {
            assertThat(Duration.between(trainings.get(i - 1), trainings.get(i))).isGreaterThanOrEqualTo(cooldown);
        }
    }

    @Property(tries = 300)
    void aSustainedConditionActsAtExactlyTheLookThatCompletesItsCount(
            @ForAll("looks") List<Signals> looks, @ForAll @IntRange(min = 1, max = 6) int count) {
        List<Decision> decisions = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3).sustainedFor(count))
                .build()
                .replay(looks);

        int inARow = 0;
        for (int i = 0; i < looks.size(); i++) {
            boolean met = looks.get(i).driftShare().orElse(0) >= 0.3;
            inARow = met ? inARow + 1 : 0;
            assertThat(decisions.get(i).isRetrain()).isEqualTo(inARow == count);
            if (inARow == count) {
                inARow = 0;
            }
        }
    }

    @Property(tries = 100)
    void theSameSignalsGiveTheSameDecisionsEvenThroughTheTextForm(@ForAll("looks") List<Signals> looks) {
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .or(driftShare().atLeast(0.8))
                .unless(metric("f1").above(0.9))
                .cooldown(Duration.ofHours(10))
                .atMost(2, Duration.ofHours(60))
                .build();
        List<Decision> once = policy.replay(looks);

        List<Decision> resumed = new ArrayList<>();
        String stored = PolicyState.none().toText();
        for (Signals look : looks) {
            Decision decision = policy.decide(look, PolicyState.parse(stored));
            stored = decision.next().toText();
            resumed.add(decision);
        }

        assertThat(resumed).isEqualTo(once);
    }

    @Property(tries = 200)
    void anyStateSurvivesItsTextForm(
            @ForAll List<@net.jqwik.api.constraints.StringLength(max = 12) String> conditions,
            @ForAll int looks,
            @ForAll long lastLook) {
        TreeMap<String, Streak> streaks = new TreeMap<>();
        conditions.forEach(condition -> streaks.put(condition, new Streak(looks, lastLook)));
        PolicyState state = new PolicyState(List.of(START, START.plusNanos(1)), streaks);

        assertThat(PolicyState.parse(state.toText())).isEqualTo(state);
    }
}
