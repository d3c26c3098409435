package io.leeway.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.disk.JavaProcess;
import io.leeway.registry.file.FileRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Rides.Ride;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;

/** Real processes, killed by SIGKILL. */
@Timeout(120)
class RevisionProcessesTest {
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private static void register(ModelRegistry registry) {
        Trips.register(
                registry,
                Trips.classifier(
                        Trips.standardised(Trips.logistic()),
                        Trips.make(600, 5),
                        trip -> String.valueOf(!trip.late())));
        Trips.promote(registry, 1);
    }

    @Test
    void aProcessThatIsKilledAgainAndAgainAnswersAsOneThatIsNotToTheBit() throws Exception {
        register(FileRegistry.open(folder.resolve("models")));
        List<String> printed = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            try (JavaProcess victim = RevisionProcess.start(folder)) {
                printed.addAll(victim.killAfter(100 + 577 * round));
            }
        }

        MemoryRegistry registry = MemoryRegistry.create();
        register(registry);
        FeedbackLog<Ride> whole = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> never = RevisionProcess.live(registry, whole);
        List<Ride> rides = Rides.make(RevisionProcess.RIDES, 7, 0);
        List<String> expected = new ArrayList<>();
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("feedback"), Rides.SCHEMA)) {
            int answered = 0;
            for (FeedbackEntry<Ride> entry : log.entries(FOREVER)) {
                Answer<Label> answer = RevisionProcess.step(never, whole, rides, answered);
                assertThat(entry.answer()).hasValue(answer.score());
                assertThat(entry.revision()).isEqualTo(answer.revision());
                expected.add(answered + " " + answer.revision() + " " + answer.score());
                answered++;
            }
            assertThat(answered).isGreaterThan(3_500);
        }
        for (String line : printed) {
            // A line may have been cut short.
            int answer = Integer.parseInt(line.split(" ", 2)[0]);
            assertThat(expected.get(answer)).startsWith(line);
        }
        assertThat(RevisionStore.of(FileRegistry.open(folder.resolve("models")), Trips.MODEL)
                        .all())
                .hasSizeGreaterThan(8)
                .extracting(CommittedRevision::action)
                .doesNotContain(AdaptationAction.RECOVER);
    }

    private static List<String> ask(JavaProcess replica, int from, int to) throws IOException {
        StringBuilder rides = new StringBuilder();
        for (int ride = from; ride < to; ride++) {
            rides.append(ride).append('\n');
        }
        replica.process().getOutputStream().write(rides.toString().getBytes(StandardCharsets.UTF_8));
        replica.process().getOutputStream().flush();
        List<String> answers = new ArrayList<>();
        for (int ride = from; ride < to; ride++) {
            answers.add(replica.lines().readLine());
        }
        return answers;
    }

    private static long revision(List<String> answers) {
        return Long.parseLong(answers.get(0).split(" ", -1)[1]);
    }

    @Test
    void ofThreeReplicasOneLearnsAndTheOthersAnswerAsItCommitted() throws Exception {
        register(FileRegistry.open(folder.resolve("models")));
        try (JavaProcess second = ReplicaProcess.start(folder, "second");
                JavaProcess third = ReplicaProcess.start(folder, "third")) {
            long before;
            try (JavaProcess first = ReplicaProcess.start(folder, ReplicaProcess.LEARNS)) {
                ask(first, 0, 700);
                List<String> answers = ask(second, 10_000, 10_020);
                assertThat(ask(third, 10_000, 10_020)).isEqualTo(answers);
                before = revision(answers);
                assertThat(before).isGreaterThan(600);
                first.killAfter(0);
            }
            try (JavaProcess again = ReplicaProcess.start(folder, ReplicaProcess.LEARNS)) {
                ask(again, 700, 1_400);
                List<String> answers = ask(second, 10_020, 10_040);
                assertThat(ask(third, 10_020, 10_040)).isEqualTo(answers);
                assertThat(revision(answers)).isGreaterThan(before + 300);
            }
        }
    }
}
