package io.leeway.retraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTextTest {

    private static final Instant JULY = Instant.parse("2013-07-01T09:00:00Z");

    static List<Signals> looks() {
        List<Signals> looks = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            looks.add(Signals.at(JULY.plus(Duration.ofDays(day))).withLook(day).withDriftShare(day % 5 / 5.0));
        }
        return looks;
    }

    private static Signals whole() {
        return Signals.at(JULY)
                .withLook(12)
                .withDriftShare(0.3)
                .withMetrics(Map.of("logLoss", 0.61, "f1(not late)", 1e-7), 5_000)
                .withBaseline("logLoss", 0.55)
                .withChampionAge(Duration.ofDays(30))
                .withNewLabels(120)
                .withDataQualityFailing(false)
                .withRowsSeen(9_000)
                .withAdaptation(new AdaptationSignals(OptionalDouble.of(0.02), 0.375))
                .withTrainingGain(-0.001)
                .withOutcomes(new OutcomeSignals(
                        Optional.of(true), OptionalDouble.of(0.25), Optional.of("temp = Celsius; 12 rows")));
    }

    @Test
    void signalsAreALine() {
        assertThat(whole().toText())
                .isEqualTo("at=2013-07-01T09:00:00Z look=12 driftShare=0.3 metrics.f1(not%20late)=1.0E-7"
                        + " metrics.logLoss=0.61 labelledRows=5000 baselines.logLoss=0.55 championAge=PT720H"
                        + " newLabels=120 dataQualityFailing=false rowsSeen=9000 adaptationGain=0.02"
                        + " adaptationWithoutChampion=0.375 trainingGain=-0.001 harm=true estimatedLoss=0.25"
                        + " brokenData=temp%20%3D%20Celsius%3B%2012%20rows");
    }

    @Test
    void linesAreReadAsTheyWereWritten() {
        Signals least = Signals.at(JULY);

        assertThat(Signals.parse("# recorded by the service\n" + whole().toText() + "\n\n" + least.toText()))
                .containsExactly(whole(), least);
        Signals sound =
                least.withOutcomes(new OutcomeSignals(Optional.of(false), OptionalDouble.empty(), Optional.of("")));
        assertThat(Signals.parse(sound.toText())).containsExactly(sound);
        assertThat(Signals.parse("")).isEmpty();
    }

    @Test
    void whatADecisionWasMadeOnIsReplayed() {
        RetrainingPolicy policy = RetrainingPolicy.parse("policy p\nwhen drift share at least 0.5 for 2 looks");
        List<Decision> decisions = policy.replay(looks());
        StringBuilder stored = new StringBuilder();
        decisions.forEach(decision -> stored.append(decision.signals().toText()).append('\n'));

        assertThat(policy.replay(Signals.parse(stored.toString()))).isEqualTo(decisions);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "look=3; line 1, column 1: expected at=TIME, which is missing",
                "at=2013-07-01T09:00:00Z drift=0.3; line 1, column 25: no signal \"drift\": did you mean \"driftShare\"",
                "at=2013-07-01T09:00:00Z driftShare=much; line 1, column 25: expected a number as driftShare",
                "at=2013-07-01T09:00:00Z driftShare=30; line 1, column 1: a drift share lies in [0, 1], not 30.0",
                "at=2013-07-01T09:00:00Z metrics.logLoss=x; line 1, column 25: expected a number as the value",
                "at=2013-07-01T09:00:00Z look=1 look=2; line 1, column 32: \"look\" stands twice",
                "at=2013-07-01T09:00:00Z adaptationGain=0.1; line 1, column 25: expected adaptationWithoutChampion=SHARE",
                "at=2013-07-01T09:00:00Z seen; line 1, column 25: expected KEY=VALUE here, found \"seen\"",
                "at=2013-07-01T09:00:00Z dataQualityFailing=no; line 1, column 25: expected true or false",
                "at=yesterday; line 1, column 1: Text 'yesterday' could not be parsed",
                "at=2013-07-01T09:00:00Z metrics.%zz=1; line 1, column 25: expected the name of a metric"
            })
    void aMistakeIsNamedWithItsPlace(String line, String message) {
        assertThatThrownBy(() -> Signals.parse(line))
                .isInstanceOf(PolicyFormatException.class)
                .hasMessageContaining(message);
    }
}
