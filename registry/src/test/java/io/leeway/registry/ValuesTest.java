package io.leeway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void noBytesAreNoModel() {
        assertThatThrownBy(() -> ModelArtifact.of(new byte[0]))
                .isInstanceOfSatisfying(
                        InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("bytes"));
    }

    @Test
    void keysThatCannotBeStoredAreRefused() {
        ModelArtifact artifact = ModelArtifact.of(new byte[] {1});
        for (String key : List.of("", " ", "a\nb", "\ud800", "k".repeat(251))) {
            assertThatThrownBy(() -> artifact.metadata(key, "v")).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> Lineage.none().metric(key, 1)).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> Lineage.none().gate(key, "")).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> new Cause(key, "")).isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void textsThatCannotBeStoredAreRefused() {
        ModelArtifact artifact = ModelArtifact.of(new byte[] {1});
        String tooLong = "x".repeat(ModelArtifact.LONGEST_TEXT + 1);
        for (String text : List.of("half \udc00", "\ud83d", tooLong)) {
            assertThatThrownBy(() -> artifact.metadata("note", text))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("note");
            assertThatThrownBy(() -> Lineage.none().trainedBy(text)).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> new Cause("a", text)).isInstanceOf(InvalidValueException.class);
        }
        assertThat(artifact.metadata("note", "\ud83d\ude00").metadata()).containsValue("\ud83d\ude00");
    }

    @Test
    void lineageThatContradictsItselfIsRefused() {
        Instant time = Instant.EPOCH;
        assertThatThrownBy(() -> Lineage.none().trainedOn("d", -1)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Lineage.none().parent(0)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Lineage.none().dataBetween(time.plusNanos(1), time))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void lineagePrintsWhatIsKnown() {
        assertThat(Lineage.none()).hasToString("Lineage[]");
        assertThat(Lineage.none()
                        .trainedBy("tree")
                        .trainedOn("d", 120_000)
                        .parent(3)
                        .metric("f1", 0.5)
                        .gate("g", "passed")
                        .createdBy("ci"))
                .hasToString("Lineage[tree, 120,000 rows, parent v3, f1 0.5, 1 gate, by ci]");
    }

    @Test
    void aNameIsShownInAMessageWithoutWhatATerminalWouldObey() {
        assertThatThrownBy(() -> ModelName.of("\u001b[31m\u202ex")).hasMessageContaining("\"\\u001b[31m\\u202ex\"");
        assertThatThrownBy(() -> ModelName.of("x".repeat(1000))).hasMessageContaining("at most 120");
    }

    @Test
    void aReasonCannotForgeALineOfThePrintedTrail() {
        Cause cause =
                new Cause("retrainer\u202e", "better\n#2 2013-01-02T00:00:00Z admin moved alias/champion\u001b[2K");
        RegisteredModel model = RegisteredModel.empty(ModelName.of("m"))
                .register(ModelArtifact.of(new byte[] {1}), Instant.EPOCH, cause);

        assertThat(model.audit().get(0))
                .hasToString("#1 1970-01-01T00:00:00Z retrainer\\u202e registered version/1: "
                        + "better\\u000a#2 2013-01-02T00:00:00Z admin moved alias/champion\\u001b[2K");
        assertThat(Lineage.none().trainedBy("tree\nforest").toString()).doesNotContain("\n");
    }

    @Test
    void nearNamesAreOrderedByDistance() {
        List<String> known = List.of("flight-delays", "flight-delay", "churn", "fraud", "flight");

        assertThat(NearNames.of("flight-dealy", known)).containsExactly("flight-delay", "flight-delays", "flight");
        assertThat(NearNames.of("zebra", known)).isEmpty();
        assertThat(NearNames.of("CHURN", known)).containsExactly("churn");
    }

    @Test
    void anExchangeOfNeighboursIsOneEdit() {
        assertThat(NearNames.distance("champion", "champoin")).isEqualTo(1);
        assertThat(NearNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearNames.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void aCauseTakesTheUserOfTheProcess() {
        assertThat(Cause.because("x").actor()).isEqualTo(System.getProperty("user.name"));
        assertThat(Cause.because("x").by("ci")).isEqualTo(new Cause("ci", "x"));
    }

    @Test
    void aVerificationPrintsItsProblems() {
        ModelName name = ModelName.of("m");
        assertThat(new Verification(name, 1, 2, "", List.of())).hasToString("m: 1 version, 2 events, intact");
        assertThat(new Verification(name, 2, 1, "", List.of("a", "b")))
                .hasToString("m: 2 versions, 1 event, 2 problems\n  a\n  b");
    }
}
