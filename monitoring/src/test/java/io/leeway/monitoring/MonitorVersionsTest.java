package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.leeway.feedback.FeedbackLog;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.registry.contract.disk.SimulatedFolder.Survival;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Rows count to the version that they name, whenever they come. */
class MonitorVersionsTest {
    private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");
    /** The rows of a window: one a second. */
    private static final int WINDOW = 1_200;

    private static final List<Trip> TRIPS = Trip.from(START, 3 * WINDOW, 1);
    private static final List<Trip> BEFORE = Trip.from(START.minus(Duration.ofDays(9)), 3_000, 2);

    /** What the two versions answer: the second one answers half of what the first one does. */
    private static double first(Trip trip) {
        return trip.score();
    }

    private static double second(Trip trip) {
        return trip.score() / 2;
    }

    private static double[] vector(ToDoubleFunction<Trip> score, Trip trip) {
        return new double[] {score.applyAsDouble(trip)};
    }

    private static ModelMonitorBuilder<Trip> monitor() {
        return ModelMonitor.of(Trip.SCHEMA)
                .name("trips")
                .reference(BEFORE, MonitorVersionsTest::first)
                .test(DriftTests.ks())
                .alpha(0.001)
                .window(Duration.ofMinutes(20))
                .performanceOver(2_000)
                .clock(Clock.fixed(START.plus(Duration.ofHours(4)), ZoneOffset.UTC));
    }

    private static void addSecond(ModelMonitor<Trip> monitor) {
        monitor.addVersion(2, BEFORE, trip -> vector(MonitorVersionsTest::second, trip));
    }

    /** Who answers a row: the second version takes over in the middle of the second window, and every ninth row after that is still the first one's. */
    private static int versionOf(int row) {
        return row < WINDOW + WINDOW / 2 || row % 9 == 0 ? 1 : 2;
    }

    private static double answer(int row) {
        return versionOf(row) == 1 ? first(TRIPS.get(row)) : second(TRIPS.get(row));
    }

    private static Verdict ofPredictions(MonitoringSnapshot window) {
        return window.drift().orElseThrow().features().stream()
                .filter(each -> each.feature().equals(ModelMonitor.PREDICTION))
                .map(FeatureDrift::verdict)
                .findFirst()
                .orElseThrow();
    }

    private static void promoteByHand(ModelMonitor<Trip> monitor) {
        for (int i = 0; i < TRIPS.size(); i++) {
            if (i == WINDOW + WINDOW / 2) {
                addSecond(monitor);
                monitor.putInCharge(2);
            }
            monitor.record(TRIPS.get(i), answer(i), versionOf(i));
            monitor.label(TRIPS.get(i).id(), TRIPS.get(i).late());
        }
        monitor.flush();
    }

