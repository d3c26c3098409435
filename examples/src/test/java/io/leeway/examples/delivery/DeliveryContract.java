package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.AuditEvent;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The endings of a delivery, which are the same whichever system runs it. */
@Tag("delivery")
abstract class DeliveryContract {
    @TempDir
    private Path folder;

    /** Runs the sample's pipeline on a branch; a person consents or not. */
    abstract CiResult deliver(Sample sample, String branch, boolean consent) throws IOException;

    private CiResult deliver(Sample sample, boolean consent) throws IOException {
        return deliver(sample, "main", consent);
    }

    /** The page of the pipeline that ran. */
    abstract String pipelinePage();

    /** Who consented, as far as the system says. */
    abstract String approver();

    @Test
    void ifAllIsWellTheAliasMovesAndTheAuditNamesPipelineAndCommit() throws IOException {
        Sample sample = Sample.in(folder);

        CiResult result = deliver(sample, true);

        assertThat(result.success()).as(result.log()).isTrue();
        assertThat(result.summary()).contains("rocAuc", "DelayModelTest.answersTheFlightsOfFebruary");
        assertThat(result.page()).content().contains("<html", "flight-delay: PROMOTABLE", "rocAuc at least 0.58");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(sample.champion(registry)).isEqualTo(1);
            AuditEvent move = sample.lastMove(registry).orElseThrow();
            assertThat(move.actor()).isEqualTo(approver());
            assertThat(move.reason()).contains(sample.commit()).contains(pipelinePage());
            assertThat(registry.version(Sample.MODEL, 1).metadata())
                    .containsEntry("leeway.status", "passed")
                    .containsEntry("delivery.commit", sample.commit())
                    .containsEntry("delivery.pipeline", pipelinePage());
            assertThat(registry.verify(Sample.MODEL).problems()).isEmpty();
        }
    }

    @Test
    void ifAModelTestFailsNothingIsRegistered() throws IOException {
        Sample sample = Sample.withChampion(folder).commitThatBreaksTheModel();

        CiResult result = deliver(sample, true);

        assertThat(result.success()).as(result.log()).isFalse();
        assertThat(result.log()).contains("DelayModelTest.answersTheFlightsOfFebruary");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).hasSize(1);
            assertThat(sample.champion(registry)).isEqualTo(1);
        }
    }

    @Test
    void ifAGateFailsTheCandidateIsRegisteredAsRejectedAndTheAliasStays() throws IOException {
        Sample sample = Sample.withChampion(folder).trainedOnMixedLabels();

        CiResult result = deliver(sample, true);

        assertThat(result.success()).as(result.log()).isFalse();
        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).hasSize(2);
            ModelVersion rejected = registry.version(Sample.MODEL, 2);
            assertThat(rejected.metadata())
                    .containsEntry("leeway.status", "rejected")
                    .containsEntry("delivery.commit", sample.commit());
            assertThat(rejected.lineage().gates().get("rocAuc at least 0.58")).startsWith("FAILED");
            assertThat(sample.champion(registry)).isEqualTo(1);
        }
    }

    @Test
    void ifConsentIsWithheldTheCandidateIsRegisteredAndTheAliasStays() throws IOException {
        Sample sample = Sample.withChampion(folder);

        CiResult result = deliver(sample, false);

        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).as(result.log()).hasSize(2);
            assertThat(registry.version(Sample.MODEL, 2).metadata()).containsEntry("leeway.status", "passed");
            assertThat(sample.champion(registry)).isEqualTo(1);
        }
    }

    @Test
    void aMergeRequestIsTestedAndGatedAndRegistersNothing() throws IOException {
        Sample sample = Sample.withChampion(folder).onBranch("features");

        CiResult result = deliver(sample, "features", true);

        assertThat(result.success()).as(result.log()).isTrue();
        assertThat(result.log()).contains("PROMOTABLE");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).hasSize(1);
            assertThat(sample.champion(registry)).isEqualTo(1);
        }
    }

    @Test
    void ifThePromotionDisappointsItIsRolledBack() throws IOException {
        Sample sample = Sample.withChampion(folder).followedByAnotherWorld();

        CiResult result = deliver(sample, true);

        assertThat(result.success()).as(result.log()).isFalse();
        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).hasSize(2);
            assertThat(sample.champion(registry)).isEqualTo(1);
            AuditEvent move = sample.lastMove(registry).orElseThrow();
            assertThat(move.before()).isEqualTo("2");
            assertThat(move.after()).isEqualTo("1");
            assertThat(move.reason()).contains("rolled back: logLoss is").contains(pipelinePage());
        }
    }
}
