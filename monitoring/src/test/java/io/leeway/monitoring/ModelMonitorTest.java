package io.leeway.monitoring;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.drift.DriftTests.psi;
import static io.leeway.monitoring.quality.Expectations.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.performance.ClassificationMetrics;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ModelMonitorTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Trip> REFERENCE = Trip.from(START, 4_000, 1);

    private static ModelMonitorBuilder<Trip> builder() {
        return ModelMonitor.of(Trip.SCHEMA).clock(Clock.fixed(START, ZoneOffset.UTC));
    }

    private static void record(ModelMonitor<Trip> monitor, List<Trip> trips) {
        trips.forEach(trip -> monitor.record(trip, trip.score()));
    }

    @Test
    void aWindowOfRowsIsClosedByItsLastRow() {
        ModelMonitor<Trip> monitor = builder().window(100).build();
        List<Trip> trips = Trip.from(START, 250, 2);
        record(monitor, trips.subList(0, 99));
        assertThat(monitor.snapshot().number()).isZero();
        record(monitor, trips.subList(99, 250));
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(100L, 100L);
        assertThat(monitor.snapshot().end()).isEqualTo(WindowEnd.ROWS);
        assertThat(monitor.snapshot().from()).isEqualTo(START.plusSeconds(100));
        assertThat(monitor.snapshot().to()).isEqualTo(START.plusSeconds(199));
        assertThat(monitor.rows()).isEqualTo(250);
    }

    @Test
    void windowsLongerThanABlockAreExactToo() {
        ModelMonitor<Trip> monitor = builder().window(1_537).build();
        record(monitor, Trip.from(START, 5_000, 2));
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(1_537L, 1_537L, 1_537L);
    }

    @Test
    void aWindowOfTimeIsClosedByTheFirstRowBeyondIt() {
        ModelMonitor<Trip> monitor = builder().window(Duration.ofMinutes(10)).build();
        record(monitor, Trip.from(START.plusSeconds(300), 901, 2));
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(300L, 600L);
        assertThat(monitor.snapshot().from()).isEqualTo(START.plusSeconds(600));
        assertThat(monitor.snapshot().to()).isEqualTo(START.plusSeconds(1_200));
        assertThat(monitor.snapshot().end()).isEqualTo(WindowEnd.TIME);
    }

    @Test
    void timesWithoutRowsHaveNoWindow() {
        ModelMonitor<Trip> monitor = builder()
                .window(Duration.ofMinutes(1))
                .rowsAhead(Duration.ofDays(4))
                .build();
        record(monitor, Trip.from(START, 60, 2));
        record(monitor, Trip.from(START.plus(Duration.ofDays(3)), 61, 3));
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::from)
                .containsExactly(START, START.plus(Duration.ofDays(3)));
    }

    @Test
    void windowsBefore1970BeginAtWholeMultiplesToo() {
        Instant start = Instant.parse("1969-12-31T23:54:00Z");
        ModelMonitor<Trip> monitor = builder().window(Duration.ofMinutes(4)).build();
        record(monitor, Trip.from(start, 481, 2));
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(120L, 240L);
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::from)
                .containsExactly(Instant.parse("1969-12-31T23:52:00Z"), Instant.parse("1969-12-31T23:56:00Z"));
    }

    @Test
    void theFirstAndTheLastTimeThereAreHaveAWindow() {
        record Event(long millis, double value) {}
        ModelMonitor<Event> monitor = ModelMonitor.of(Schema.of(Event.class).time("millis"))
                .window(Duration.ofDays(1))
                .rowsAhead(Duration.ofMillis(Long.MAX_VALUE))
                .reference(List.of(new Event(0, 1)))
                .alarmBudget(1, Duration.ofDays(1))
                .build();
        long day = Duration.ofDays(1).toMillis();
        for (long millis :
                new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 5, -day, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            monitor.record(new Event(millis, 1), 0.5);
        }
        monitor.flush();
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(2L, 1L, 1L, 2L);
        assertThat(monitor.history())
                .allSatisfy(window -> assertThat(window.lateRows()).isLessThanOrEqualTo(1));
        assertThat(monitor.history().get(2).from()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aLateRowIsCountedInTheOpenWindow() {
        ModelMonitor<Trip> monitor = builder().window(Duration.ofMinutes(1)).build();
        record(monitor, Trip.from(START.plusSeconds(60), 30, 2));
        record(monitor, Trip.from(START, 3, 3));
        monitor.flush();
        assertThat(monitor.snapshot().rows()).isEqualTo(33);
        assertThat(monitor.snapshot().lateRows()).isEqualTo(3);
    }

    @Test
    void aWindowOfTimeWithoutRoomIsClosedEarlyAndGoesOn() {
        ModelMonitor<Trip> monitor =
                builder().window(Duration.ofHours(1)).maximumRows(1_000).build();
        record(monitor, Trip.from(START, 3_601, 2));
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::rows)
                .containsExactly(1_000L, 1_000L, 1_000L, 600L);
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::end)
                .containsExactly(WindowEnd.FULL, WindowEnd.FULL, WindowEnd.FULL, WindowEnd.TIME);
        assertThat(monitor.history())
                .allSatisfy(each -> assertThat(each.lateRows()).isZero());
    }

    @Test
    void flushLooksAtTheOpenWindowAndSkipsAnEmptyOne() {
        ModelMonitor<Trip> monitor = builder().build();
        monitor.flush();
        assertThat(monitor.history()).isEmpty();
        record(monitor, Trip.from(START, 7, 2));
        monitor.flush();
        monitor.close();
        assertThat(monitor.history()).extracting(MonitoringSnapshot::rows).containsExactly(7L);
        assertThat(monitor.snapshot().end()).isEqualTo(WindowEnd.FLUSH);
    }

    @Test
    void unchangedRowsAreStableAndShiftedOnesDrift() {
        ModelMonitor<Trip> monitor = builder()
                .reference(REFERENCE, Trip::score)
                .test(psi(), ks())
                .alpha(0.001)
                .window(1_000)
                .build();
        record(monitor, Trip.from(START, 1_000, 2));
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.STABLE);
        record(monitor, Trip.from(START, 1_000, 3, 0.5));
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(monitor.snapshot().drift().orElseThrow().drifted())
                .extracting(each -> each.feature())
                .containsExactly("distance", ModelMonitor.PREDICTION);
        assertThat(monitor.snapshot().alerts())
                .extracting(Alert::kind)
                .containsExactly(Alert.Kind.FEATURE_DRIFT, Alert.Kind.PREDICTION_DRIFT);
    }

    @Test
    void aProfileServesAsReference() {
        Profile profile = Profiler.of(Trip.SCHEMA).addAll(REFERENCE).profile();
        ModelMonitor<Trip> monitor = builder().reference(profile).window(1_000).build();
        record(monitor, Trip.from(START, 1_000, 3, 1));
        assertThat(monitor.snapshot().drift().orElseThrow().drifted())
                .extracting(each -> each.feature())
                .containsExactly("distance");
        assertThat(monitor.snapshot().drift().orElseThrow().feature(ModelMonitor.PREDICTION))
                .isEmpty();
    }

    @Test
    void withoutAReferenceThereIsNoDriftReport() {
        ModelMonitor<Trip> monitor = builder().window(100).build();
        record(monitor, REFERENCE);
        assertThat(monitor.snapshot().drift()).isEmpty();
        assertThat(monitor.snapshot().driftShare()).isEmpty();
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aScorerThatThrowsChangesNeitherTheReferenceNorTheWindow() {
        ModelMonitor<Trip> monitor = builder().reference(REFERENCE).window(100).build();
        record(monitor, Trip.from(START, 50, 2));
        Profile before = monitor.reference().orElseThrow();
        assertThatThrownBy(() -> monitor.rebase(REFERENCE, trip -> {
                    throw new IllegalStateException("the scorer is broken");
                }))
                .hasMessage("the scorer is broken");

        assertThat(monitor.reference()).contains(before);
        assertThat(monitor.history()).isEmpty();
        record(monitor, Trip.from(START, 50, 3));
        assertThat(monitor.history()).hasSize(1);
    }

    @Test
    void tooFewRowsAreNoPass() {
        ModelMonitor<Trip> monitor = builder().reference(REFERENCE).build();
        record(monitor, Trip.from(START, 5, 2));
        monitor.flush();
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void anAlarmBudgetGivesEachLookItsShareOfTheTime() {
        ModelMonitor<Trip> monitor = builder()
                .reference(REFERENCE)
                .test(ks())
                .alarmBudget(1, Duration.ofHours(10))
                .window(Duration.ofMinutes(30))
                .build();
        record(monitor, Trip.from(START, 3_601, 2));
        assertThat(monitor.snapshot()
                        .drift()
                        .orElseThrow()
                        .feature("distance")
                        .orElseThrow()
                        .results())
                .singleElement()
                .satisfies(result -> assertThat(result.threshold()).isCloseTo(0.05, within(1e-12)));
    }

    @Test
    void rebaseClosesTheWindowAndComparesWhatComesWithTheNewReference() {
        ModelMonitor<Trip> monitor =
                builder().reference(REFERENCE).test(psi()).window(1_000).build();
        List<Trip> shifted = Trip.from(START, 2_000, 5, 1);
        record(monitor, shifted.subList(0, 500));
        monitor.rebase(shifted, Trip::score);
        assertThat(monitor.snapshot().end()).isEqualTo(WindowEnd.REBASE);
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.DRIFT);
        record(monitor, Trip.from(START, 1_000, 6, 1));
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(monitor.snapshot().drift().orElseThrow().feature(ModelMonitor.PREDICTION))
                .isPresent();
        assertThat(monitor.reference().orElseThrow().rows()).isEqualTo(2_000);
    }

    @Test
    void aListenerMayRebaseAndTheNextWindowHasTheNewReference() {
        List<Trip> shifted = Trip.from(START, 2_000, 5, 1);
        List<ModelMonitor<Trip>> self = new ArrayList<>();
        ModelMonitor<Trip> monitor = builder()
                .reference(REFERENCE)
                .test(psi())
                .window(1_000)
                .onAlert(alert -> self.get(0).rebase(shifted, Trip::score))
                .build();
        self.add(monitor);
        record(monitor, shifted);
        assertThat(monitor.history())
                .extracting(MonitoringSnapshot::verdict)
                .containsExactly(Verdict.DRIFT, Verdict.STABLE);
    }

    @Test
    void missingValuesAndUnseenCategoriesAreCounted() {
        ModelMonitor<Trip> monitor = builder().reference(REFERENCE).window(100).build();
        List<Trip> trips = Trip.from(START, 100, 2);
        for (int i = 0; i < 100; i++) {
            Trip trip = trips.get(i);
            monitor.record(i < 8 ? trip.withCarrier("ZZ" + i % 3) : trip.withCarrier("AA"), trip.score());
        }
        assertThat(monitor.snapshot().quality())
                .filteredOn(each -> each.feature().equals("carrier"))
                .singleElement()
                .satisfies(each -> assertThat(each.unseen()).isEqualTo(8));
        long missing = trips.stream().filter(trip -> Double.isNaN(trip.wind())).count();
        assertThat(monitor.snapshot().quality())
                .filteredOn(each -> each.feature().equals("wind"))
                .singleElement()
                .satisfies(each -> assertThat(each.missing()).isEqualTo(missing).isPositive());
        assertThat(monitor.snapshot().profile().categorical("carrier").count("ZZ0"))
                .isEqualTo(3);
    }

    @Test
    void aLongCategoryIsTheOneThatTheReferenceKnows() {
        String longName = "x".repeat(500);
        Schema<String> schema =
                Schema.<String>builder(String.class).categorical("text", t -> t).build();
        List<String> rows = new ArrayList<>(Collections.nCopies(100, longName));
        rows.addAll(Collections.nCopies(100, "short"));
        ModelMonitor<String> monitor =
                ModelMonitor.of(schema).reference(rows).window(200).build();
        rows.forEach(row -> monitor.record(row, 0.5));
        assertThat(monitor.snapshot().verdict()).isEqualTo(Verdict.STABLE);
        assertThat(monitor.snapshot().quality().get(0).unseen()).isZero();
        assertThat(monitor.snapshot().profile().categorical("text").count(longName))
                .isEqualTo(100);
    }

    @Test
    void predictionsThatAreNoProbabilityAreCountedAndLeftOut() {
        ModelMonitor<Trip> monitor = builder().window(4).build();
        List<Trip> trips = Trip.from(START, 4, 2);
        monitor.record(trips.get(0), Double.NaN);
        monitor.record(trips.get(1), 1.5);
        monitor.record(trips.get(2), 0.25);
        monitor.record(trips.get(3), 0.75);
        assertThat(monitor.snapshot().invalidPredictions()).isEqualTo(2);
        assertThat(monitor.snapshot().profile().numeric(ModelMonitor.PREDICTION).count())
                .isEqualTo(2);
        monitor.label(trips.get(0).id(), true);
        assertThat(monitor.labels().unknown()).isEqualTo(1);
    }

    @Test
    void labelsJoinTheirPredictionsHoweverLate() {
        ModelMonitor<Trip> monitor = builder().window(500).performanceOver(400).build();
        List<Trip> trips = Trip.from(START, 1_000, 2);
        for (int i = 0; i < 1_000; i++) {
            monitor.record(trips.get(i), trips.get(i).score());
            if (i >= 300) {
                Trip landed = trips.get(i - 300);
                monitor.label(landed.id(), landed.late(), START.plusSeconds(i));
            }
        }
        double[] p = trips.subList(299, 699).stream().mapToDouble(Trip::score).toArray();
        boolean[] late = new boolean[400];
        for (int i = 0; i < 400; i++) {
            late[i] = trips.get(299 + i).late();
        }
        assertThat(monitor.snapshot().classification()).contains(ClassificationMetrics.of(p, late));
        assertThat(monitor.labels().matched()).isEqualTo(700);
        assertThat(monitor.labels().waiting()).isEqualTo(300);
        assertThat(monitor.performance().newest(1).labelledMillis())
                .containsExactly(START.plusSeconds(999).toEpochMilli());
    }

    @Test
    void aLabelOfARowInTheOpenWindowIsJoined() {
        ModelMonitor<Trip> monitor = builder().build();
        Trip trip = Trip.from(START, 1, 2).get(0);
        monitor.record(trip, 0.5);
        monitor.label(trip.id(), true);
        monitor.label(trip.id(), true);
        monitor.label(99, true);
        assertThat(monitor.labels().matched()).isEqualTo(1);
        assertThat(monitor.labels().unknown()).isEqualTo(2);
        assertThat(monitor.performance().size()).isEqualTo(1);
    }

    @Test
    void aMetricBeyondItsLimitRaisesAnAlert() {
        List<Alert> alerts = new ArrayList<>();
        ModelMonitor<Trip> monitor = builder()
                .window(500)
                .alertAbove("logLoss", 0.1)
                .alertBelow("rocAuc", 0.1)
                .onAlert(alerts::add)
                .build();
        List<Trip> trips = Trip.from(START, 1_000, 2);
        trips.forEach(trip -> {
            monitor.record(trip, trip.score());
            monitor.label(trip.id(), trip.late());
        });
        assertThat(alerts).extracting(Alert::subject).containsExactly("logLoss", "logLoss");
        assertThat(alerts.get(0).message()).contains("above the limit of 0.1");
    }

    @Test
    void aRegressionMeasuresNumbers() {
        Schema<Trip> schema =
                Schema.of(Trip.class).id("id").time("millis").without("late").response("speed");
        ModelMonitor<Trip> monitor = ModelMonitor.of(schema).window(10).build();
        Trip.from(START, 10, 2).forEach(trip -> {
            monitor.record(trip, trip.speed() + 5);
            monitor.label(trip.id(), trip.speed(), START);
        });
        monitor.flush();
        assertThat(monitor.performance().newest(10).regression().bias()).isCloseTo(5, within(1e-9));
        assertThatThrownBy(() -> monitor.label(1, true)).isInstanceOf(MonitoringException.class);
    }

    @Test
    void failedExpectationsAreReportedAndRaised() {
        ModelMonitor<Trip> monitor = builder()
                .expect(expect("distance").between(0, 10), expect("speed").between(0, 1_000))
                .window(100)
                .build();
        record(monitor, REFERENCE.subList(0, 100));
        assertThat(monitor.snapshot().isDataQualityFailing()).isTrue();
        assertThat(monitor.snapshot().alerts())
                .extracting(Alert::kind, Alert::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Alert.Kind.DATA_QUALITY, "distance"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void aNullRowIsRefusedAndNotCounted() {
        ModelMonitor<Trip> monitor = builder().name("flights").build();
        assertThatThrownBy(() -> monitor.record(null, 0.5))
                .isInstanceOfSatisfying(
                        MonitoringException.class, e -> assertThat(e.monitor()).isEqualTo("flights"));
        assertThat(monitor.rows()).isZero();
    }

    @Test
    void aRowThatCannotBeReadIsCountedAndBlocksNothing() {
        Schema<String> schema = Schema.<String>builder(String.class)
                .numeric("number", Double::parseDouble)
                .build();
        ModelMonitor<String> monitor = ModelMonitor.of(schema).window(4).build();
        monitor.record("1", 0.5);
        assertThatThrownBy(() -> monitor.record("x", 0.5)).isInstanceOf(NumberFormatException.class);
        monitor.record("2", 0.5);
        monitor.record("3", 0.5);
        assertThat(monitor.snapshot().rows()).isEqualTo(3);
        assertThat(monitor.snapshot().unreadableRows()).isEqualTo(1);
        assertThat(monitor.snapshot().profile().numeric("number").sum()).isEqualTo(6);
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        List<MonitoringSnapshot> seen = new ArrayList<>();
        ModelMonitor<Trip> monitor = builder()
                .window(10)
                .onSnapshot(snapshot -> {
                    throw new IllegalStateException("a listener of the test");
                })
                .onSnapshot(seen::add)
                .build();
        try (CapturedLog log = new CapturedLog(ModelMonitor.class)) {
            record(monitor, REFERENCE.subList(0, 20));
            assertThat(log.messages()).hasSize(2).allSatisfy(message -> assertThat(message)
                    .startsWith("WARNING a listener of monitor \"model\" failed on window "));
        }
        assertThat(seen).hasSize(2);
        assertThat(monitor.totals().listenerFailures.get()).isEqualTo(2);
    }

    @Test
    void windowsAreLookedAtOnTheExecutorInTheirOrder() {
        ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        ModelMonitor<Trip> monitor = builder().window(10).executor(tasks::add).build();
        record(monitor, REFERENCE.subList(0, 35));
        assertThat(monitor.history()).isEmpty();
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
        assertThat(monitor.history()).extracting(MonitoringSnapshot::number).containsExactly(1L, 2L, 3L);
        record(monitor, REFERENCE.subList(35, 40));
        assertThat(tasks).hasSize(1);
    }

    @Test
    void theExecutorsOtherThreadsHelpToCompareFeatures() {
        ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        ModelMonitor<Trip> monitor = builder()
                .reference(REFERENCE, Trip::score)
                .test(psi())
                .window(200)
                .executor(tasks::add)
                .build();
        record(monitor, REFERENCE.subList(0, 200));
        tasks.remove().run();
        int features = monitor.snapshot().drift().orElseThrow().features().size();
        assertThat(tasks).hasSize(Math.min(features, Runtime.getRuntime().availableProcessors()) - 1);
    }

    @Test
    void anExecutorThatIsSixteenWindowsBehindLeavesTheLookToTheCaller() {
        ModelMonitor<Trip> monitor = builder().window(10).executor(task -> {}).build();
        record(monitor, REFERENCE.subList(0, 160));
        assertThat(monitor.history()).isEmpty();
        record(monitor, REFERENCE.subList(160, 170));
        assertThat(monitor.history()).hasSize(17);
    }

    @Test
    void aClosedExecutorLeavesTheLookToTheCaller() {
        ModelMonitor<Trip> monitor = builder()
                .window(10)
                .executor(task -> {
                    throw new RejectedExecutionException("closed");
                })
                .build();
        record(monitor, REFERENCE.subList(0, 10));
        assertThat(monitor.history()).hasSize(1);
    }

    @Test
    void theSameRowsGiveTheSameSnapshots() {
        List<List<MonitoringSnapshot>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            ModelMonitor<Trip> monitor = builder()
                    .reference(REFERENCE, Trip::score)
                    .test(psi(), ks())
                    .alarmBudget(1, Duration.ofDays(1))
                    .window(Duration.ofMinutes(15))
                    .build();
            for (Trip trip : Trip.from(START, 4_000, 9, 0.2)) {
                monitor.record(trip, trip.score());
                monitor.label(trip.id(), trip.late());
            }
            runs.add(monitor.history());
        }
        assertThat(runs.get(0)).hasSize(4);
        assertThat(runs.get(0).toString()).isEqualTo(runs.get(1).toString());
        for (int i = 0; i < 4; i++) {
            MonitoringSnapshot first = runs.get(0).get(i);
            MonitoringSnapshot second = runs.get(1).get(i);
            assertThat(first.drift()).isEqualTo(second.drift());
            assertThat(first.metrics()).isEqualTo(second.metrics());
            assertThat(first.profile().toBytes()).isEqualTo(second.profile().toBytes());
        }
    }

    @Test
    void theHistoryIsBounded() {
        ModelMonitor<Trip> monitor = builder().window(10).history(3).build();
        record(monitor, REFERENCE.subList(0, 100));
        assertThat(monitor.history()).extracting(MonitoringSnapshot::number).containsExactly(8L, 9L, 10L);
    }

    @Test
    void whatDoesNotFitTheSchemaIsRefusedWhenBuilt() {
        Schema<String> taken = Schema.<String>builder(String.class)
                .numeric("prediction", String::length)
                .build();
        assertThatThrownBy(() -> ModelMonitor.of(taken).build()).hasMessageContaining("\"prediction\"");
        Profile other = Profiler.of(taken).profile();
        assertThatThrownBy(() -> builder().reference(other).build()).hasMessageContaining("no feature \"distance\"");
        assertThatThrownBy(() -> builder().expect(expect("dist").between(0, 1)).build())
                .hasMessageContaining("\"dist\"");
        assertThatThrownBy(() -> builder().alertAbove("logloss", 1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no metric of a classification; did you mean \"logLoss\"?");
        assertThatThrownBy(() -> builder().regression().alertBelow("f1", 1).build())
                .hasMessageContaining("no metric of a regression")
                .hasMessageContaining("it has: mae, rmse, r2, bias");
        assertThatThrownBy(() -> builder().alertAbove("logLoss", Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> builder().window(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().window(Duration.ofNanos(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().alpha(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().name(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labelsThatCannotBeAreRefused() {
        ModelMonitor<Trip> monitor = builder().build();
        assertThatThrownBy(() -> monitor.label(1, 0.5)).isInstanceOf(MonitoringException.class);
        assertThatThrownBy(() -> monitor.label(1, Double.NaN)).isInstanceOf(MonitoringException.class);
        ModelMonitor<Trip> withoutId = ModelMonitor.of(
                        Schema.of(Trip.class).time("millis").without("id").response("late"))
                .build();
        assertThatThrownBy(() -> withoutId.label(1, true))
                .isInstanceOf(MonitoringException.class)
                .hasMessageContaining("id(name)");
    }

    @Test
    void aRowWithoutATimeIsRefused() {
        record Event(Instant at, double value) {}
        ModelMonitor<Event> monitor =
                ModelMonitor.of(Schema.of(Event.class).time("at")).build();
        @SuppressWarnings("NullAway")
        Event event = new Event(null, 1);
        assertThatThrownBy(() -> monitor.record(event, 0.5)).isInstanceOf(SchemaException.class);
        assertThat(monitor.rows()).isZero();
    }
}
