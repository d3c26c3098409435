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
import io.leeway.retraining.Observation.Streak;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTextTest {

    private static final String WHOLE = """
            policy flights of 2013
            when drift share at least 0.3 for 2 looks
            or (logLoss exceeds baseRateLogLoss by at least 0.02 on at least 5000 rows and new labels at least 1000) for 3 looks
            or f1(true) drops by at least 0.05 or logLoss rises by at least 0.1
            or |calibrationBias| above 0.05 and not (accuracy below 0.5)
            or age at least 30 d
            or adaptation saturated for 3 looks
            or training gain at least 0.01 and adaptation gain below 0.002
            unless data quality failing
            unless adaptation gain at least 0.1
            pause 3 d 12 h
            at most 4 in 30 d
            one every 10 d with up to 3 saved
            """;

    @Test
    void aPolicyIsWrittenInTheWordsOfItsConditions() {
        RetrainingPolicy policy = RetrainingPolicy.named("flights of 2013")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .or(metric("logLoss")
                        .onAtLeast(5_000)
                        .exceeds("baseRateLogLoss", 0.02)
                        .and(newLabels().atLeast(1_000))
                        .sustainedFor(3))
                .or(metric("f1(true)").dropsBy(0.05).or(metric("logLoss").risesBy(0.1)))
                .or(metric("calibrationBias")
                        .magnitudeAbove(0.05)
                        .and(metric("accuracy").below(0.5).not()))
                .or(age().atLeast(Duration.ofDays(30)))
                .or(adaptationSaturated().sustainedFor(3))
                .or(trainingGain().atLeast(0.01).and(adaptationGain().below(0.002)))
                .unless(dataQuality().failing())
                .unless(adaptationGain().atLeast(0.1))
                .cooldown(Duration.ofHours(84))
                .atMost(4, Duration.ofDays(30))
                .oneEvery(Duration.ofDays(10), 3)
                .build();

        assertThat(policy.toText()).isEqualTo(WHOLE);
        RetrainingPolicy read = RetrainingPolicy.parse(WHOLE);
        assertThat(read.reasons()).isEqualTo(policy.reasons());
        assertThat(read.vetoes()).isEqualTo(policy.vetoes());
        assertThat(read).hasToString(policy.toString());
    }

    @Test
    void whatADecisionPrintsOfAConditionCanBeReadAgain() {
        Condition condition =
                age().atLeast(Duration.ofDays(30)).and(driftShare().atLeast(0.5));

        RetrainingPolicy read = RetrainingPolicy.parse("policy p\nwhen " + condition.describe());

        assertThat(read.reasons()).containsExactly(condition);
    }

    @Test
    void commentsEmptyLinesAndTightUnitsAreRead() {
        RetrainingPolicy policy = RetrainingPolicy.parse("""
                # reviewed by ann

                policy flights
                  # a year of experience
                  when age at least 1d 12h
                pause PT90M
                """);

        assertThat(policy.toText()).isEqualTo("policy flights\nwhen age at least 1 d 12 h\npause 1 h 30 min\n");
    }

    @Test
    void namesThatAreNoPlainWordsAreQuoted() {
        RetrainingPolicy policy = RetrainingPolicy.named("\"odd\"\n")
                .when(metric("age").above(1))
                .or(metric("f1(not late)").exceeds("say \"hi\" \\", -1))
                .build();

        assertThat(RetrainingPolicy.parse(policy.toText()).reasons()).isEqualTo(policy.reasons());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "wen age at least 3 d; line 2, column 1: no statement \"wen\": did you mean \"when\"",
                "when drif share at least 0.3; line 2, column 6: no signal \"drif share\": did you mean \"drift share\"",
                "when new label at least 3; line 2, column 6: no signal \"new label\": did you mean \"new labels\"",
                "when logLoss abov 0.6; line 2, column 14: no comparison \"abov\": did you mean \"above\"",
                "when logLoss; line 2, column 13: expected a comparison of logLoss here, but the line ends",
                "when logLoss above much; line 2, column 20: expected a number here, found \"much\"",
                "when logLoss above NaN; line 2, column 6: the limit for logLoss is a finite number, not NaN",
                "when drift share at least 30; line 2, column 6: a drift share to wait for lies in (0, 1], not 30.0",
                "when age at least 3 days; line 2, column 21: expected a unit of time (d, h, min, s, ms or ns) here",
                "when age at least 3 d for 0 looks; line 2, column 27: expected at least 1 look here",
                "when age at least 3 d and new labels at least 5 or data quality failing; side by side",
                "when (age at least 3 d; line 2, column 23: expected \")\" here, but the line ends",
                "when age at least 3 d trees; line 2, column 23: expected the end of the line here, found \"trees\"",
                "or age at least 3 d; line 2, column 1: policy 'p': or(...) follows when(...)",
                "policy q; line 2, column 1: \"policy\" stands twice",
                "at most 0 in 3 d; line 2, column 1: policy 'p': atMost(0, ...) would never train",
                "when \"logLoss above 1; line 2, column 6: expected a name here"
            })
    void aMistakeIsNamedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> RetrainingPolicy.parse("policy p\n" + line))
                .isInstanceOf(PolicyFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aStatementThatIsGivenOnceCannotStandTwice() {
        assertThatThrownBy(() -> RetrainingPolicy.parse("policy p\nwhen age at least 3 d\nwhen age at least 4 d"))
                .isInstanceOf(PolicyFormatException.class)
                .hasMessage("line 3, column 1: \"when\" stands twice: begin further reasons with \"or\"");
        assertThatThrownBy(() -> RetrainingPolicy.parse("\n"))
                .hasMessage("line 1, column 1: expected \"policy NAME\", but the text holds no statement");
        assertThatThrownBy(() -> RetrainingPolicy.parse("policy p\npause 3 d"))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("there is no reason to train");
    }

    @Test
    void aConditionOfTheApplicationHasNoTextForm() {
        Condition own = new Condition() {
            @Override
            public Observation observe(Signals signals, Map<String, Streak> streaks) {
                return Observation.of(this, Outcome.MET, "it is so");
            }

            @Override
            public String describe() {
                return "full moon";
            }
        };
        RetrainingPolicy policy = RetrainingPolicy.named("p").when(own).build();

        assertThatThrownBy(policy::toText)
                .isInstanceOf(PolicyException.class)
                .hasMessage("'full moon' is a condition of the application and has no text form");
    }

    @Provide
    Arbitrary<Condition> conditions() {
        Arbitrary<String> names = Arbitraries.of(
                "logLoss",
                "f1(true)",
                "f1(not late)",
                "age",
                "training",
                "harm",
                "estimated",
                "broken",
                "a\"b\\c",
                "new",
                "ü");
        Arbitrary<Double> numbers = Arbitraries.doubles().between(1e-6, 1e9).ofScale(6);
        Arbitrary<Condition> plain = Arbitraries.oneOf(
                Arbitraries.longs().between(1, Long.MAX_VALUE).map(n -> newLabels()
                        .atLeast(n)),
                Arbitraries.longs().between(1, 1L << 50).map(n -> age().atLeast(Duration.ofMillis(n))),
                Arbitraries.doubles().between(0.001, 1).ofScale(3).map(share -> driftShare()
                        .atLeast(share)),
                Arbitraries.of(
                        dataQuality().failing(), adaptationSaturated(), Conditions.harm(), Conditions.brokenData()),
                numbers.map(x -> Conditions.estimatedLoss().above(x)),
                numbers.map(x -> trainingGain().atLeast(-x)),
                numbers.map(x -> adaptationGain().below(x)),
                Combinators.combine(names, numbers, Arbitraries.longs().between(1, 10_000))
                        .as((name, x, rows) -> metric(name).onAtLeast(rows).exceeds("other", -x)),
                Combinators.combine(names, numbers).as((name, x) -> metric(name).dropsBy(x)),
                Combinators.combine(names, numbers).as((name, x) -> metric(name).above(-x)),
                Combinators.combine(names, numbers).as((name, x) -> metric(name).magnitudeAbove(x)));
        return Arbitraries.recursive(
                () -> plain,
                inner -> Arbitraries.oneOf(
                        inner.map(Condition::not),
                        Combinators.combine(inner, Arbitraries.integers().between(1, 9))
                                .as(Condition::sustainedFor),
                        Combinators.combine(inner, inner).as(Condition::and),
                        Combinators.combine(inner, inner).as(Condition::or)),
                0,
                3);
    }

    @Property(tries = 500)
    void everyConditionOfTheCatalogueIsReadAsItWasWritten(@ForAll("conditions") Condition condition) {
        PolicyWords words = new PolicyWords(1, ConditionText.write(condition));

        assertThat(ConditionText.read(words)).isEqualTo(condition);
    }

    @Test
    void readPoliciesDecideLikeWrittenOnes() {
        RetrainingPolicy policy = RetrainingPolicy.named("p")
                .when(driftShare().atLeast(0.3).sustainedFor(2))
                .cooldown(Duration.ofDays(3))
                .build();
        List<Signals> looks = SignalsTextTest.looks();

        assertThat(RetrainingPolicy.parse(policy.toText()).replay(looks)).isEqualTo(policy.replay(looks));
    }
}
