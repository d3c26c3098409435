package io.leeway.serving;

import static io.leeway.serving.Trips.CHAMPION;
import static io.leeway.serving.Trips.MODEL;
import static io.leeway.serving.Trips.promote;
import static io.leeway.serving.Trips.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.leeway.adaptation.Adaptation;
import io.leeway.adaptation.AdaptationException;
import io.leeway.adaptation.AdaptationStanding;
import io.leeway.adaptation.Adapter;
import io.leeway.adaptation.Revision;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.feedback.FeedbackSchemaException;
import io.leeway.feedback.InvalidFeedbackException;
import io.leeway.feedback.LabelOutcome;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.registry.memory.MemoryRegistry;
import io.leeway.serving.Rides.Ride;
import io.leeway.serving.Trips.Trip;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;

class LiveAdaptationTest {
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Trained on the opposite of the truth, so that there is something to mend. */
    private static Model<Label> wrong;

    private static Model<Label> right;

    private final MemoryRegistry registry = MemoryRegistry.create();
    private final FeedbackLog<Ride> feedback = FeedbackLog.inMemory(Rides.SCHEMA);
    private final Adapter<Ride> adapter = Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile());

    @BeforeAll
    static void train() {
        wrong = Trips.classifier(
                Trips.standardised(Trips.logistic()), Trips.make(600, 5), trip -> String.valueOf(!trip.late()));
        right = Trips.classifier(Trips.standardised(Trips.logistic()));
    }

    @BeforeEach
    void registerTwoVersions() {
        register(registry, wrong);
        register(registry, right);
        promote(registry, 1);
    }

    private LiveModelBuilder<Ride, Label> champion() {
        return LiveModel.classification(Rides.SCHEMA, registry, MODEL, CHAMPION);
    }

    private LiveModel<Ride, Label> adapted() {
        return champion().feedback(feedback).adaptation(adapter).build();
    }

    private List<FeedbackEntry<Ride>> entries() {
        List<FeedbackEntry<Ride>> entries = new ArrayList<>();
        feedback.entries(FOREVER).forEach(entries::add);
        return entries;
    }

    @Test
    void labelsGivenToTheLogCorrectTheAnswersThatFollow() {
        LiveModel<Ride, Label> live = adapted();
        double first = 0;
        double last = 0;
        List<Ride> rides = Rides.make(2_000, 7, 0);
        for (Ride ride : rides) {
            double score = live.answer(ride).score();
            double loss = -Math.log(ride.late() ? score : 1 - score);
            first += ride.id() < 500 ? loss : 0;
            last += ride.id() >= 1_500 ? loss : 0;
            feedback.label(ride.id(), ride.late());
        }

        assertThat(last).isLessThan(0.9 * first);
        AdaptationStanding standing = live.adaptation().orElseThrow();
        assertThat(standing.labels()).isEqualTo(2_000);
        assertThat(standing.outstanding()).isZero();
        assertThat(standing.loss()).isLessThan(0.7 * standing.champion().loss());
    }

    @Test
    void theLogKnowsVersionRevisionAndTheChampionsOwnScore() {
        LiveModel<Ride, Label> live = adapted();
        Ride ride = Rides.make(1, 7, 0).get(0);
        double champion = champion().build().score(ride);

        Answer<Label> before = live.answer(ride);
        feedback.label(0, true);
        Answer<Label> after = live.answer(Rides.make(1, 7, 1).get(0));

        assertThat(before.score()).isCloseTo(champion, within(1e-12));
        assertThat(before.revision()).isEqualTo(1);
        assertThat(after.revision()).isGreaterThan(before.revision());
        assertThat(after.score()).isGreaterThan(before.score());
        assertThat(entries()).extracting(FeedbackEntry::revision).containsExactly(1L, after.revision());
        assertThat(entries()).extracting(FeedbackEntry::version).containsExactly(1L, 1L);
        assertThat(entries())
                .extracting(entry -> entry.answer().orElseThrow())
                .containsExactly(before.score(), after.score());
        assertThat(entries())
                .extracting(entry -> entry.champion().orElseThrow())
                .containsExactly(champion, champion);
        assertThat(live.revision().orElseThrow().number()).isGreaterThanOrEqualTo(after.revision());
    }

    @Test
    void withoutAnAdaptationAnswersAreTheVersionsOwnAndRecorded() {
        LiveModel<Ride, Label> live = champion().feedback(feedback).build();
        Ride ride = Rides.make(1, 7, 0).get(0);

        Answer<Label> answer = live.answer(ride);

        assertThat(answer.revision()).isZero();
        assertThat(answer.score()).isEqualTo(champion().build().score(ride));
        assertThat(entries()).singleElement().satisfies(entry -> {
            assertThat(entry.answer()).hasValue(answer.score());
            assertThat(entry.champion()).isEmpty();
            assertThat(entry.revision()).isZero();
        });
        assertThat(live.adaptation()).isEmpty();
    }

    /** Whatever the threads, the log's order gives all revisions, and revision, version and row give all answers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachAnswerOfSeveralThreadsIsGivenAgainByItsRevision(boolean byExecutor) throws Exception {
        Map<Long, Revision> revisions = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        LiveModelBuilder<Ride, Label> builder = champion().feedback(feedback).adaptation(adapter);
        LiveModel<Ride, Label> live = (byExecutor ? builder.learnOn(threads) : builder)
                .onRevision(revision -> revisions.put(revision.number(), revision))
                .build();
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            List<Ride> rides = Rides.make(1_500, 20 + t, 10_000L * t);
            all.add(threads.submit(() -> {
                ArrayDeque<Ride> waiting = new ArrayDeque<>();
                for (Ride ride : rides) {
                    Answer<Label> answer = live.answer(ride);
                    assertThat(answer.output().getScore()).isBetween(0.5, 1.0);
                    waiting.add(ride);
                    if (waiting.size() > 20) {
                        Ride known = waiting.remove();
                        feedback.label(known.id(), known.late());
                    }
                }
            }));
        }
        promote(registry, 2);
        live.refresh();
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();

        assertThat(entries()).hasSize(4_500);
        int uncorrected = 0;
        Map<Long, LiveModel<Ride, Label>> versions = new HashMap<>();
        for (FeedbackEntry<Ride> entry : entries()) {
            double champion =
                    versions.computeIfAbsent(entry.version(), this::version).score(entry.row());
            if (entry.revision() == Revision.NONE) {
                // In flight when version 2 took over: the label of such an answer teaches nothing.
                assertThat(entry.answer()).hasValue(champion);
                uncorrected++;
                continue;
            }
            double again = adapter.correct(
                            Objects.requireNonNull(revisions.get(entry.revision())), entry.row(), champion)
                    .answer();
            assertThat(again).isEqualTo(entry.answer().orElseThrow());
            assertThat(champion).isEqualTo(entry.champion().orElseThrow());
        }
        AdaptationStanding standing = live.adaptation().orElseThrow();
        assertThat(standing.labels() + standing.outstanding()).isEqualTo(4_500 - uncorrected);
        assertThat(standing.outstanding()).isBetween(3 * 20 - uncorrected, 3 * 20);
        assertThat(standing.excess()).isLessThanOrEqualTo(standing.guarantee() + 1e-6);
        assertThat(live.unrecorded()).isZero();
        long newest = live.revision().orElseThrow().number();
        assertThat(revisions).containsKey(newest).hasSizeLessThanOrEqualTo((int) newest);
    }

    private LiveModel<Ride, Label> version(long number) {
        promote(registry, (int) number);
        return champion().build();
    }

    @Test
    void aLogInItsOrderTeachesAnotherAdapterTheSameToTheBit() {
        // Positions depend on the lengths of times.
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        FeedbackLog<Ride> first = FeedbackLog.of(Rides.SCHEMA).clock(clock).inMemory();
        LiveModel<Ride, Label> live =
                champion().feedback(first).adaptation(adapter).build();
        Adapter<Ride> other = Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile());
        FeedbackLog<Ride> second = FeedbackLog.of(Rides.SCHEMA).clock(clock).inMemory();
        LiveModel<Ride, Label> repeated =
                champion().feedback(second).adaptation(other).build();
        ConcurrentLinkedQueue<Ride> waiting = new ConcurrentLinkedQueue<>();
        for (Ride ride : Rides.make(1_000, 7, 0)) {
            assertThat(repeated.answer(ride)).usingRecursiveComparison().isEqualTo(live.answer(ride));
            waiting.add(ride);
            if (ride.id() % 7 == 0) {
                Ride known = waiting.remove();
                first.label(known.id(), known.late());
                second.label(known.id(), known.late());
            }
        }

        assertThat(other.toBytes()).isEqualTo(adapter.toBytes());
    }

    @Test
    void aLabelThatCameBeforeItsRowTeachesWhenTheRowComes() {
        LiveModel<Ride, Label> live = adapted();
        Ride ride = Rides.make(1, 7, 0).get(0);
        feedback.label(0, true);

        live.score(ride);

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().outstanding()).isZero();
    }

    @Test
    void repeatedAndCorrectedLabelsTeachOnce() {
        LiveModel<Ride, Label> live = adapted();
        live.score(Rides.make(1, 7, 0).get(0));
        feedback.label(0, true);
        feedback.label(0, true);
        feedback.label(0, false);

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().unknownLabels()).isZero();
    }

    @Test
    void aRowThatComesTwiceWaitsTwiceAndTheNewerIsLabelled() {
        LiveModel<Ride, Label> live = adapted();
        Ride ride = Rides.make(1, 7, 0).get(0);
        live.score(ride);
        live.score(ride);
        feedback.label(0, true);

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().outstanding()).isEqualTo(1);
        assertThat(feedback.counts().repeatedIds()).isEqualTo(1);
    }

    @Test
    void aRowOfAnOlderVersionStillTeachesAfterASwap() {
        LiveModel<Ride, Label> live = adapted();
        live.score(Rides.make(1, 7, 0).get(0));
        live.switchTo(2, "better");

        feedback.label(0, true);

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(1);
        assertThat(live.answer(Rides.make(1, 7, 1).get(0)).revision()).isEqualTo(4);
    }

    @Test
    void rowsThatSomebodyElseRecordedTeachNothingAndAreCounted() {
        LiveModel<Ride, Label> live = adapted();
        feedback.record(Rides.make(1, 7, 0).get(0), 0.5, 1);
        feedback.label(0, true);

        assertThat(live.adaptation().orElseThrow().labels()).isZero();
        assertThat(live.adaptation().orElseThrow().unknownLabels()).isEqualTo(1);
    }

    @Test
    void rowsThatTheLogDropsNoLongerWait() {
        FeedbackLog<Ride> small = FeedbackLog.of(Rides.SCHEMA).maxRows(80).inMemory();
        LiveModel<Ride, Label> live =
                champion().feedback(small).adaptation(adapter).build();
        Rides.make(1_000, 7, 0).forEach(live::score);

        assertThat(live.adaptation().orElseThrow().outstanding())
                .isEqualTo((int) small.counts().waiting())
                .isLessThanOrEqualTo(80);
    }

    @Test
    void manyRowsAreCorrectedAndRecordedOneByOne() {
        LiveModel<Ride, Label> live = adapted();
        List<Ride> rides = Rides.make(300, 7, 0);
        live.scoreAll(rides);
        rides.forEach(ride -> feedback.label(ride.id(), ride.late()));

        double[] scores = live.scoreAll(Rides.make(100, 8, 1_000));

        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(300);
        List<FeedbackEntry<Ride>> recorded = entries().subList(300, 400);
        for (int i = 0; i < scores.length; i++) {
            assertThat(recorded.get(i).answer()).hasValue(scores[i]);
        }
        assertThat(live.predictAll(rides.subList(0, 1)).get(0).getScore()).isBetween(0.5, 1.0);
    }

    @Test
    void theMonitorMeasuresByTheLabelsOfTheLog() {
        ModelMonitor<Ride> monitor =
                ModelMonitor.of(Rides.SCHEMA).reference(Rides.profile()).build();
        LiveModel<Ride, Label> live = champion()
                .monitor(monitor)
                .feedback(feedback)
                .adaptation(Adaptation.standard())
                .build();
        for (Ride ride : Rides.make(100, 7, 0)) {
            live.score(ride);
            feedback.label(ride.id(), ride.late());
        }

        assertThat(monitor.labels().matched()).isEqualTo(100);
        assertThat(live.adaptation().orElseThrow().labels()).isEqualTo(100);
    }

    @Test
    void aMonitorThatFollowsTheLogReadsAnswersAndLabelsThereAndNotTwice() {
        ModelMonitor<Ride> monitor =
                ModelMonitor.of(Rides.SCHEMA).reference(Rides.profile()).build();
        monitor.resume(feedback);
        LiveModel<Ride, Label> live = champion()
                .monitor(monitor)
                .feedback(feedback)
                .adaptation(Adaptation.standard())
                .build();
        for (Ride ride : Rides.make(100, 7, 0)) {
            live.score(ride);
            feedback.label(ride.id(), ride.late());
        }

        assertThat(monitor.rows()).isEqualTo(100);
        assertThat(monitor.labels().matched()).isEqualTo(100);
        assertThat(monitor.labels().unknown()).isZero();
        assertThat(live.unrecorded()).isZero();
    }

    @Test
    void anAnswerThatCannotBeRecordedIsTheVersionsOwnAndCounted(@TempDir Path folder) {
        FeedbackLog<Ride> closed = FeedbackLog.open(folder, Rides.SCHEMA);
        LiveModel<Ride, Label> live =
                champion().feedback(closed).adaptation(adapter).build();
        closed.close();
        Ride ride = Rides.make(1, 7, 0).get(0);

        Answer<Label> answer = live.answer(ride);

        assertThat(answer.revision()).isZero();
        assertThat(answer.score()).isEqualTo(champion().build().score(ride));
        assertThat(live.unrecorded()).isEqualTo(1);
        assertThat(live.adaptation().orElseThrow().outstanding()).isZero();
    }

    @Test
    void anAnswerThatMustBeRecordedFailsIfItCannotBe(@TempDir Path folder) {
        FeedbackLog<Ride> closed = FeedbackLog.open(folder, Rides.SCHEMA);
        LiveModel<Ride, Label> live = champion()
                .feedback(closed)
                .adaptation(adapter)
                .requireRecording()
                .build();
        closed.close();

        assertThatThrownBy(() -> live.answer(Rides.make(1, 7, 0).get(0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(live.unrecorded()).isEqualTo(1);
    }

    @Test
    void labelsThatNoRowCanHaveAreRefusedAndTeachNothing() {
        LiveModel<Ride, Label> live = adapted();
        live.score(Rides.make(1, 7, 0).get(0));

        assertThatThrownBy(() -> feedback.label(0, Double.NaN)).isInstanceOf(InvalidFeedbackException.class);
        assertThatThrownBy(() -> feedback.label(0, "perhaps")).isInstanceOf(InvalidFeedbackException.class);
        assertThat(feedback.label(77, true)).isEqualTo(LabelOutcome.EARLY);
        assertThat(live.adaptation().orElseThrow().labels()).isZero();
        assertThat(live.adaptation().orElseThrow().outstanding()).isEqualTo(1);
    }

    @Test
    void aClockThatStepsBackChangesNothingThatIsLearnt() {
        StepClock jumping = new StepClock(Instant.parse("2013-03-01T00:00:00Z"));
        FeedbackLog<Ride> log = FeedbackLog.of(Rides.SCHEMA).clock(jumping).inMemory();
        LiveModel<Ride, Label> live =
                champion().feedback(log).adaptation(adapter).build();
        LiveModel<Ride, Label> steady = champion()
                .feedback(feedback)
                .adaptation(Adaptation.standard().adapter(Rides.SCHEMA, Rides.profile()))
                .build();
        for (Ride ride : Rides.make(300, 7, 0)) {
            assertThat(live.answer(ride)).usingRecursiveComparison().isEqualTo(steady.answer(ride));
            jumping.set(jumping.instant().plusSeconds(ride.id() % 3 == 0 ? -3_600 : 60));
            log.label(ride.id(), ride.late());
            feedback.label(ride.id(), ride.late());
        }

        assertThat(log.counts().clockStepsBack()).isPositive();
    }

    /** The log itself grows by where a row stands, when it was recorded and its id. */
    @Test
    void monitorAndAdaptationAllocateNothingBesideTheLog(@TempDir Path folder) {
        ModelMonitor<Ride> monitor = ModelMonitor.of(Rides.SCHEMA)
                .reference(Rides.profile())
                .window(1_000_000)
                .build();
        try (FeedbackLog<Ride> alone = FeedbackLog.open(folder.resolve("a"), Rides.SCHEMA);
                FeedbackLog<Ride> log = FeedbackLog.open(folder.resolve("b"), Rides.SCHEMA)) {
            double without = allocated(champion().feedback(alone).build(), alone, () -> {});
            double with = allocated(
                    champion()
                            .monitor(monitor)
                            .feedback(log)
                            .adaptation(adapter)
                            .build(),
                    log,
                    monitor::flush);

            assertThat(with).isLessThan(without + 10);
        }
    }

    /** The same rows again and again, labelled in between, so that nothing grows that is kept of them. */
    @Test
    void aPredictionWithMonitorLogAndAdaptationAllocatesNothing(@TempDir Path folder) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Ride> rides = Rides.make(500, 7, 0);
        ExecutorService looks = Executors.newSingleThreadExecutor();
        ModelMonitor<Ride> monitor = ModelMonitor.of(Rides.SCHEMA)
                .reference(Rides.profile())
                .executor(looks)
                .window(rides.size())
                .build();
        try (FeedbackLog<Ride> log = FeedbackLog.open(folder, Rides.SCHEMA)) {
            LiveModel<Ride, Label> live = champion()
                    .monitor(monitor)
                    .feedback(log)
                    .adaptation(adapter)
                    .build();
            double[] bytes = new double[40];
            for (int i = 0; i < bytes.length; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (Ride ride : rides) {
                    live.score(ride);
                }
                bytes[i] = (double) (threads.getCurrentThreadAllocatedBytes() - before) / rides.size();
                rides.forEach(ride -> log.label(ride.id(), ride.late()));
                looks.submit(() -> {}).get();
            }
            Arrays.sort(bytes, bytes.length / 2, bytes.length);
            // Each stretch has a revision and a window, and now and then a part of the log begins.
            assertThat(bytes[bytes.length * 3 / 4]).isLessThan(2);
        } finally {
            looks.shutdownNow();
        }
    }

    private static double allocated(LiveModel<Ride, Label> live, FeedbackLog<Ride> log, Runnable between) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Ride> rides = Rides.make(9_000, 7, 0);
        List<Ride> warmUp = rides.subList(0, 6_000);
        warmUp.forEach(live::score);
        warmUp.forEach(ride -> log.label(ride.id(), ride.late()));
        between.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (Ride ride : rides.subList(6_000, 9_000)) {
            live.score(ride);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 3_000.0;
    }

    @Test
    void whatIsMissingForAnAdaptationIsNamed() {
        assertThatThrownBy(() -> champion().adaptation(adapter).build())
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.INCOMPLETE))
                .hasMessageContaining("feedback(log)");
        assertThatThrownBy(() -> champion()
                        .feedback(feedback)
                        .adaptation(Adaptation.standard())
                        .build())
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.INCOMPLETE))
                .hasMessageContaining("profile");
        FeedbackLog<Trip> without = FeedbackLog.inMemory(Trips.SCHEMA);
        assertThatThrownBy(() -> LiveModel.classification(Trips.SCHEMA, registry, MODEL, CHAMPION)
                        .feedback(without)
                        .adaptation(Adaptation.standard()
                                .adapter(
                                        Trips.SCHEMA,
                                        io.leeway.monitoring.profile.Profiler.of(Trips.SCHEMA)
                                                .addAll(Trips.make(50, 1))
                                                .profile()))
                        .build())
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.INCOMPLETE))
                .hasMessageContaining("Schema.id");
    }

    @Test
    void aModelOfThreeClassesIsRefusedByAnAdaptation() {
        Model<Label> three = Trips.classifier(
                Trips.standardised(Trips.logistic()),
                Trips.make(600, 5),
                trip -> trip.hour() > 16 ? "evening" : String.valueOf(trip.late()));
        int version = register(registry, three).number();
        LiveModel<Ride, Label> live = adapted();

        assertThatThrownBy(() -> live.switchTo(version, "three"))
                .isInstanceOfSatisfying(AdaptationException.class, e -> assertThat(e.reason())
                        .isEqualTo(AdaptationException.Reason.UNSUPPORTED_MODEL));
        assertThat(live.version().number()).isEqualTo(1);
        promote(registry, version);
        assertThatThrownBy(this::adapted).isInstanceOf(AdaptationException.class);
        LiveModel<Ride, Label> plain = champion().feedback(feedback).build();
        String predicted = plain.predict(Rides.make(1, 7, 77).get(0)).getLabel();
        assertThat(entries()).last().satisfies(entry -> assertThat(entry.answerClass())
                .hasValue(predicted));
    }

    @Test
    void aLogOfAnotherSchemaIsRefused() {
        FeedbackLog<Ride> other = FeedbackLog.inMemory(Rides.SCHEMA.without("sky"));

        assertThatThrownBy(() -> champion().feedback(other).build()).isInstanceOf(FeedbackSchemaException.class);
    }

    @Test
    void aClosedModelLearnsNothingMore() {
        LiveModel<Ride, Label> live = adapted();
        live.score(Rides.make(1, 7, 0).get(0));
        live.close();

        feedback.label(0, true);

        assertThat(adapter.standing().labels()).isZero();
    }
}
