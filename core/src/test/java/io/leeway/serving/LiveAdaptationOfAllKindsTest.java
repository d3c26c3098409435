package io.leeway.serving;

import static io.leeway.serving.Trips.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationException.Reason;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.model.ModelMetadata;
import io.leeway.model.tribuo.TribuoModel;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.DyingRegistry.Death;
import io.leeway.serving.Errands.Errand;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Output;
import org.tribuo.classification.Label;

/** What {@link LiveAdaptationTest}, {@link AdaptationControlTest} and {@link RevisionsTest} say of two classes, of numbers and of several classes. */
class LiveAdaptationOfAllKindsTest {
    private static final int STEPS = 160;
    private static final int DELAY = 20;
    private static final List<Errand> ERRANDS = Errands.make(STEPS, 7, 0);
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final RevisionPolicy POLICY = RevisionPolicy.standard().every(30, Duration.ofHours(1));

    private final MemoryRegistry registry = MemoryRegistry.create();

    @TempDir
    private Path folder;

    static Stream<Errands<?>> kinds() {
        return Stream.of(Errands.NUMBERS, Errands.CLASSES);
    }

    private <T extends Output<T>> LiveModelBuilder<Errand, T> adapted(Errands<T> kind, FeedbackLog<Errand> log) {
        return adapted(kind, registry, log);
    }

    private static <T extends Output<T>> LiveModelBuilder<Errand, T> adapted(
            Errands<T> kind, ModelRegistry registry, FeedbackLog<Errand> log) {
        ModelMonitor<Errand> monitor =
                ModelMonitor.of(kind.schema).reference(kind.profile()).build();
        return kind.champion(registry).monitor(monitor).feedback(log).adaptation(Adaptation.standard());
    }

    private FeedbackLog<Errand> log(Errands<?> kind) {
        kind.register(registry);
        return FeedbackLog.inMemory(kind.schema);
    }

    private static <T extends Output<T>> void learn(
            Errands<T> kind, LiveModel<Errand, T> live, FeedbackLog<Errand> log, int rows, long firstId) {
        for (Errand errand : Errands.make(rows, 30 + firstId, firstId)) {
            live.score(errand);
            kind.label(log, errand);
        }
    }

    private static List<FeedbackEntry<Errand>> entries(FeedbackLog<Errand> log) {
        List<FeedbackEntry<Errand>> entries = new ArrayList<>();
        log.entries(FOREVER).forEach(entries::add);
        return entries;
    }