    @Test
    void afterAPromotionRowsOfTheVersionBeforeCountToItsWindowsAndNeverToTheNewReference() {
        ModelMonitor<Trip> monitor = monitor().build();

        promoteByHand(monitor);

        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::number, MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(
                        tuple(1L, 0L, 1_200L),
                        tuple(2L, 0L, 667L),
                        tuple(3L, 2L, 533L),
                        tuple(4L, 0L, 133L),
                        tuple(5L, 2L, 1_067L));
        assertThat(monitor.history())
                .extracting(window -> ofPredictions(window))
                .containsOnly(Verdict.STABLE);
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::end)
                .containsExactly(WindowEnd.TIME, WindowEnd.TIME, WindowEnd.TIME, WindowEnd.FLUSH, WindowEnd.FLUSH);
        assertThat(monitor.snapshot().version()).isEqualTo(2);
    }

    @Test
    void whoComparesAllRowsWithOneReferenceSeesTheOtherVersionAsDrift() {
        ModelMonitor<Trip> monitor = monitor().build();
        for (int i = 0; i < TRIPS.size(); i++) {
            monitor.record(TRIPS.get(i), answer(i), versionOf(i));
        }
        monitor.flush();

        assertThat(monitor.history()).hasSize(3);
        assertThat(ofPredictions(monitor.history().get(2))).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void labelsCountToTheVersionThatAnsweredTheirRowWhenTheyComeInAnyOrder() {
        ModelMonitor<Trip> monitor = monitor().build();
        addSecond(monitor);
        monitor.putInCharge(2);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 2 * WINDOW; i++) {
            monitor.record(TRIPS.get(i), answer(i), versionOf(i));
            order.add(i);
        }
        java.util.Collections.shuffle(order, new Random(7));
        order.forEach(i -> monitor.label(TRIPS.get(i).id(), TRIPS.get(i).late()));

        long ofSecond = order.stream().filter(i -> versionOf(i) == 2).count();
        assertThat(monitor.performance().total()).isEqualTo(ofSecond);
        assertThat(monitor.performance(2).total()).isEqualTo(ofSecond);
        assertThat(monitor.performance(1).total()).isEqualTo(2 * WINDOW - ofSecond);
        assertThat(monitor.performance(2)
                        .newest(2_000)
                        .classification(0.5)
                        .values()
                        .get("calibrationBias"))
                .isLessThan(-0.15);
        assertThat(monitor.performance(1)
                        .newest(2_000)
                        .classification(0.5)
                        .values()
                        .get("calibrationBias"))
                .isBetween(-0.05, 0.05);
        assertThat(monitor.labels().matched()).isEqualTo(2 * WINDOW);
    }

    @Test
    void aCanaryThatAnswersEveryFifthRowIsEvaluatedBesideTheChampion() {
        ModelMonitor<Trip> monitor = monitor().build();
        addSecond(monitor);
        for (int i = 0; i < TRIPS.size(); i++) {
            boolean canary = i % 5 == 0;
            Trip trip = TRIPS.get(i);
            monitor.record(trip, canary ? second(trip) : first(trip), canary ? 2 : 1);
            monitor.label(trip.id(), trip.late());
        }
        monitor.flush();

        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(
                        tuple(2L, 240L),
                        tuple(0L, 960L),
                        tuple(2L, 240L),
                        tuple(0L, 960L),
                        tuple(2L, 240L),
                        tuple(0L, 960L));
        assertThat(monitor.history())
                .extracting(window -> ofPredictions(window))
                .containsOnly(Verdict.STABLE);
        assertThat(monitor.history())
                .extracting(window -> window.classification().orElseThrow().rows())
                .containsExactly(240L, 960L, 480L, 1_920L, 720L, 2_000L);
        assertThat(monitor.snapshot().version()).isZero();
    }

    @Test
    void theVersionsOfAWindowShareItsPartOfTheBudgetByTheirRows() {
        ModelMonitor<Trip> monitor = monitor().alpha(0.01).build();
        addSecond(monitor);
        for (int i = 0; i < WINDOW; i++) {
            monitor.record(TRIPS.get(i), first(TRIPS.get(i)), i % 4 == 0 ? 2 : 1);
        }
        monitor.flush();

        double[] levels = monitor.history().stream()
                .mapToDouble(window -> window.drift().orElseThrow().features().stream()
                        .flatMap(each -> each.results().stream())
                        .mapToDouble(result -> result.threshold())
                        .max()
                        .orElseThrow())
                .toArray();
        assertThat(levels[0] / levels[1]).isBetween(0.3, 0.36);
    }

    @Test
    void incidentsAreThoseOfTheVersionInCharge() {
        ModelMonitor<Trip> monitor = monitor().build();
        addSecond(monitor);
        for (int i = 0; i < WINDOW; i++) {
            // The canary answers by another model than that of its reference.
            monitor.record(TRIPS.get(i), first(TRIPS.get(i)), i % 2 == 0 ? 2 : 1);
        }
        monitor.flush();

        assertThat(monitor.history().get(0).alerts()).isNotEmpty();
        assertThat(monitor.incidents()).isEmpty();
        monitor.putInCharge(2);
        for (int i = WINDOW; i < 3 * WINDOW; i++) {
            monitor.record(TRIPS.get(i), first(TRIPS.get(i)));
        }
        monitor.flush();
        assertThat(monitor.incidents()).isNotEmpty();
        assertThat(monitor.snapshot().version()).isEqualTo(2);
    }

    @Test
    void rowsThatNameNoVersionCountToTheOneInCharge() {
        ModelMonitor<Trip> monitor = monitor().build();
        addSecond(monitor);
        TRIPS.subList(0, 400).forEach(trip -> monitor.record(trip, first(trip)));
        monitor.putInCharge(2);
        TRIPS.subList(400, 1_100).forEach(trip -> monitor.record(trip, second(trip)));
        monitor.flush();

        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(tuple(0L, 400L), tuple(2L, 700L));
        assertThat(monitor.inCharge()).isEqualTo(2);
    }

    @Test
    void rebaseComparesAllVersionsWithOneReferenceAgain() {
        ModelMonitor<Trip> monitor = monitor().build();
        addSecond(monitor);
        monitor.putInCharge(2);
        TRIPS.subList(0, 500).forEach(trip -> monitor.record(trip, second(trip)));
        monitor.rebase(BEFORE, MonitorVersionsTest::first);
        for (int i = 500; i < 1_000; i++) {
            monitor.record(TRIPS.get(i), first(TRIPS.get(i)), 1 + i % 2);
        }
        monitor.flush();

        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(tuple(2L, 500L), tuple(0L, 500L));
        assertThat(monitor.inCharge()).isZero();
    }

    @Test
    void nineVersionsAreOneMoreThanAreKept() {
        ModelMonitor<Trip> monitor = monitor().build();
        monitor.putInCharge(1);
        for (int version = 1; version <= 9; version++) {
            monitor.addVersion(version, BEFORE, trip -> vector(MonitorVersionsTest::first, trip));
        }
        for (int i = 0; i < 900; i++) {
            monitor.record(TRIPS.get(i), first(TRIPS.get(i)), 1 + i % 9);
        }
        monitor.flush();

        // The second one was forgotten: the first is in charge.
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::version)
                .containsExactly(0L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 1L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.addVersion(0, monitor.reference().orElseThrow()))
                .withMessageContaining("versions begin with 1");
    }

    private static void promoteByLog(FeedbackLog<Trip> log, ModelMonitor<Trip> monitor, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i == WINDOW + WINDOW / 2) {
                addSecond(monitor);
                monitor.putInCharge(2);
            }
            log.record(TRIPS.get(i), answer(i), versionOf(i));
            if (i >= 500) {
                log.label(TRIPS.get(i - 500).id(), TRIPS.get(i - 500).late());
            }
        }
    }

    private static FeedbackLog<Trip> log() {
        return FeedbackLog.of(Trip.SCHEMA)
                .clock(Clock.fixed(START.plus(Duration.ofHours(4)), ZoneOffset.UTC))
                .inMemory();
    }

    @Test
    void aLogTellsTheVersionOfEachAnswer() {
        FeedbackLog<Trip> log = log();
        ModelMonitor<Trip> byLog = monitor().build();
        byLog.resume(log);
        promoteByLog(log, byLog, 0, TRIPS.size());
        byLog.flush();
        ModelMonitor<Trip> byHand = monitor().build();
        promoteByHand(byHand);

        assertThat(byLog.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::profile, MonitoringSnapshot::drift)
                .containsExactlyElementsOf(byHand.history().stream()
                        .map(each -> tuple(each.version(), each.profile(), each.drift()))
                        .toList());
        assertThat(byLog.performance(2).total()).isEqualTo(1_155);
    }

    @Test
    void aMonitorThatResumesKnowsWhichVersionEachRowAndLabelCountsTo() {
        FeedbackLog<Trip> other = log();
        ModelMonitor<Trip> unbroken = monitor().build();
        unbroken.resume(other);
        promoteByLog(other, unbroken, 0, TRIPS.size());
        unbroken.flush();
        for (int killed : List.of(WINDOW + WINDOW / 2 + 1, 2 * WINDOW + 77)) {
            FeedbackLog<Trip> log = log();
            SimulatedCheckpoints files = new SimulatedCheckpoints();
            ModelMonitor<Trip> first = monitor().build(files);
            first.resume(log);
            promoteByLog(log, first, 0, killed);
            first.unfollow();
            ModelMonitor<Trip> second = monitor().build(files.reopened(Survival.EVERYTHING, new Random(1)));
            second.resume(log);
            promoteByLog(log, second, killed, TRIPS.size());
            second.flush();

            assertThat(second.history()).as("killed at " + killed).isEqualTo(unbroken.history());
            assertThat(second.incidents()).isEqualTo(unbroken.incidents());
            assertThat(second.inCharge()).isEqualTo(2);
            for (int version = 1; version <= 2; version++) {
                assertThat(second.performance(version).total())
                        .isEqualTo(unbroken.performance(version).total());
                assertThat(second.performance(version).newest(2_000).predictions())
                        .isEqualTo(unbroken.performance(version).newest(2_000).predictions());
            }
        }
    }

    @Test
    void withoutALogTheVersionsOfTheOpenWindowGoOnFromTheCheckpoint() {
        SimulatedCheckpoints files = new SimulatedCheckpoints();
        ModelMonitor<Trip> first = monitor().build(files);
        addSecond(first);
        TRIPS.subList(0, 200).forEach(trip -> first.record(trip, second(trip), 2));
        TRIPS.subList(200, 500).forEach(trip -> first.record(trip, first(trip), 1));
        first.close();
        ModelMonitor<Trip> next = monitor().build(files.reopened(Survival.EVERYTHING, new Random(1)));
        TRIPS.subList(500, 1_000).forEach(trip -> next.record(trip, first(trip), 1));
        next.label(TRIPS.get(3).id(), true);
        next.flush();

        assertThat(next.history())
                .extracting(MonitoringSnapshot::version, MonitoringSnapshot::rows)
                .containsExactly(tuple(2L, 200L), tuple(0L, 800L));
        assertThat(next.performance(2).total()).isEqualTo(1);
    }
}
