package io.leeway.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.Alias;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the stages say when something is missing, refused, or done by another at the same time. */
@Tag("delivery")
class StagesIT {
    private static Sample gated;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainAndGate(@TempDir Path prepared) throws IOException {
        gated = Sample.withChampion(prepared);
        gated.mustStage("train");
        gated.mustStage("gate");
    }

    private Sample gated() throws IOException {
        return gated.copyTo(folder.resolve("sample"));
    }

    private Sample registered() throws IOException {
        Sample sample = gated();
        sample.mustStage("register");
        return sample;
    }

    private static void says(Shell.Result result, int exitCode, String... parts) {
        assertThat(result.exitCode()).as(result.output()).isEqualTo(exitCode);
        assertThat(result.output()).contains(parts).doesNotContain("\tat ");
    }

    @Test
    void withoutTheDataFileNothingStarts() throws IOException {
        Sample sample = gated();
        sample.settings().put("DELAY_DATA", "data/nowhere.csv.gz");

        says(sample.stage("check-data"), 1, "check-data: data/nowhere.csv.gz");
        says(sample.stage("train"), 1, "train: data/nowhere.csv.gz");
    }

    @Test
    void dataThatAreNotWhatTheyMustBeAreRefused() throws IOException {
        Sample sample = gated();
        sample.settings().put("DELAY_DATA", "short.csv");
        Files.writeString(sample.checkout().resolve("short.csv"), """
                scheduled,carrier,origin,distance,hour,dayOfWeek,temp,humid,windSpeed,precip,visib,late
                2013-01-01T11:00:00Z,AA,LGA,1389,6,2,39.92,54.81,15.0,0.0,10.0,true
                """);

        says(sample.stage("check-data"), 3, "at least 2,000 rows");
        says(sample.stage("train"), 3, "at least 2,000 rows");
    }

    @Test
    void aDiskThatIsNotMountedIsNoEmptyRegistry() throws IOException {
        Sample sample = gated();
        Path missing = folder.resolve("not-mounted");
        sample.settings().put("LEEWAY_REGISTRY", missing.toString());

        says(sample.stage("gate"), 1, "LEEWAY_REGISTRY is " + missing, "mount the disk");
        says(sample.stage("register"), 1, "LEEWAY_REGISTRY is " + missing, "mount the disk");
        assertThat(missing).doesNotExist();
    }

