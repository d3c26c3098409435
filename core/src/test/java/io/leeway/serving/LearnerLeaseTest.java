package io.leeway.serving;

import static io.leeway.serving.Trips.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Errands.Errand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Output;

/** Replicas of which the one that holds the lease learns. */
class LearnerLeaseTest {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final RevisionPolicy POLICY = RevisionPolicy.standard().every(50, Duration.ofHours(1));

    private final StepClock clock = new StepClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MemoryRegistry registry = MemoryRegistry.create(clock);

    static Stream<Errands<?>> kinds() {
        return Stream.of(Errands.NUMBERS, Errands.CLASSES);
    }

    private <T extends Output<T>> LiveModelBuilder<Errand, T> builder(Errands<T> kind, FeedbackLog<Errand> log) {
        return builder(kind, registry, log);
    }

    private <T extends Output<T>> LiveModelBuilder<Errand, T> builder(
            Errands<T> kind, ModelRegistry by, FeedbackLog<Errand> log) {
        return kind.champion(by)
                .monitor(ModelMonitor.of(kind.schema).reference(kind.profile()).build())
                .feedback(log)
                .adaptation(Adaptation.standard())
                .clock(clock);
    }

    private <T extends Output<T>> LiveModel<Errand, T> replica(
            Errands<T> kind, FeedbackLog<Errand> log, String holder) {
        return builder(kind, log)
                .revisions(POLICY)
                .lease(registry.leases(), holder, TIME)
                .build();
    }

    private static <T extends Output<T>> List<Answer<T>> learn(
            Errands<T> kind, LiveModel<Errand, T> live, FeedbackLog<Errand> log, int rows, long firstId) {
        List<Answer<T>> answers = new ArrayList<>();
        for (Errand errand : Errands.make(rows, 30 + firstId, firstId)) {
            answers.add(live.answer(errand));
            kind.label(log, errand);
        }
        return answers;
    }

