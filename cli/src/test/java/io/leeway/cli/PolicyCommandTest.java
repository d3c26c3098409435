package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.registry.Alias;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.file.FileRegistry;
import io.leeway.retraining.Decision;
import io.leeway.retraining.PolicyState;
import io.leeway.retraining.RetrainerState;
import io.leeway.retraining.RetrainingPolicy;
import io.leeway.retraining.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private static final Instant START = Instant.parse("2013-01-01T00:00:00Z");
    private static final String POLICY = """
            policy flights
            when logLoss rises by at least 0.05
            or drift share at least 0.3
            unless data quality failing
            pause 7 d
            """;

    @TempDir
    private Path folder;

    private Path policy = Path.of("");

    @BeforeEach
    void writePolicy() {
        policy = write(folder.resolve("flights.policy"), POLICY);
    }

    private Path registry() {
        Path models = folder.resolve("models");
        try (FileRegistry registry = FileRegistry.open(models)) {
            registry.register(
                    ModelName.of("orders"),
                    ModelArtifact.of(new byte[] {1})
                            .lineage(Lineage.none().metric("logLoss", 0.5).metric("f1(yes)", 0.4)),
                    Cause.because("first"));
            registry.moveAlias(ModelName.of("orders"), Alias.of("champion"), 0, 1, Cause.because("first"));
        }
        return models;
    }

    @Test
    void whatIsKnownNowIsDecidedOnConditionByCondition() {
        Shell.Ran ran = leeway(
                        "policy",
                        "explain",
                        policy,
                        "--model",
                        "orders",
                        "-r",
                        registry(),
                        "--metric",
                        "logLoss=0.6",
                        "--labelled-rows",
                        500,
                        "--drift-share",
                        0.1,
                        "--at",
                        "2040-01-01T00:00:00Z")
                .exits(3);

        assertThat(ran.out())
                .startsWith("orders v1, promoted at ")
                .contains("2040-01-01T00:00:00Z flights: retrain: logLoss is 0.6, 0.1 above the 0.5 at promotion")
                .contains("  met        logLoss rises by at least 0.05\n")
                .contains("  not met    drift share at least 0.3\n             drift share is 0.1 (threshold:")
                .contains("  not known  data quality failing\n             data quality is unknown")
                .endsWith(
                        "note: without --state, each of 1 registered versions counts as a training; those that registered"
                                + " none, and earlier looks, are not known\n");
    }

    @Test
    void whatAnAdaptationAndATrainingGainIsDecidedOn() {
        Path gains = write(folder.resolve("gains.policy"), """
                policy gains
                when training gain at least 0.01 and adaptation gain below 0.02
                or adaptation saturated
                pause 7 d
                """);
        Path recorded = write(
                folder.resolve("gains.txt"),
                "at=2013-07-01T09:00:00Z adaptationGain=0.03 adaptationWithoutChampion=0.1 trainingGain=0.012");

        assertThat(leeway("policy", "explain", gains, "--training-gain", 0.02, "--adaptation-gain", 0.001)
                        .exits(3)
                        .out())
                .contains("retrain: training gain is estimated at 0.02", "adaptation gain is 0.001");
        assertThat(leeway("policy", "explain", gains, "--adaptation-without-champion", 0.6)
                        .exits(3)
                        .out())
                .contains("adaptation trusts experts without the champion by 0.6 (saturated from 0.5)")
                .contains("not known  ");
        leeway("policy", "explain", gains, "--signals", recorded).exits(0);
        leeway("policy", "explain", gains, "--signals", recorded, "--adaptation-gain", 0.01)
                .exits(3);
        leeway("policy", "explain", gains, "--signals", recorded, "--training-gain", -0.1, "--adaptation-gain", 0.01)
                .exits(0);
        assertThat(leeway("policy", "explain", gains, "--signals", recorded, "--adaptation-without-champion", 0.5)
                        .exits(3)
                        .out())
                .contains("adaptation gain is 0.03");
    }

    @Test
    void theRegistrysVersionsCountForThePause() {
        Path models = registry();

        assertThat(leeway("policy", "explain", policy, "--model", "orders", "-r", models, "--drift-share", 0.5)
                        .exits(0)
                        .out())
                .contains("hold: drift share is 0.5", "but the last training was at");
    }

    @Test
    void aStoredStateIsWhatTheRetrainerKnew() {
        Path signals = write(
                folder.resolve("looks.txt"),
                "at=2013-07-01T09:00:00Z driftShare=0.1\nat=2013-07-08T09:00:00Z driftShare=0.4");
        PolicyState trained = new PolicyState(List.of(Instant.parse("2013-07-03T00:00:00Z")), new TreeMap<>());
        Path state = write(folder.resolve("state.txt"), new RetrainerState(trained, 12).toText());
        Path plain = write(folder.resolve("plain.txt"), PolicyState.none().toText());

        assertThat(leeway("policy", "explain", policy, "--signals", signals, "--state", state)
                        .exits(0)
                        .out())
                .contains("2013-07-08T09:00:00Z flights: hold: drift share is 0.4")
                .contains("but the last training was at 2013-07-03T00:00:00Z and the pause of 7 d ends at")
                .doesNotContain("note:");
        assertThat(leeway("policy", "explain", policy, "--signals", signals, "--state", plain, "--json")
                        .exits(3)
                        .out())
                .contains("\"action\": \"RETRAIN\"", "\"reason\": \"CONDITION_MET\"", "\"nextState\": \"leeway-policy");
        leeway("policy", "explain", policy, "--signals", signals, "--state", plain, "--data-quality", "failing")
                .exits(0);
        leeway("policy", "explain", policy, "--state", signals)
                .failsWith(1, "looks.txt: a stored policy state starts with 'leeway-policy-state 1'");
    }

    @Test
    void mistakesInPoliciesAndSignalsHaveAPlace() {
        Path misspelt = write(folder.resolve("misspelt.policy"), "policy p\nwhen drift shar at least 0.3\n");
        leeway("policy", "explain", misspelt)
                .failsWith(
                        1,
                        "misspelt.policy: line 2, column 6: no signal \"drift shar\": did you mean \"drift share\"?");
        leeway("policy", "explain", folder.resolve("none.policy"))
                .failsWith(1, "none.policy: cannot read it: no such file");
        Path signals = write(folder.resolve("looks.txt"), "at=2013-07-01T09:00:00Z drift=0.1\n");
        leeway("policy", "explain", policy, "--signals", signals)
                .failsWith(1, "looks.txt: line 1, column 25: no signal \"drift\": did you mean \"driftShare\"?");
        leeway("policy", "explain", policy, "--metric", "logLoss=1").failsWith(2, "--metric needs --labelled-rows");
        leeway("policy", "explain", policy, "--drift-share", 30).failsWith(1, "a drift share lies in [0, 1], not 30.0");
        assertThat(leeway("policy", "explain", policy, "--metric", "logloss=1", "--labelled-rows", 500)
                        .exits(0)
                        .out())
                .contains("logLoss is unknown: no labelled rows gave it a value; did you mean logloss?");
    }

    /** Twenty days of a hundred rows; from the tenth on the model is wrong, and labels come two days late. */
    private Path rows() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Instant time = START.plus(Duration.ofMinutes(864L * i / 60));
            boolean late = i % 4 == 0;
            double score = late == (i < 1_000) ? 0.75 : 0.25;
            lines.add(String.format(
                    Locale.ROOT, "%s,%s,%d,%b,%.2f", time, time.plus(Duration.ofDays(2)), i / 1_000, late, score));
        }
        java.util.Collections.reverse(lines);
        return write(
                folder.resolve("scored.csv"),
                "scheduled,arrived,distance,late,score\n" + String.join("\n", lines) + "\n");
    }

    private Shell.Ran replay(Object... more) {
        Object[] fixed = {"policy", "replay", policy, rows(), "--prediction", "score", "--response", "late"};
        return leeway(java.util.stream.Stream.of(fixed, more)
                .flatMap(java.util.stream.Stream::of)
                .toArray());
    }

    @Test
    void aLabelCountsFromTheTimeOnAtWhichItWasKnown() {
        write(policy, "policy flights\nwhen logLoss above 0.6 on at least 200 rows\n");

        Shell.Ran delayed = replay("--label-time", "arrived", "--rows", 200).exits(0);
        Shell.Ran clairvoyant = replay("--rows", 200).exits(0);

        assertThat(delayed.out()).startsWith("policy flights: ").contains("note: a training counts as a promotion");
        assertThat(clairvoyant.out()).contains("note: labels count as known at the time of their row: name the column");
        String first = first(clairvoyant);
        assertThat(Duration.between(Instant.parse(first), Instant.parse(first(delayed))))
                .isEqualTo(Duration.ofDays(2));
    }

    private static String first(Shell.Ran ran) {
        return ran.out()
                .lines()
                .filter(line -> line.contains("  retrain   "))
                .findFirst()
                .orElseThrow()
                .substring(0, 20);
    }

    @Test
    void featuresOfEachWindowAreComparedWithAReference() {
        write(policy, "policy flights\nwhen drift share at least 0.9\n");
        Path january = write(
                folder.resolve("reference.csv"),
                "scheduled,arrived,distance,late,score\n"
                        + "2013-01-01T00:00:00Z,2013-01-01T00:00:00Z,0,true,0.5\n".repeat(500));

        Shell.Ran ran = replay("--reference", january, "--every", "5d", "--why").exits(0);

        assertThat(ran.out())
                .contains("drift share is 0 (threshold: at least 0.9)")
                .contains("retrain: drift share is 1 (threshold: at least 0.9)");
        assertThat(replay("--every", "5d").exits(0).out()).doesNotContain("  retrain  ");
    }

    @Test
    void whatAServiceRecordedIsReplayedAsItWasDecided() {
        RetrainingPolicy rules = RetrainingPolicy.parse(POLICY);
        List<Signals> looks = new ArrayList<>();
        for (int day = 0; day < 30; day++) {
            looks.add(Signals.at(START.plus(Duration.ofDays(day))).withDriftShare(day % 10 / 20.0));
        }
        StringBuilder recorded = new StringBuilder("# of the service\n");
        List<Decision> decisions = rules.replay(looks);
        decisions.forEach(each -> recorded.append(each.signals().toText()).append('\n'));
        Path file = write(folder.resolve("looks.txt"), recorded.toString());

        Shell.Ran ran = leeway("policy", "replay", policy, file).exits(0);

        assertThat(ran.out()).startsWith("policy flights: 3 trainings in 30 looks from 2013-01-01T00:00:00Z");
        decisions.stream().filter(Decision::isRetrain).forEach(each -> assertThat(ran.out())
                .contains(each.toString()));
        String json =
                leeway("policy", "replay", policy, file, "--json").exits(0).out();
        decisions.forEach(each -> assertThat(json).contains("\"" + each.sentence() + "\""));
    }

    @Test
    void rowsThatCannotBeReplayedAreRefusedWithTheirPlace() {
        leeway("policy", "replay", policy, rows()).failsWith(2, "--prediction is needed for a file of rows");
        leeway("policy", "replay", policy, rows(), "--prediction", "scor", "--response", "late")
                .failsWith(1, "no column \"scor\"");
        leeway("policy", "replay", policy, rows(), "--prediction", "distance", "--response", "late")
                .exits(0);
        leeway("policy", "replay", policy, rows(), "--prediction", "score")
                .failsWith(1, "no column is the response: name the column of labels by --response");
        replay("--label-time", "late").failsWith(2, "--label-time names the predictions or the labels: late");
        replay("--every", "soon").failsWith(2, "\"soon\" is no time such as 7d");
        Path wrong = write(folder.resolve("wrong.csv"), "scheduled,late,score\n2013-01-01T00:00:00Z,true,1.5\n");
        leeway("policy", "replay", policy, wrong, "--prediction", "score", "--response", "late")
                .failsWith(1, "wrong.csv: row 1: the prediction 1.5 is no probability");
        Path undated = write(
                folder.resolve("undated.csv"), "scheduled,late,score,known\n2013-01-01T00:00:00Z,true,1,monday\n");
        leeway(
                        "policy",
                        "replay",
                        policy,
                        undated,
                        "--prediction",
                        "score",
                        "--response",
                        "late",
                        "--label-time",
                        "known")
                .failsWith(1, "row 1: \"monday\" in column known is no time: use ISO-8601");
        Path empty = write(folder.resolve("empty.txt"), "at=2013-01-01T00:00:00Z look=x\n");
        leeway("policy", "replay", policy, empty)
                .failsWith(1, "empty.txt: line 1, column 25: expected a number as look");
    }

    @Test
    void aNumericResponseIsARegressionUnlessAClassIsNamed() {
        Path file = write(
                folder.resolve("houses.csv"),
                "sold,price,guess\n" + "2013-01-01T00:00:00Z,1,0.5\n2013-01-01T00:00:00Z,0,0.5\n".repeat(60));
        write(policy, "policy houses\nwhen rmse above 0.4\nor accuracy below 0.6\n");

        Shell.Ran regression =
                leeway("policy", "replay", policy, file, "--prediction", "guess", "--response", "price", "--why");
        Shell.Ran classification = leeway(
                "policy",
                "replay",
                policy,
                file,
                "--prediction",
                "guess",
                "--response",
                "price",
                "--positive",
                1,
                "--why");

        assertThat(regression.exits(0).out()).contains("retrain: rmse is 0.5", "accuracy is unknown");
        assertThat(classification.exits(0).out()).contains("retrain: accuracy is 0.5", "rmse is unknown");
    }
}