    /** Run by a user who may read the registry; root may write everywhere. */
    @Test
    void aRegistryThatMayNotBeWrittenIsLeftAsItIs() throws IOException {
        Sample sample = gated();
        Shell.must(folder, Shell.machine(), "chmod", "a+rx", folder.toString());
        Shell.must(
                folder,
                Shell.machine(),
                "chmod",
                "-R",
                "a+rwX",
                sample.checkout().getParent().toString());
        Shell.must(
                folder,
                Shell.machine(),
                "chmod",
                "-R",
                "a-w",
                sample.registryFolder().toString());

        Shell.Result result = sample.stageAsNobody("register");

        says(
                result,
                1,
                "register: The registry cannot be written",
                sample.registryFolder().toString(),
                "read-only");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(registry.versions(Sample.MODEL)).hasSize(1);
        }
    }

    @Test
    void aStageWithoutTheOneBeforeItSaysWhichIsMissing() throws IOException {
        Sample sample = Sample.in(folder.resolve("fresh"));

        says(sample.stage("gate"), 1, "run ./stage train first");
        says(sample.stage("register"), 1, "run ./stage gate first");
        says(sample.stage("promote"), 1, "run ./stage register first");
        says(sample.stage("look-after"), 1, "flight-delay");
    }

    @Test
    void whatWasTrainedAgainMustBeGatedAgain() throws IOException {
        Sample sample = gated();
        sample.mustStage("train");

        says(sample.stage("register"), 1, "trained again after it was gated: run ./stage gate first");
    }

    @Test
    void withoutAPersonNothingIsPromoted() throws IOException {
        Sample sample = registered();

        says(sample.stage("promote"), 1, "nobody has consented to flight-delay v2");
        says(sample.stage("consent"), 2, "no terminal", "--by NAME");
        says(sample.stage("consent --by ''"), 2, "--by");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(sample.champion(registry)).isEqualTo(1);
        }
    }

    /** At a terminal, which {@code script} makes. */
    @Test
    void aPersonIsAskedAtTheTerminal() throws IOException {
        Sample sample = registered();

        says(
                sample.stageAtTerminal("consent", "no"),
                1,
                "Promote it to champion? [yes/no]",
                "is withheld; nothing was changed");
        says(sample.stage("promote"), 1, "nobody has consented");
        says(sample.stageAtTerminal("consent", "yes"), 0, "PASSED: rocAuc", "consents to flight-delay v2");
        says(sample.stage("promote"), 0, "champion moved from v1 to v2");
    }

    @Test
    void aCandidateThatWasGatedAgainstAnotherChampionIsNotPromoted() throws IOException {
        Sample sample = registered();
        sample.mustStage("consent --by ann");
        try (ModelRegistry registry = sample.registry()) {
            ModelName name = ModelName.of(Sample.MODEL);
            byte[] first = registry.read(registry.version(Sample.MODEL, 1));
            registry.register(
                    name, ModelArtifact.of(first), Cause.because("a fix").by("bob"));
            registry.moveAlias(
                    name, Alias.CHAMPION, 1, 3, Cause.because("a fix").by("bob"));
        }

        Shell.Result result = sample.stage("promote");

        says(
                result,
                1,
                "expected at version 1, but is at version 3",
                "run ./stage gate again",
                "bob moved alias/champion");
        try (ModelRegistry registry = sample.registry()) {
            assertThat(sample.champion(registry)).isEqualTo(3);
        }
    }

    @Test
    void ofTwoJobsThatPromoteAtOnceOneWinsAndTheOtherSaysSo() throws Exception {
        Sample one = registered();
        Sample other = one.copyTo(folder.resolve("other"));
        other.settings().put("LEEWAY_REGISTRY", one.registryFolder().toString());
        other.mustStage("register");
        one.mustStage("consent --by ann");
        other.mustStage("consent --by bob");

        ExecutorService jobs = Executors.newFixedThreadPool(2);
        List<Shell.Result> results = new ArrayList<>();
        try {
            List<Future<Shell.Result>> promotions =
                    List.of(jobs.submit(() -> one.stage("promote")), jobs.submit(() -> other.stage("promote")));
            for (Future<Shell.Result> each : promotions) {
                results.add(each.get(2, TimeUnit.MINUTES));
            }
        } finally {
            jobs.shutdownNow();
        }

        assertThat(results).extracting(Shell.Result::exitCode).containsExactlyInAnyOrder(0, 1);
        int winner = results.get(0).exitCode() == 0 ? 2 : 3;
        says(
                results.get(winner == 2 ? 1 : 0),
                1,
                "nothing was changed",
                "at version " + winner,
                "run ./stage gate again");
        try (ModelRegistry registry = one.registry()) {
            assertThat(one.champion(registry)).isEqualTo(winner);
            assertThat(registry.verify(Sample.MODEL).problems()).isEmpty();
        }
    }

    @Test
    void aPromotionThatKeepsItsPromiseIsNotRolledBackUnlessAPersonSaysWhy() throws IOException {
        Sample sample = registered();
        sample.mustStage("consent --by ann");
        sample.mustStage("promote");
        assertThat(sample.mustStage("promote")).contains("champion is v2 already");
        sample.mustStage("look-after");

        says(sample.stage("roll-back"), 1, "nothing was changed", "--reason TEXT");
        assertThat(sample.mustStage("roll-back --reason 'too many complaints'")).contains("moved from v2 to v1");
        says(sample.stage("roll-back --reason again"), 1, "this pipeline promoted v2, but the champion is v1 by now");
    }

    @Test
    void theFirstChampionHasNothingToGoBackTo() throws IOException {
        Sample sample = Sample.withChampion(folder.resolve("first"));

        says(sample.stage("roll-back --reason 'too many complaints'"), 1, "v1 is the first champion");
    }

    @Test
    void wrongUsageIsExplained() throws IOException {
        Sample sample = gated();

        says(sample.stage("deploy"), 2, "deploy: there is no such stage", "Usage: ./stage STAGE");
        says(sample.stage(""), 2, "Usage: ./stage STAGE");
        says(sample.stage("gate --now"), 2, "takes no options");
    }
}
