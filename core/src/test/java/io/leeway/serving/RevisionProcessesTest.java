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
import java.nio.file.Path;
import java.time.Duration;
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

    /** Behind each write of a swap: the champion's alias, a revision, and the alias of the newest one. */
    @Test
    void aProcessThatIsKilledWhileAnotherChampionTakesOverGoesOnToTheBit() throws Exception {
        FileRegistry models = FileRegistry.open(folder.resolve("models"));
        register(models);
        Trips.register(models, Trips.classifier(Trips.standardised(Trips.logistic())));
        for (int write = 0; write < 3; write++) {
            try (JavaProcess victim = SwapProcess.start(folder, write)) {
                assertThat(victim.killAfter(1)).containsExactly(SwapProcess.STANDS_STILL);
            }
        }

        MemoryRegistry registry = MemoryRegistry.create();
        register(registry);
        Trips.register(registry, Trips.classifier(Trips.standardised(Trips.logistic())));
        FeedbackLog<Ride> whole = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> never = RevisionProcess.live(registry, whole);
        List<Ride> rides = Rides.make(RevisionProcess.RIDES, 7, 0);
        int answered = 0;
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("feedback"), Rides.SCHEMA)) {
            for (FeedbackEntry<Ride> entry : log.entries(FOREVER)) {
                SwapProcess.swap(never, answered);
                Answer<Label> answer = RevisionProcess.step(never, whole, rides, answered);
                assertThat(entry.answer()).hasValue(answer.score());
                assertThat(entry.revision()).isEqualTo(answer.revision());
                assertThat(entry.version()).isEqualTo(answer.version());
                answered++;
            }
        }
        assertThat(answered).isEqualTo(550);
        assertThat(RevisionStore.of(models, Trips.MODEL).all())
                .extracting(CommittedRevision::action)
                .contains(AdaptationAction.CHAMPION)
                .doesNotContain(AdaptationAction.RECOVER);
    }

    private static void signal(JavaProcess replica, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + signal, Long.toString(replica.process().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    /** What a replica answers, and by which revision, that has looked for the newest one. */
    private static List<String> follows(JavaProcess follower, int second, int ride) throws IOException {
        assertThat(ReplicaProcess.refresh(follower, second)).isFalse();
        return ReplicaProcess.ask(follower, ride, ride + 10);
    }

    private static long revision(List<String> answers) {
        return Long.parseLong(answers.get(0).split(" ", -1)[1]);
    }

    private CommittedRevision newest() {
        return RevisionStore.of(FileRegistry.open(folder.resolve("models")), Trips.MODEL)
                .newest()
                .orElseThrow();
    }

    /** The rides of a follower are answered anew by the replica that learns, and their labels learnt once, however often they are handed over. */
    private static void requireHandedOver(JavaProcess learner, JavaProcess follower, int learnt) throws IOException {
        ReplicaProcess.ask(follower, 20_000, 20_050);
        assertThat(ReplicaProcess.handOver(learner, 20_000, 20_030)).isEqualTo(learnt + 30);
        // What was not acknowledged is handed over again.
        assertThat(ReplicaProcess.handOver(learner, 20_010, 20_050)).isEqualTo(learnt + 50);
    }

    /** What a replica answered since it took over is what its log and the registry give again; of one that learns to the end all of it. */
    private void requireSame(String replica, List<String> answers, boolean toTheEnd) {
        ModelRegistry registry = FileRegistry.open(folder.resolve("models"));
        RevisionStore store = RevisionStore.of(registry, Trips.MODEL);
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve(replica), Rides.SCHEMA)) {
            if (toTheEnd) {
                CommittedRevision taken = store.all().stream()
                        .filter(each -> each.mark().text().contains(replica + " learns from now on"))
                        .findFirst()
                        .orElseThrow();
                // Fails at the first row of which something else is computed than was answered.
                assertThat(store.resume(Rides.SCHEMA, taken, log)
                                .adapter()
                                .standing()
                                .labels())
                        .isEqualTo(taken.labels() + answers.size());
            }
            for (int i = 0; i < answers.size(); i += 233) {
                String[] parts = answers.get(i).split(" ", -1);
                RecomputedAnswer again = Recompute.of(registry, log).answer(Long.parseLong(parts[0]));
                assertThat(again.revision() + " " + again.score()).isEqualTo(parts[1] + " " + parts[2]);
            }
        }
    }

    @Test
    void whenTheReplicaThatLearnsIsKilledOrHangsAnotherTakesOverAndGoesOnToTheBit() throws Exception {
        register(FileRegistry.open(folder.resolve("models")));
        List<String> second;
        List<String> third;
        try (JavaProcess a = ReplicaProcess.start(folder, "a")) {
            assertThat(ReplicaProcess.refresh(a, 0)).isTrue();
            try (JavaProcess b = ReplicaProcess.start(folder, "b");
                    JavaProcess c = ReplicaProcess.start(folder, "c")) {
                ReplicaProcess.ask(a, 0, 700);
                List<String> followed = follows(b, 29, 10_000);
                assertThat(follows(c, 29, 10_000)).isEqualTo(followed);
                assertThat(revision(followed)).isGreaterThan(600);
                long killed = System.nanoTime();
                a.killAfter(0);

                CommittedRevision left = newest();
                assertThat(ReplicaProcess.refresh(b, 30)).isTrue();
                second = ReplicaProcess.ask(b, 700, 701);
                System.out.printf(
                        "From SIGKILL to the first label that the next one learnt: %d ms beside the lease's time%n",
                        Duration.ofNanos(System.nanoTime() - killed).toMillis());
                assertThat(newest().labels()).isEqualTo(left.labels());
                second.addAll(ReplicaProcess.ask(b, 701, 1_400));
                requireHandedOver(b, c, (int) left.labels() + 700);
                assertThat(revision(follows(c, 59, 10_020))).isGreaterThan(left.revision() + 600);

                signal(b, "STOP");
                assertThat(ReplicaProcess.refresh(c, 60)).isTrue();
                CommittedRevision taken = newest();
                signal(b, "CONT");
                // It still believes that it learns: 300 labels let it try to commit.
                ReplicaProcess.ask(b, 2_000, 2_400);
                assertThat(newest()).isEqualTo(taken);
                third = ReplicaProcess.ask(c, 1_400, 2_000);
                assertThat(revision(follows(b, 61, 10_040))).isEqualTo(newest().revision());
                b.killAfter(0);
                c.killAfter(0);
            }
        }
        requireSame("b", second, false);
        requireSame("c", third, true);
    }
}
