package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationAction;
import io.leeway.adaptation.AdaptationMode;
import io.leeway.adaptation.CommittedRevision;
import io.leeway.adaptation.RevisionPolicy;
import io.leeway.adaptation.RevisionStore;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackEvent;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.RowId;
import io.leeway.registry.AuditEvent;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.DyingRegistry.Death;
import io.leeway.serving.Rides.Ride;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.Label;

class RevisionsTest {
    private static final int STEPS = 400;
    private static final int DELAY = 25;
    private static final List<Ride> RIDES = Rides.make(STEPS, 7, 0);
    private static final RevisionPolicy POLICY = RevisionPolicy.standard().every(30, Duration.ofHours(1));
    private static byte[] wrong;
    private static byte[] right;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        MemoryRegistry scratch = MemoryRegistry.create();
        register(
                scratch,
                Trips.classifier(
                        Trips.standardised(Trips.logistic()),
                        Trips.make(600, 5),
                        trip -> String.valueOf(!trip.late())));
        register(scratch, Trips.classifier(Trips.standardised(Trips.logistic())));
        wrong = scratch.read(scratch.version(MODEL, 1));
        right = scratch.read(scratch.version(MODEL, 2));
    }

    private static MemoryRegistry registry() {
        MemoryRegistry registry = MemoryRegistry.create();
        register(registry, wrong);
        register(registry, right);
        promote(registry, 1);
        return registry;
    }

    private static LiveModelBuilder<Ride, Label> builder(ModelRegistry registry, FeedbackLog<Ride> log) {
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .feedback(log)
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .revisions(POLICY);
    }

    /** One answer, one label, or something that is done to the adaptation. */
    private static void step(LiveModel<Ride, Label> live, FeedbackLog<Ride> log, int step) {
        Cause cause = Cause.because("at step " + step + ".");
        AdaptationControl control = live.adaptationControl().orElseThrow();
        int ride = step / 2;
        if (step % 2 == 0 && log.position(RowId.of(ride)).isEmpty()) {
            live.score(RIDES.get(ride));
        } else if (step % 2 != 0 && ride >= DELAY) {
            log.label(ride - DELAY, RIDES.get(ride - DELAY).late());
        }
        if ((step == 140 || step == 400) && live.version().number() != (step == 140 ? 2 : 1)) {
            live.switchTo(step == 140 ? 2 : 1, "at step " + step);
        }
        if (step % 60 != 59 || isMarked(log, cause)) {
            return;
        }
        switch (step / 60) {
            case 2 -> control.freeze(cause);
            case 3 -> control.thaw(cause);
            case 4, 11 -> control.mode(AdaptationMode.WATCH, cause);
            case 5 -> control.mode(AdaptationMode.ACT, cause);
            case 7 -> control.reset(cause);
            case 8 -> control.mode(AdaptationMode.OFF, cause);
            case 9 -> control.mode(AdaptationMode.PROPOSE, cause);
            case 10 -> control.mode(AdaptationMode.ACT, cause);
            default -> control.commit(cause);
        }
    }

    private static boolean isMarked(FeedbackLog<Ride> log, Cause cause) {
        for (FeedbackEvent<Ride> event : log.events(-1)) {
            if (event instanceof FeedbackEvent.Marked<Ride> marked
                    && marked.mark().text().contains(cause.reason())) {
                return true;
            }
        }
        return false;
    }

    private record Given(long revision, double answer, double champion) {}

    private static List<Given> answers(FeedbackLog<Ride> log) {
        List<Given> given = new ArrayList<>();
        for (FeedbackEntry<Ride> entry : log.entries(Instant.parse("9999-01-01T00:00:00Z"))) {
            given.add(new Given(
                    entry.revision(),
                    entry.answer().orElseThrow(),
                    entry.champion().orElse(Double.NaN)));
        }
        return given;
    }

    /** An executor that learns at once, but whose revisions wait for the next row; null for the thread that labels. */
    private static LiveModelBuilder<Ride, Label> by(boolean executor, LiveModelBuilder<Ride, Label> builder) {
        return executor ? builder.learnOn(Runnable::run) : builder;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatDiesAtAnyMomentAnswersAsOneThatDidNotToTheBit(boolean executor) {
        FeedbackLog<Ride> whole = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> never = by(executor, builder(registry(), whole)).build();
        for (int step = 0; step < 2 * STEPS; step++) {
            step(never, whole, step);
        }
        List<Given> expected = answers(whole);
        assertThat(expected).extracting(Given::revision).contains(0L);

        SplittableRandom random = new SplittableRandom(executor ? 2 : 1);
        DyingRegistry registry = new DyingRegistry(registry());
        int deaths = 0;
        int step = 0;
        while (step < 2 * STEPS) {
            registry.live();
            try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
                registry.dieAt(random.nextInt(6), random.nextBoolean());
                LiveModel<Ride, Label> live =
                        by(executor, builder(registry, log)).build();
                int last = step + 1 + random.nextInt(140);
                while (step < Math.min(last, 2 * STEPS)) {
                    step(live, log, step);
                    step++;
                }
            } catch (Death e) {
                deaths++;
            }
        }
        assertThat(deaths).isGreaterThan(3);
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            assertThat(answers(log)).isEqualTo(expected);
        }
        assertThat(registry.audit(MODEL + ".adaptation"))
                .extracting(AuditEvent::reason)
                .anyMatch(reason -> reason.startsWith("at step 179"))
                .allSatisfy(reason -> assertThat(reason).doesNotContain("DIVERGED"));
        assertThat(RevisionStore.of(registry, MODEL).all())
                .extracting(CommittedRevision::action)
                .doesNotContain(AdaptationAction.RECOVER);
    }

    @Test
    void whenAnotherVersionTakesOverWhatWasLearntIsTranslatedAtAMarkAndCommitted() {
        MemoryRegistry registry = registry();
        FeedbackLog<Ride> log = FeedbackLog.inMemory(Rides.SCHEMA);
        LiveModel<Ride, Label> live = builder(registry, log).build();
        for (Ride ride : RIDES) {
            live.score(ride);
            log.label(ride.id(), ride.late());
        }
        List<Ride> others = Rides.make(100, 9, 10_000);
        double[] corrected = others.stream().mapToDouble(live::score).toArray();
        live.switchTo(2, "better");
        CommittedRevision committed =
                live.adaptationControl().orElseThrow().newest().orElseThrow();
        assertThat(committed.action()).isEqualTo(AdaptationAction.CHAMPION);
        assertThat(committed.champion()).isEqualTo(2);

        LiveModel<Ride, Label> alone = LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION)
                .build();
        double moved = 0;
        double between = 0;
        for (int i = 0; i < others.size(); i++) {
            Ride again = Rides.make(100, 9, 20_000).get(i);
            moved += Math.abs(live.score(again) - corrected[i]);
            between += Math.abs(alone.score(again) - corrected[i]);
        }
        // The wrong and the right version say the opposite; what was learnt below the wrong one goes on saying what it
        // said.
        assertThat(moved).isLessThan(0.5 * between);
        assertThat(Recompute.of(registry, log).answer(20_005).version()).isEqualTo(2);
    }

    @Test
    void aVersionThatTookOverWhileNoProcessRanIsMetByATranslation() throws IOException {
        MemoryRegistry registry = registry();
        List<Double> expected = new ArrayList<>();
        for (boolean dies : new boolean[] {false, true}) {
            try (FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve(dies + ""), Rides.SCHEMA)) {
                ModelRegistry of = dies ? registry : registry();
                LiveModel<Ride, Label> live = builder(of, log).build();
                RIDES.forEach(live::score);
                RIDES.subList(0, 350).forEach(ride -> log.label(ride.id(), ride.late()));
                if (!dies) {
                    live.switchTo(2, "better");
                    Rides.make(50, 9, 10_000).forEach(ride -> expected.add(live.score(ride)));
                }
            }
        }
        promote(registry, 2);
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("true"), Rides.SCHEMA)) {
            LiveModel<Ride, Label> live = builder(registry, log).build();
            assertThat(Rides.make(50, 9, 10_000).stream().map(live::score)).isEqualTo(expected);
        }
    }

    /** Whatever an executor had learnt when: the revisions of the rows say it. */
    @Test
    void anyPastAnswerIsGivenAgainWithTheLabelsThatMovedIt() {
        MemoryRegistry registry = registry();
        FeedbackLog<Ride> log = FeedbackLog.inMemory(Rides.SCHEMA);
        Queue<Runnable> tasks = new ArrayDeque<>();
        Executor later = tasks::add;
        LiveModel<Ride, Label> live = builder(registry, log).learnOn(later).build();
        SplittableRandom random = new SplittableRandom(3);
        for (int step = 0; step < 2 * STEPS; step++) {
            step(live, log, step);
            for (int i = random.nextInt(3); i > 0 && !tasks.isEmpty(); i--) {
                tasks.remove().run();
            }
        }
        Recompute<Ride> recompute = Recompute.of(registry, log);
        List<Given> given = answers(log);
        long moved = 0;
        for (int ride = 0; ride < STEPS; ride += 13) {
            RecomputedAnswer again = recompute.answer(ride);
            assertThat(again.score()).isEqualTo(given.get(ride).answer());
            assertThat(again.revision()).isEqualTo(given.get(ride).revision());
            assertThat(again.version()).isEqualTo(ride <= 70 || ride > 200 ? 1 : 2);
            moved += again.effects().stream().filter(each -> each.change() != 0).count();
            List<RowId> earlier = recompute.earlierLabels(again);
            List<RowId> all = new ArrayList<>(earlier);
            again.effects().forEach(effect -> all.add(effect.id().orElseThrow()));
            assertThat(earlier).hasSize((int)
                    again.from().map(CommittedRevision::labels).orElse(0L).longValue());
            assertThat(all).hasSize((int) again.labels()).doesNotHaveDuplicates();
            assertThat(again.mostMoving(3)).allSatisfy(effect -> {
                long labelled = effect.id().orElseThrow().number().orElseThrow();
                assertThat(effect.label())
                        .isEqualTo(String.valueOf(RIDES.get((int) labelled).late()));
            });
        }
        assertThat(moved).isGreaterThan(50);
    }
}