    private void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }

    private List<AdaptationAction> actions() {
        return RevisionStore.of(registry, MODEL).all().stream()
                .map(CommittedRevision::action)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void whenTheLearnerNoLongerTakesItsLeaseAFollowerTakesOverAndTheOldOneCannotCommit(
            Errands<T> kind) {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        FeedbackLog<Errand> secondLog = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = replica(kind, secondLog, "second");
        assertThat(first.learns()).isTrue();
        assertThat(second.learns()).isFalse();
        learn(kind, first, firstLog, 120, 1_000);
        pass(Duration.ofSeconds(29));
        second.refresh();
        assertThat(second.learns()).isFalse();
        learn(kind, second, secondLog, 10, 5_000);
        CommittedRevision newest = RevisionStore.of(registry, MODEL).newest().orElseThrow();

        pass(Duration.ofSeconds(1));
        second.refresh();

        assertThat(second.learns()).isTrue();
        assertThat(second.adaptation().orElseThrow().labels()).isEqualTo(newest.labels());
        CommittedRevision taken = RevisionStore.of(registry, MODEL).newest().orElseThrow();
        assertThat(taken.action()).isEqualTo(AdaptationAction.RECOVER);
        assertThat(taken.mark().text()).contains("second learns from now on");
        assertThat(taken.stored().lineage().parentVersion())
                .hasValue(newest.stored().number());
        learn(kind, second, secondLog, 70, 6_000);
        assertThatThrownBy(() -> first.adaptationControl().orElseThrow().commit(Cause.because("it woke up")))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_LEARNER));
        assertThat(first.learns()).isFalse();
        assertThat(actions()).startsWith(AdaptationAction.COMMIT, AdaptationAction.RECOVER);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void whoTookOverGoesOnToTheBitAndAllItsAnswersAreGivenAgain(Errands<T> kind) {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        FeedbackLog<Errand> secondLog = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = replica(kind, secondLog, "second");
        learn(kind, first, firstLog, 120, 1_000);
        second.refresh();
        List<Answer<T>> followed = learn(kind, second, secondLog, 10, 5_000);
        pass(TIME);
        second.refresh();
        List<Answer<T>> learnt = learn(kind, second, secondLog, 70, 6_000);

        Recompute<Errand> recompute = Recompute.of(registry, secondLog);
        assertThat(recompute.answer(5_003).score()).isEqualTo(followed.get(3).score());
        assertThat(recompute.answer(5_003).revision()).isEqualTo(followed.get(3).revision());
        for (int i = 0; i < 70; i += 23) {
            assertThat(recompute.answer(6_000 + i).score())
                    .isEqualTo(learnt.get(i).score());
        }
        RevisionStore store = RevisionStore.of(registry, MODEL);
        // Each row is compared with what is computed.
        assertThat(store.resume(kind.schema, store.newest().orElseThrow(), secondLog)
                        .adapter()
                        .standing())
                .isEqualTo(second.adaptation().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void whoWakesUpFollowsAtItsNextRefreshAndMayLearnAgainLater(Errands<T> kind) {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        FeedbackLog<Errand> secondLog = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = replica(kind, secondLog, "second");
        learn(kind, first, firstLog, 60, 1_000);
        pass(TIME);
        second.refresh();
        learn(kind, second, secondLog, 60, 2_000);
        first.refresh();
        assertThat(first.learns()).isFalse();
        Errand errand = Errands.make(1, 9, 9_000).get(0);
        assertThat(first.answer(errand).revision())
                .isEqualTo(
                        RevisionStore.of(registry, MODEL).newest().orElseThrow().revision());

        pass(TIME);
        first.refresh();
        second.refresh();

        assertThat(first.learns()).isTrue();
        assertThat(second.learns()).isFalse();
        learn(kind, first, firstLog, 60, 3_000);
        assertThat(Recompute.of(registry, firstLog).answer(3_059).labels()).isEqualTo(50 + 50 + 59);
        assertThat(first.answersByVersion()).containsEntry(1, 121L);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void whatTheOldOneCommitsWhileAnotherTakesOverIsWhatThatBeginsWith(Errands<T> kind) {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        FeedbackLog<Errand> secondLog = FeedbackLog.inMemory(kind.schema);
        HookedRegistry hooked = new HookedRegistry(registry);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = builder(kind, hooked, secondLog)
                .revisions(POLICY)
                .lease(registry.leases(), "second", TIME)
                .build();
        learn(kind, first, firstLog, 60, 1_000);
        second.refresh();
        pass(TIME);
        hooked.atNextRead(() -> first.adaptationControl().orElseThrow().commit(Cause.because("just in time")));
        second.refresh();
        assertThat(second.learns()).isFalse();
        assertThat(learn(kind, second, secondLog, 1, 5_000).get(0).version()).isEqualTo(1);

        second.refresh();

        assertThat(second.learns()).isTrue();
        assertThat(second.adaptation().orElseThrow().labels()).isEqualTo(60);
        learn(kind, second, secondLog, 10, 6_000);
        assertThat(Recompute.of(registry, secondLog).answer(6_009).labels()).isEqualTo(69);
        assertThat(second.unrecorded()).isZero();
    }

    @Test
    void aReplicaThatIsClosedCommitsAndNeedNotBeWaitedFor() {
        Errands<?> kind = Errands.NUMBERS;
        closedAndTakenOver(kind);
    }

    private <T extends Output<T>> void closedAndTakenOver(Errands<T> kind) {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = replica(kind, FeedbackLog.inMemory(kind.schema), "second");
        learn(kind, first, firstLog, 60, 1_000);
        first.close();
        second.refresh();

        assertThat(second.learns()).isTrue();
        assertThat(second.adaptation().orElseThrow().labels()).isEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void takingOverLosesNoAnswerOfOtherThreadsAndLeavesALogThatGivesAllAgain(Errands<T> kind)
            throws InterruptedException {
        kind.register(registry);
        FeedbackLog<Errand> firstLog = FeedbackLog.inMemory(kind.schema);
        FeedbackLog<Errand> secondLog = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> first = replica(kind, firstLog, "first");
        LiveModel<Errand, T> second = replica(kind, secondLog, "second");
        learn(kind, first, firstLog, 60, 1_000);
        second.refresh();
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = new ArrayList<>();
        Thread answers = new Thread(() -> {
            for (Errand errand : Errands.make(5_000, 7, 10_000)) {
                if (stop.get()) {
                    return;
                }
                second.answer(errand);
                kind.label(secondLog, errand);
            }
        });
        answers.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        answers.start();
        pass(TIME);
        second.refresh();
        for (int i = 0; i < 20; i++) {
            second.refresh();
            second.answer(Errands.make(1, 9, 90_000 + i).get(0));
        }
        stop.set(true);
        answers.join();

        assertThat(failures).isEmpty();
        assertThat(second.unrecorded()).isZero();
        RevisionStore store = RevisionStore.of(registry, MODEL);
        assertThat(store.resume(kind.schema, store.newest().orElseThrow(), secondLog)
                        .adapter()
                        .standing())
                .usingRecursiveComparison()
                .isEqualTo(second.adaptation().orElseThrow());
        assertThat(secondLog.entries(Instant.parse("9999-01-01T00:00:00Z")))
                .extracting(FeedbackEntry::revision)
                .isNotEmpty();
    }

    @Test
    void aLeaseNeedsAnAdaptationWhoseRevisionsAreCommitted() {
        Errands.NUMBERS.register(registry);
        FeedbackLog<Errand> log = FeedbackLog.inMemory(Errands.NUMBERS.schema);

        for (LiveModelBuilder<Errand, ?> wrong : List.of(
                builder(Errands.NUMBERS, log), builder(Errands.NUMBERS, log).revisions(POLICY.refusingToRecover()))) {
            assertThatThrownBy(() -> wrong.lease(registry.leases(), "one", TIME).build())
                    .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                            .isEqualTo(Reason.INCOMPLETE))
                    .hasMessageContaining("lease");
        }
    }
}
