package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.AdaptationSnapshot;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackMark;
import io.leeway.feedback.RowId;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.DyingRegistry.Death;
import io.leeway.serving.Rides.Ride;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class AdaptationControlTest {
    private static final RevisionPolicy POLICY = RevisionPolicy.standard().every(100, Duration.ofHours(1));
    private static Model<Label> wrong;

    private final MemoryRegistry memory = MemoryRegistry.create();
    private final DyingRegistry registry = new DyingRegistry(memory);
    private final StepClock clock = new StepClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final FeedbackLog<Ride> feedback =
            FeedbackLog.of(Rides.SCHEMA).clock(clock).inMemory();
    private final List<AdaptationStanding> proposals = new ArrayList<>();
    private long nextId;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        wrong = Trips.classifier(
                Trips.standardised(Trips.logistic()), Trips.make(600, 5), trip -> String.valueOf(!trip.late()));
    }

    private LiveModel<Ride, Label> live(FeedbackLog<Ride> log, RevisionPolicy policy) {
        if (memory.models().isEmpty()) {
            register(memory, wrong);
            promote(memory, 1);
        }
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .feedback(log)
                .clock(clock)
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .revisions(policy)
                .onProposal(proposals::add)
                .build();
    }

    private static AdaptationControl control(LiveModel<Ride, Label> live) {
        return live.adaptationControl().orElseThrow();
    }

    private void learn(LiveModel<Ride, Label> live, FeedbackLog<Ride> log, int rows) {
        for (Ride ride : Rides.make(rows, 30 + nextId, nextId)) {
            live.score(ride);
            log.label(ride.id(), ride.late());
            nextId++;
        }
    }

    private double shift(LiveModel<Ride, Label> live) {
        Ride ride = Rides.make(1, 9, nextId++).get(0);
        double champion = LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .build()
                .score(ride);
        return Math.abs(live.score(ride) - champion);
    }

    private List<String> audit() {
        return registry.audit(MODEL + ".adaptation").stream()
                .map(AuditEvent::toString)
                .filter(event -> event.contains("registered"))
                .toList();
    }

    @Test
    void whatIsDoneToAnAdaptationIsInTheAuditTrailWithItsCause() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        AdaptationControl control = control(live);
        control.freeze(Cause.because("labels of gate 7 look odd").by("ann"));
        control.thaw(Cause.because("gate 7 is repaired").by("bob"));
        control.reset(Cause.because("to be safe").by("ann"));
        control.mode(AdaptationMode.OFF, Cause.because("while we look").by("ann"));

        assertThat(audit()).hasSize(5);
        assertThat(audit().get(1)).contains("ann").contains("labels of gate 7 look odd");
        assertThat(audit().get(4)).contains("ann").contains("while we look");
        assertThat(RevisionStore.of(registry, MODEL).all())
                .extracting(CommittedRevision::action)
                .containsExactly(
                        AdaptationAction.OFF,
                        AdaptationAction.RESET,
                        AdaptationAction.THAW,
                        AdaptationAction.FREEZE,
                        AdaptationAction.COMMIT);
        assertThat(registry.verify(MODEL + ".adaptation").problems()).isEmpty();
    }

    @Test
    void whileItIsFrozenLabelsTeachNothing() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        learn(live, feedback, 300);
        control(live).freeze(Cause.because("a test"));
        long labels = live.adaptation().orElseThrow().labels();
        learn(live, feedback, 300);

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(labels);
        assertThat(live.adaptation().orElseThrow().outstanding()).isZero();
        assertThat(control(live).isFrozen()).isTrue();
        assertThat(shift(live)).isPositive();

        control(live).thaw(Cause.because("a test"));
        learn(live, feedback, 300);
        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(labels + 300);
    }

    @Test
    void whenLabelsStopItFreezesItself() {
        LiveModel<Ride, Label> live = live(feedback, POLICY.freezeAfter(Duration.ofDays(2)));
        learn(live, feedback, 100);
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        Rides.make(300, 8, 10_000).forEach(live::score);
        assertThat(control(live).isFrozen()).isFalse();

        clock.set(clock.instant().plus(Duration.ofDays(2)));
        Rides.make(300, 8, 20_000).forEach(live::score);

        assertThat(control(live).isFrozen()).isTrue();
        assertThat(audit()).last().asString().contains("no label has come for PT48H");
    }

    @Test
    void afterAResetItAnswersAsTheChampionAndBeginsAnew() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        learn(live, feedback, 300);
        assertThat(shift(live)).isGreaterThan(0.01);
        control(live).reset(Cause.because("a test"));

        assertThat(shift(live)).isLessThan(1e-12);
        assertThat(live.adaptation().orElseThrow().labels()).isZero();
        assertThat(live.adaptation().orElseThrow().excess()).isZero();
        learn(live, feedback, 300);
        assertThat(shift(live)).isGreaterThan(0.01);
    }

    @Test
    void whileItWatchesTheChampionAnswersAndItSaysWhatItWouldHaveWon() {
        LiveModel<Ride, Label> live = live(feedback, POLICY.mode(AdaptationMode.WATCH));
        learn(live, feedback, 300);

        assertThat(shift(live)).isZero();
        assertThat(control(live).standing().excess()).isLessThan(-20);
        assertThat(proposals).isEmpty();

        control(live).mode(AdaptationMode.ACT, Cause.because("it pays"));
        assertThat(shift(live)).isGreaterThan(0.01);
        // What was won by watching is not at stake.
        assertThat(control(live).standing().excess()).isZero();
    }

    @Test
    void itProposesOnceToActWhenItWouldHaveWonEnough() {
        LiveModel<Ride, Label> live =
                live(feedback, POLICY.mode(AdaptationMode.PROPOSE).proposeAt(15));
        learn(live, feedback, 2_000);

        assertThat(proposals).singleElement().satisfies(standing -> assertThat(standing.excess())
                .isLessThan(-15));
        assertThat(shift(live)).isZero();
    }

    @Test
    void anExecutorThatRefusesFailsNoSwapNoAnswerAndNoLabelAndIsAskedAgain() {
        register(memory, wrong);
        register(memory, wrong);
        promote(memory, 1);
        AtomicBoolean refuses = new AtomicBoolean();
        LiveModel<Ride, Label> live = LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .feedback(feedback)
                .clock(clock)
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .revisions(POLICY)
                .learnOn(task -> {
                    if (refuses.get()) {
                        throw new RejectedExecutionException("a test");
                    }
                    task.run();
                })
                .build();
        learn(live, feedback, 90);
        refuses.set(true);
        live.switchTo(2, "better");
        learn(live, feedback, 110);
        assertThat(audit()).hasSize(2);
        assertThat(live.unrecorded()).isZero();

        refuses.set(false);
        learn(live, feedback, 1);

        assertThat(audit()).hasSize(3);
        assertThat(control(live).newest().orElseThrow().champion()).isEqualTo(2);
        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(201);
    }

    @Test
    void whileItIsOffNothingIsKeptAndNothingLearnt() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        learn(live, feedback, 300);
        Rides.make(10, 8, 10_000).forEach(live::score);
        control(live).mode(AdaptationMode.OFF, Cause.because("a test"));
        learn(live, feedback, 50);

        assertThat(shift(live)).isZero();
        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(300);
        assertThat(live.adaptation().orElseThrow().outstanding()).isZero();
    }

    @Test
    void anActionOfWhichTheRegistryKnowsNothingYetIsCommittedByTheNextProcess() throws IOException {
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            LiveModel<Ride, Label> live = live(log, POLICY);
            registry.dieAt(0, false);
            assertThatThrownBy(() ->
                            control(live).freeze(Cause.because("before the end").by("ann")))
                    .isInstanceOf(Death.class);
        }
        registry.live();
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            assertThat(control(live(log, POLICY)).isFrozen()).isTrue();
        }
        assertThat(audit()).last().asString().contains("before the end").contains("ann");
    }

    private void twoProcesses(boolean damage, RevisionPolicy second) throws IOException {
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            learn(live(log, POLICY), log, 150);
        }
        if (damage) {
            Path segment = folder.resolve("000000000000.feedback");
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length - 500] ^= 1;
            Files.write(segment, bytes);
        } else {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".feedback"))
                        .toList()) {
                    Files.delete(file);
                }
            }
        }
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            LiveModel<Ride, Label> live = live(log, second);
            assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(100);
            assertThat(live.adaptation().orElseThrow().outstanding()).isZero();
            learn(live, log, 50);
            nextId -= 10;
            assertThat(Recompute.of(registry, log).answer(nextId).labels()).isEqualTo(140);
        }
    }

    @Test
    void aLogThatIsDamagedBehindTheNewestRevisionCostsWhatWasLearntSinceAndSaysSo() throws IOException {
        twoProcesses(true, POLICY);

        assertThat(audit()).last().asString().contains("damaged or gone");
    }

    @Test
    void aLogThatIsGoneCostsWhatWasLearntSinceAndSaysSo() throws IOException {
        twoProcesses(false, POLICY);

        assertThat(audit()).last().asString().contains("committed from another log");
    }

    @Test
    void whoWantsNoLossIsToldOfIt() {
        assertThatThrownBy(() -> twoProcesses(true, POLICY.refusingToRecover()))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LOG_INCOMPLETE))
                .hasMessageContaining("000000000000.feedback");
    }

    @Test
    void anotherLogIsRecognised() {
        learn(live(feedback, POLICY), feedback, 150);
        FeedbackLog<Ride> other = FeedbackLog.inMemory(Rides.SCHEMA);

        assertThatThrownBy(() -> live(other, POLICY.refusingToRecover()))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.OTHER_LOG))
                .hasMessageContaining("Open the log that belongs to the registry");
    }

    /** Commits, at a mark of the log, the state of an adaptation that has learnt something else, and goes on with the right one. */
    private void commitAnotherState(LiveModel<Ride, Label> live) {
        learn(live, feedback, 150);
        long at = feedback.mark(AdaptationAction.COMMIT.mark(), 0, MODEL + " ann: not by the live model");
        FeedbackMark mark =
                ((FeedbackEvent.Marked<Ride>) feedback.events(at - 1).iterator().next()).mark();
        Adapter<Ride> other = Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile());
        for (Ride ride : Rides.make(100, 99, 0)) {
            other.predict(ride.id(), ride, 0.9);
            other.label(ride.id(), !ride.late());
        }
        RevisionStore store = RevisionStore.of(registry, MODEL);
        store.commit(
                new AdaptationSnapshot(
                        mark,
                        AdaptationAction.COMMIT,
                        other.toBytes(),
                        true,
                        0,
                        other.revision().number(),
                        AdaptationMode.ACT,
                        false,
                        "true",
                        100,
                        "logLoss",
                        0,
                        0),
                registry.version(MODEL, 1),
                store.newest().orElseThrow(),
                Cause.because("another state"));
        learn(live, feedback, 20);
        live.close();
    }

    @Test
    void aRevisionThatIsNotWhatTheLogGivesAgainIsRefused() {
        commitAnotherState(live(feedback, POLICY));

        assertThatThrownBy(() -> live(feedback, POLICY.refusingToRecover()))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DIVERGED))
                .hasMessageContaining("is not what the adaptation gives again");
    }

    @Test
    void whoAcceptsALossGoesOnFromARevisionThatIsNotWhatTheLogGivesAgain() {
        commitAnotherState(live(feedback, POLICY));

        assertThat(live(feedback, POLICY).adaptation().orElseThrow().labels()).isEqualTo(100);
        assertThat(audit()).last().asString().contains("is not what the adaptation gives again");
    }

    @Test
    void aRevisionWhoseChampionIsGoneIsRefused() {
        learn(live(feedback, POLICY), feedback, 150);
        MemoryRegistry another = MemoryRegistry.create();
        register(another, Trips.classifier(Trips.standardised(Trips.logistic())));
        promote(another, 1);
        memory.versions(MODEL + ".adaptation")
                .forEach(each -> another.register(
                        each.name(),
                        io.leeway.registry.ModelArtifact.of(memory.read(each)).metadata(each.metadata())));
        another.moveAlias(MODEL + ".adaptation", RevisionStore.NEWEST, 0, 1, "copied");

        assertThatThrownBy(() -> LiveModel.classification(Rides.SCHEMA, another, MODEL, CHAMPION)
                        .feedback(feedback)
                        .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                        .revisions(POLICY)
                        .build())
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHAMPION_GONE))
                .hasMessageContaining("another model");
    }

    @Test
    void aClockThatStepsBackDelaysNoRevisionForever() {
        LiveModel<Ride, Label> live = live(feedback, POLICY.every(1_000_000, Duration.ofHours(1)));
        clock.set(clock.instant().minus(Duration.ofDays(400)));
        learn(live, feedback, 10);
        int before = audit().size();
        clock.set(clock.instant().plus(Duration.ofMinutes(61)));
        learn(live, feedback, 10);

        assertThat(audit()).hasSize(before + 1);
        assertThat(control(live).isFrozen()).isFalse();
    }

    @Test
    void aRevisionOfSeveralHundredLabelsTakesSomeKilobytes() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        learn(live, feedback, 500);

        assertThat(control(live).newest().orElseThrow().stored().size()).isBetween(1_000L, 10_000L);
    }

    @Test
    void aThousandRowsThatWaitAreInOneRevisionOfSixteen() {
        LiveModel<Ride, Label> live = live(feedback, POLICY);
        learn(live, feedback, 300);
        Rides.make(1_000, 8, 20_000).forEach(live::score);
        nextId = 30_000;
        learn(live, feedback, 1_600);

        List<CommittedRevision> all = RevisionStore.of(registry, MODEL).all();
        assertThat(all).hasSize(20);
        assertThat(all.subList(0, 16)).filteredOn(each -> each.left() == 0).hasSize(1);
        assertThat(all.subList(0, 16))
                .filteredOn(each -> each.left() > 0)
                .allSatisfy(each -> assertThat(each.stored().size()).isLessThan(6_000));
    }

    @Test
    void beforeTheLogDropsTheMarkOfTheRowsThatWaitAnotherRevisionHasThem() throws IOException {
        for (int round = 0; round < 3; round++) {
            try (FeedbackLog<Ride> log =
                    FeedbackLog.of(Rides.SCHEMA).maxRows(400).clock(clock).open(folder)) {
                LiveModel<Ride, Label> live = live(log, POLICY.refusingToRecover());
                Rides.make(5, 8, 20_000 + 1_000 * round).forEach(live::score);
                learn(live, log, 650);
                assertThat(log.counts().rows()).isLessThan(500);
            }
        }
    }

    private LiveModel<Ride, Label> follower(FeedbackLog<Ride> log) {
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .feedback(log)
                .followRevisions()
                .build();
    }

    @Test
    void aFollowerAnswersByTheNewestCommittedRevisionAndRecordsIt() {
        LiveModel<Ride, Label> learner = live(feedback, POLICY);
        FeedbackLog<Ride> own = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> follower = follower(own);
        learn(learner, feedback, 250);
        assertThat(shift(follower)).isLessThan(1e-12);
        control(learner).commit(Cause.because("for the others"));
        follower.refresh();

        for (Ride ride : Rides.make(20, 77, 5_000)) {
            Answer<Label> answer = follower.answer(ride);
            own.label(ride.id(), ride.late());
            assertThat(answer.revision())
                    .isEqualTo(control(learner).newest().orElseThrow().revision());
            // The learner has not answered meanwhile, so its newest revision is the committed one.
            if (ride.id() == 5_000) {
                assertThat(answer.score()).isEqualTo(learner.score(ride));
            }
        }
        assertThat(Recompute.of(registry, feedback).answer(5_000).score()).isEqualTo(scoreOf(feedback, 5_000));
    }

    private static double scoreOf(FeedbackLog<Ride> log, long id) {
        return log.events(log.position(RowId.of(id)).orElseThrow() - 1)
                                .iterator()
                                .next()
                        instanceof FeedbackEvent.Recorded<Ride> row
                ? row.entry().answer().orElseThrow()
                : Double.NaN;
    }

    @Test
    void twoProcessesThatBothLearnAreToldApart() {
        LiveModel<Ride, Label> first = live(feedback, POLICY);
        FeedbackLog<Ride> other = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> second = live(other, POLICY);

        assertThatThrownBy(() -> control(first).commit(Cause.because("still here")))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_LEARNER));
        assertThat(control(second).commit(Cause.because("the newer one")).labels())
                .isZero();
        // From now on the first follows.
        learn(first, feedback, 150);
        assertThat(first.adaptation().orElseThrow().labels()).isZero();
        learn(second, other, 150);
        control(second).commit(Cause.because("for the others"));
        first.refresh();
        Ride ride = Rides.make(1, 77, 9_000).get(0);
        assertThat(first.answer(ride)).usingRecursiveComparison().isEqualTo(second.answer(ride));
    }
}