    private static CommittedRevision commit(LiveModel<Errand, ?> live) {
        return live.adaptationControl().orElseThrow().commit(Cause.because("a test"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void labelsGivenToTheLogCorrectTheAnswersThatFollow(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).build();
        LiveModel<Errand, T> champion = kind.champion(registry).build();
        assertThat(live.answer(ERRANDS.get(0)).revision()).isEqualTo(1);
        learn(kind, live, log, 600, 1_000);

        double corrected = 0;
        double alone = 0;
        for (Errand errand : Errands.make(300, 8, 5_000)) {
            corrected += kind.cost(live.answer(errand), errand);
            alone += kind.cost(champion.answer(errand), errand);
        }
        assertThat(corrected).isLessThan(0.5 * alone);
        AdaptationStanding standing = live.adaptation().orElseThrow();
        assertThat(standing.labels()).isEqualTo(600);
        assertThat(standing.excess()).isNegative();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void outputScoreAndRecordAreTheCorrectedOnes(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).build();
        LiveModel<Errand, T> champion = kind.champion(registry).build();
        learn(kind, live, log, 300, 1_000);
        Errand errand = ERRANDS.get(3);
        Answer<T> answer = live.answer(errand);
        Answer<T> alone = champion.answer(errand);

        assertThat(kind.numbers(answer)).isNotEqualTo(kind.numbers(alone));
        FeedbackEntry<Errand> entry = entries(log).get(300);
        assertThat(entry.revision()).isEqualTo(answer.revision());
        if (kind == Errands.CLASSES) {
            assertThat(answer.probabilities()).containsOnlyKeys("early", "late", "on time");
            assertThat(answer.score()).isEqualTo(answer.probabilities().get("late"));
            Label label = (Label) (Output<?>) answer.output();
            assertThat(label.getScore())
                    .isEqualTo(answer.probabilities().get(label.getLabel()))
                    .isEqualTo(answer.probabilities().values().stream()
                            .mapToDouble(each -> each)
                            .max()
                            .orElseThrow());
            assertThat(entry.answerClass()).hasValue(label.getLabel());
            assertThat(entry.probabilities()).isEqualTo(kind.numbers(answer));
            assertThat(entry.championProbabilities()).isEqualTo(kind.numbers(alone));
        } else {
            assertThat(answer.probabilities()).isEmpty();
            assertThat(entry.answer()).hasValue(answer.score());
            assertThat(entry.champion()).hasValue(alone.score());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void manyRowsAtOnceAreAnsweredAsOneAfterTheOther(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        FeedbackLog<Errand> other = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> live = adapted(kind, log).build();
        LiveModel<Errand, T> same = adapted(kind, other).build();
        learn(kind, live, log, 200, 1_000);
        learn(kind, same, other, 200, 1_000);

        List<T> outputs = live.predictAll(ERRANDS);
        double[] scores = live.scoreAll(Errands.make(1, 9, 9_000));
        for (int i = 0; i < ERRANDS.size(); i++) {
            assertThat(outputs.get(i).fullEquals(same.answer(ERRANDS.get(i)).output()))
                    .isTrue();
        }
        assertThat(scores).containsExactly(same.score(Errands.make(1, 9, 9_000).get(0)));
        assertThat(entries(log))
                .extracting(FeedbackEntry::probabilities)
                .isEqualTo(entries(other).stream()
                        .map(FeedbackEntry::probabilities)
                        .toList());
    }

    /** One answer, one label, or something that is done to the adaptation. */
    private static <T extends Output<T>> void step(
            Errands<T> kind, LiveModel<Errand, T> live, FeedbackLog<Errand> log, int step) {
        Cause cause = Cause.because("at step " + step + ".");
        AdaptationControl control = live.adaptationControl().orElseThrow();
        int errand = step / 2;
        if (step % 2 == 0 && log.position(RowId.of(errand)).isEmpty()) {
            live.score(ERRANDS.get(errand));
        } else if (step % 2 != 0 && errand >= DELAY) {
            kind.label(log, ERRANDS.get(errand - DELAY));
        }
        if (step % 30 != 29 || isMarked(log, cause)) {
            return;
        }
        switch (step / 30) {
            case 2 -> control.freeze(cause);
            case 3 -> control.thaw(cause);
            case 4 -> control.mode(AdaptationMode.WATCH, cause);
            case 5 -> control.mode(AdaptationMode.ACT, cause);
            case 6 -> control.mode(AdaptationMode.OFF, cause);
            case 7 -> control.mode(AdaptationMode.PROPOSE, cause);
            case 8 -> control.mode(AdaptationMode.ACT, cause);
            default -> control.commit(cause);
        }
    }

    private static boolean isMarked(FeedbackLog<Errand> log, Cause cause) {
        for (FeedbackEvent<Errand> event : log.events(-1)) {
            if (event instanceof FeedbackEvent.Marked<Errand> marked
                    && marked.mark().text().contains(cause.reason())) {
                return true;
            }
        }
        return false;
    }

    private record Given(long revision, List<Double> answer, List<Double> champion) {
        static Given of(FeedbackEntry<Errand> entry) {
            return entry.answer().isPresent()
                    ? new Given(
                            entry.revision(),
                            List.of(entry.answer().getAsDouble()),
                            List.of(entry.champion().orElse(Double.NaN)))
                    : new Given(entry.revision(), entry.probabilities(), entry.championProbabilities());
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aProcessThatDiesAtAnyMomentAnswersAsOneThatDidNotToTheBit(Errands<T> kind) {
        FeedbackLog<Errand> whole = log(kind);
        LiveModel<Errand, T> never = adapted(kind, whole).revisions(POLICY).build();
        for (int step = 0; step < 2 * STEPS; step++) {
            step(kind, never, whole, step);
        }
        List<Given> expected = entries(whole).stream().map(Given::of).toList();
        assertThat(expected).extracting(Given::revision).contains(0L);

        MemoryRegistry another = MemoryRegistry.create();
        kind.register(another);
        DyingRegistry dying = new DyingRegistry(another);
        SplittableRandom random = new SplittableRandom(1);
        int deaths = 0;
        int step = 0;
        while (step < 2 * STEPS) {
            dying.live();
            try (FeedbackLog<Errand> log = FeedbackLog.open(folder, kind.schema)) {
                dying.dieAt(random.nextInt(6), random.nextBoolean());
                LiveModel<Errand, T> live =
                        adapted(kind, dying, log).revisions(POLICY).build();
                int last = step + 1 + random.nextInt(60);
                while (step < Math.min(last, 2 * STEPS)) {
                    step(kind, live, log, step);
                    step++;
                }
            } catch (Death e) {
                deaths++;
            }
        }
        assertThat(deaths).isPositive();
        try (FeedbackLog<Errand> log = FeedbackLog.open(folder, kind.schema)) {
            assertThat(entries(log)).extracting(Given::of).isEqualTo(expected);
        }
        assertThat(RevisionStore.of(dying, MODEL).all())
                .extracting(CommittedRevision::action)
                .doesNotContain(AdaptationAction.RECOVER);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void anyPastAnswerIsGivenAgainWithTheLabelsThatMovedIt(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).revisions(POLICY).build();
        for (int step = 0; step < 2 * STEPS; step++) {
            step(kind, live, log, step);
        }
        Recompute<Errand> recompute = Recompute.of(registry, log);
        List<FeedbackEntry<Errand>> entries = entries(log);
        long moved = 0;
        for (int errand = 0; errand < STEPS; errand += 17) {
            RecomputedAnswer again = recompute.answer(errand);
            Given given = Given.of(entries.get(errand));
            assertThat(again.revision()).isEqualTo(given.revision());
            if (kind == Errands.CLASSES) {
                assertThat(again.probabilities()).isEqualTo(given.answer()).contains(again.score());
            } else {
                assertThat(List.of(again.score())).isEqualTo(given.answer());
            }
            for (io.leeway.adaptation.LabelEffect effect : again.effects()) {
                Errand of = ERRANDS.get((int) effect.id().orElseThrow().number().orElseThrow());
                assertThat(effect.label())
                        .isEqualTo(kind == Errands.CLASSES ? of.outcome() : Double.toString(of.minutes()));
                moved += effect.change() != 0 ? 1 : 0;
            }
        }
        assertThat(moved).isPositive();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aFollowerAnswersByTheNewestCommittedRevisionAndRecordsIt(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> learner = adapted(kind, log).revisions(POLICY).build();
        FeedbackLog<Errand> own = FeedbackLog.inMemory(kind.schema);
        LiveModel<Errand, T> follower =
                kind.champion(registry).feedback(own).followRevisions().build();
        learn(kind, learner, log, 250, 1_000);
        long committed = commit(learner).revision();
        follower.refresh();

        Answer<T> answer = follower.answer(ERRANDS.get(5));
        assertThat(answer.revision()).isEqualTo(committed);
        assertThat(kind.numbers(answer)).isEqualTo(kind.numbers(learner.answer(ERRANDS.get(5))));
        assertThat(entries(own))
                .extracting(Given::of)
                .containsExactly(Given.of(entries(log).get(250)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void whoMayOnlyProposeProposesWhenItHasWonEnoughInNats(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        List<AdaptationStanding> proposals = new ArrayList<>();
        LiveModel<Errand, T> live = adapted(kind, log)
                .revisions(POLICY.mode(AdaptationMode.PROPOSE).proposeAt(30))
                .onProposal(proposals::add)
                .build();
        LiveModel<Errand, T> champion = kind.champion(registry).build();
        learn(kind, live, log, 600, 1_000);

        assertThat(kind.numbers(live.answer(ERRANDS.get(0)))).isEqualTo(kind.numbers(champion.answer(ERRANDS.get(0))));
        assertThat(proposals).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aRowOfAnOlderVersionStillTeachesAfterASwap(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).revisions(POLICY).build();
        ERRANDS.forEach(live::score);
        live.switchTo(2, "better");
        ERRANDS.forEach(errand -> kind.label(log, errand));

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(STEPS);
        assertThat(live.answer(Errands.make(1, 9, 9_000).get(0)).version()).isEqualTo(2);
        assertThat(Recompute.of(registry, log).answer(9_000).version()).isEqualTo(2);
        assertThat(Recompute.of(registry, log).answer(20).version()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aRowThatComesTwiceWaitsTwiceAndLabelsTeachOnce(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).revisions(POLICY).build();
        Errand errand = ERRANDS.get(0);
        live.score(errand);
        live.score(errand);
        kind.label(log, errand);
        kind.label(log, errand);
        kind.mislabel(log, errand);

        assertThat(log.counts().repeatedIds()).isEqualTo(1);
        assertThat(log.counts().corrected()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().outstanding()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aClockThatStepsBackChangesNothingThatIsLearnt(Errands<T> kind) {
        kind.register(registry);
        StepClock clock = new StepClock(Instant.parse("2026-01-01T00:00:00Z"));
        List<List<Given>> answers = new ArrayList<>();
        for (Duration back : List.of(Duration.ZERO, Duration.ofDays(400))) {
            FeedbackLog<Errand> log = FeedbackLog.of(kind.schema).clock(clock).inMemory();
            LiveModel<Errand, T> live = adapted(kind, log).build();
            learn(kind, live, log, 100, 1_000);
            clock.set(clock.instant().minus(back));
            learn(kind, live, log, 100, 2_000);
            answers.add(entries(log).stream().map(Given::of).toList());
        }
        assertThat(answers.get(0)).isEqualTo(answers.get(1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    <T extends Output<T>> void aRevisionWhoseChampionIsGoneIsRefused(Errands<T> kind) {
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, T> live = adapted(kind, log).revisions(POLICY).build();
        learn(kind, live, log, 50, 1_000);
        commit(live);
        MemoryRegistry another = MemoryRegistry.create();
        another.register(
                MODEL,
                ModelArtifact.of(registry.read(registry.version(MODEL, 2)))
                        .metadata(ModelMetadata.POSITIVE_CLASS, "late"));
        Trips.promote(another, 1);
        String name = MODEL + ".adaptation";
        registry.versions(name)
                .forEach(each -> another.register(
                        each.name(), ModelArtifact.of(registry.read(each)).metadata(each.metadata())));
        another.moveAlias(name, RevisionStore.NEWEST, 0, 1, "copied");

        assertThatThrownBy(() -> adapted(kind, another, log).revisions(POLICY).build())
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHAMPION_GONE));
    }

    @Test
    void aClassThatTheModelDoesNotKnowTeachesNothingAndIsCountedAlsoAfterARestart() {
        Errands<Label> kind = classes();
        FeedbackLog<Errand> log = log(kind);
        LiveModel<Errand, Label> live = adapted(kind, log).revisions(POLICY).build();
        ERRANDS.forEach(live::score);
        log.label(3, "stolen");
        log.label(4, "late");

        AdaptationStanding standing = live.adaptation().orElseThrow();
        assertThat(standing.labels()).isEqualTo(1);
        assertThat(standing.unknownLabels()).isEqualTo(1);
        assertThat(standing.outstanding()).isEqualTo(STEPS - 2);
        live.close();
        assertThat(adapted(kind, log).revisions(POLICY).build().adaptation()).hasValue(standing);
    }

    @Test
    void aVersionOfOtherClassesIsRefusedAndTheOneThatAnsweredStays() {
        Errands<Label> kind = classes();
        FeedbackLog<Errand> log = log(kind);
        byte[] two = TribuoModel.classifier(Trips.SCHEMA, Trips.classifier(Trips.logistic()), "true")
                .toBytes();
        registry.register(MODEL, ModelArtifact.of(two).metadata(ModelMetadata.POSITIVE_CLASS, "true"));
        LiveModel<Errand, Label> live = adapted(kind, log).build();

        assertThatThrownBy(() -> live.switchTo(3, "two classes"))
                .isInstanceOfSatisfying(
                        AdaptationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_MODEL))
                .hasMessageContaining("[false, true]")
                .hasMessageContaining("[early, late, on time]");
        assertThat(live.answer(ERRANDS.get(0)).version()).isEqualTo(1);
    }

    @SuppressWarnings("unchecked")
    private static Errands<Label> classes() {
        return (Errands<Label>) Errands.CLASSES;
    }
}
