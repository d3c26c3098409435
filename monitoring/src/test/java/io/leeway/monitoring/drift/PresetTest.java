package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Detectors that choose: verdicts against those of Evidently and NannyML, see {@code preset_fixtures.py}. */
class PresetTest {

    private static final int CHUNKS = 10;

    private static final Map<String, String> EVIDENTLY_NAMES = Map.of(
            "ks", "ks",
            "chisquare", "chi-square-fit",
            "z", "proportions",
            "jensenshannon", "jensen-shannon",
            "wasserstein", "wasserstein");

    private static Sample sample(String type, double[] values) {
        return type.equals("numeric")
                ? Sample.of(values)
                : Sample.of(CategoricalProfile.of(Arrays.stream(values)
                        .mapToObj(value -> Integer.toString((int) value))
                        .toList()));
    }

    private static DriftResult only(DriftReport report) {
        return report.features().get(0).results().get(0);
    }

    @Test
    void twoHundredColumnsHaveTheTestTheScoreAndTheVerdictOfEvidently() {
        SoftAssertions softly = new SoftAssertions();
        List<DriftFixture> cases = DriftFixture.read("preset-evidently.csv");
        assertThat(cases).hasSize(200);
        for (DriftFixture each : cases) {
            DriftResult found = only(DriftDetector.evidently()
                    .compare(
                            Map.of("x", sample(each.text("type"), Samples.of(each.text("reference")))),
                            Map.of("x", sample(each.text("type"), Samples.of(each.text("current"))))));
            softly.assertThat(found.test()).as(each.toString()).isEqualTo(EVIDENTLY_NAMES.get(each.text("test")));
            softly.assertThat(found.verdict() == Verdict.DRIFT)
                    .as(each.toString())
                    .isEqualTo(Boolean.parseBoolean(each.text("drift")));
            softly.assertThat(found.pValue().orElse(found.statistic()))
                    .as(each.toString())
                    .isCloseTo(each.number("score"), within(1e-9 * Math.max(1, each.number("score"))));
        }
        softly.assertAll();
    }

    @Test
    void twoHundredColumnsHaveTheScoreTheLimitAndTheVerdictOfNannyMl() {
        SoftAssertions softly = new SoftAssertions();
        List<DriftFixture> cases = DriftFixture.read("preset-nannyml.csv");
        assertThat(cases).hasSize(200);
        for (DriftFixture each : cases) {
            double[] reference = Samples.of(each.text("reference"));
            DriftResult found = only(DriftDetector.nannyml(chunks(each.text("type"), reference))
                    .compare(
                            Map.of("x", sample(each.text("type"), reference)),
                            Map.of("x", sample(each.text("type"), Samples.of(each.text("current"))))));
            softly.assertThat(found.verdict() == Verdict.DRIFT)
                    .as(each.toString())
                    .isEqualTo(Boolean.parseBoolean(each.text("drift")));
            softly.assertThat(found.statistic()).as(each.toString()).isCloseTo(each.number("score"), within(3e-8));
            softly.assertThat(found.threshold()).as(each.toString()).isCloseTo(each.number("threshold"), within(3e-8));
        }
        softly.assertAll();
    }

    /** As NannyML, which gives what is left over to a chunk of its own. */
    private static List<Map<String, Sample>> chunks(String type, double[] reference) {
        int size = reference.length / CHUNKS;
        return IntStream.range(0, (reference.length + size - 1) / size)
                .mapToObj(i -> Map.of(
                        "x",
                        sample(
                                type,
                                Arrays.copyOfRange(reference, i * size, Math.min(reference.length, (i + 1) * size)))))
                .toList();
    }

    @Test
    void leewaysOwnChoiceSaysWhy() {
        double[] numbers = Samples.of("bell:1:500:1.0:0.0");
        double[] dice = Samples.of("dice:1:500:1.0:0.0");
        Map<String, Sample> rows = Map.of("numbers", Sample.of(numbers), "dice", Sample.of(dice));

        DriftReport report = DriftDetector.auto().compare(rows, rows);

        assertThat(report.feature("numbers").orElseThrow())
                .hasToString(
                        "numbers: anderson-darling is 0.000, p = 1.00 against a level of 0.0500: stable (numbers: middle and tails count)");
        assertThat(report.feature("dice").orElseThrow().reason()).isEqualTo("at most 20 values: each is a category");
        Map<String, Sample> profile = Map.of("numbers", Sample.of(NumericProfile.of(numbers)));
        assertThat(DriftDetector.auto()
                        .compare(profile, profile)
                        .features()
                        .get(0)
                        .reason())
                .startsWith("a profile");
    }

    @Test
    void limitsOfChunksNeedChunks() {
        assertThatIllegalArgumentException().isThrownBy(() -> DriftDetector.nannyml(List.of()));
        Map<String, Sample> rows = Map.of("x", Sample.of(1, 2, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftDetector.nannyml(List.of(Map.of())).compare(rows, rows))
                .withMessageContaining("feature 'x'");
    }
}
