package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.drift.multivariate.MultivariateTests;
import io.leeway.monitoring.variation.Slices;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are compared with earlier ones, and rows of one category alone. */
class MonitorReferencesTest {
    private static final Instant START = Instant.parse("2026-03-05T00:00:00Z");
    private static final int ROWS = 200;

    record Load(Instant at, double volts, double amps, String plant) {
        static final Schema<Load> SCHEMA = Schema.of(Load.class).time("at");
    }

    /** Days of rows; each day has a mean of its own, and one plant may be shifted. */
    private static List<Load> days(int from, int to, IntToDoubleFunction mean, double ofPlantB) {
        List<Load> rows = new ArrayList<>();
        for (int day = from; day < to; day++) {
            SplittableRandom random = new SplittableRandom(day);
            double effect = 0.2 * random.nextDouble();
            for (int i = 0; i < ROWS; i++) {
                String plant = i % 4 == 0 ? "B" : i % 4 == 1 ? "C" : "A";
                double volts = random.nextDouble() + random.nextDouble() + random.nextDouble() + effect;
                rows.add(new Load(
                        START.plus(Duration.ofDays(day)).plusSeconds(400L * i),
                        volts + mean.applyAsDouble(day) + (plant.equals("B") ? ofPlantB : 0),
                        volts + 0.1 * random.nextDouble(),
                        plant));
            }
        }
        return rows;
    }

    private static ModelMonitorBuilder<Load> monitor() {
        return ModelMonitor.of(Load.SCHEMA)
                .window(Duration.ofDays(1))
                .rowsAhead(Duration.ofDays(4_000))
                .alarmBudget(1, Duration.ofDays(365));
    }

    private static void record(ModelMonitor<Load> monitor, List<Load> rows) {
        rows.forEach(row -> monitor.record(row, 0.5));
    }

    private static DriftResult result(MonitoringSnapshot window, String test) {
        return window.drift().orElseThrow().feature("volts").orElseThrow().results().stream()
                .filter(each -> each.test().equals(test))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aTrailingReferenceGetsUsedToALevelThatAFixedOneDoesNot() {
        ModelMonitor<Load> monitor = monitor()
                .reference(days(-12, 0, day -> 0, 0))
                .compareWith(PastReference.trailing(8))
                .build();

        record(monitor, days(0, 22, day -> day < 10 ? 0 : 2, 0));

        MonitoringSnapshot rise = monitor.history().get(10);
        MonitoringSnapshot last = monitor.snapshot();
        assertThat(result(monitor.history().get(2), "variation (trailing)").verdict())
                .isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(rise, "variation").verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(result(rise, "variation (trailing)").verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(result(last, "variation").verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(result(last, "variation (trailing)").verdict()).isEqualTo(Verdict.STABLE);
    }

    @Test
    void aReferenceOfTheSameSeasonExpectsWhatThisDayOfTheWeekIsLike() {
        PastReference week = PastReference.sameSeason(Duration.ofDays(7), 8, 1);
        ModelMonitor<Load> monitor = monitor().compareWith(week).build();

        // Each seventh day is another one, and one Thursday is like those.
        record(monitor, days(0, 65, day -> day % 7 == 6 || day == 60 ? 5 : 0, 0));

        MonitoringSnapshot thursday = monitor.history().get(60);
        MonitoringSnapshot sunday = monitor.history().get(62);
        assertThat(sunday.from()).isEqualTo(START.plus(Duration.ofDays(62)));
        assertThat(result(sunday, week.name()).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(result(thursday, week.name()).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void earlierWindowsAreKnownAfterACheckpointToo(@TempDir Path folder) {
        List<Load> rows = days(0, 14, day -> 0, 0);
        ModelMonitor<Load> unbroken =
                monitor().compareWith(PastReference.trailing(8)).build();
        record(unbroken, rows);
        for (int from = 0; from < rows.size(); from += 900) {
            ModelMonitor<Load> monitor = monitor()
                    .compareWith(PastReference.trailing(8))
                    .checkpoint(folder)
                    .build();
            record(monitor, rows.subList(from, Math.min(rows.size(), from + 900)));
            if (from + 900 >= rows.size()) {
                assertThat(monitor.history()).isEqualTo(unbroken.history());
            }
            monitor.close();
        }
    }

    @Test
    void aSegmentThatMovedIsFound() {
        ModelMonitor<Load> monitor = monitor()
                .reference(days(-60, 0, day -> 0, 0))
                .alpha(0.05)
                .segments("plant")
                .build();

        record(monitor, days(0, 3, day -> 0, 1.5));

        MonitoringSnapshot window = monitor.snapshot();
        assertThat(window.slices()).extracting(Slices.Slice::toString).containsExactly("plant = B: volts");
        assertThat(window.alerts())
                .filteredOn(alert -> alert.subject().equals("plant = B"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.message()).startsWith("volts: "));
        assertThat(monitor.incidents()).isNotEmpty();
    }

    @Test
    void segmentsAreJudgedByTheTestsThatWereAskedFor() {
        ModelMonitor<Load> monitor = monitor()
                .reference(days(-12, 0, day -> 0, 0))
                .test(DriftTests.ks())
                .segments("plant")
                .build();

        record(monitor, days(0, 2, day -> 0, 2));

        assertThat(monitor.snapshot().slices().get(0).report().features().get(0).results())
                .extracting(DriftResult::test)
                .containsExactly("ks");
    }

    @Test
    void aSearchFindsTheSliceThatMovedAndIsQuietWhereNoneDid() {
        ModelMonitor<Load> quiet = monitor()
                .reference(days(-60, 0, day -> 0, 0))
                .alpha(0.05)
                .slices()
                .build();
        ModelMonitor<Load> moved = monitor()
                .reference(days(-60, 0, day -> 0, 0))
                .alpha(0.05)
                .slices()
                .build();

        record(quiet, days(0, 4, day -> 0, 0));
        record(moved, days(0, 2, day -> 0, 1.5));

        assertThat(quiet.history())
                .allSatisfy(window -> assertThat(window.slices()).isEmpty());
        assertThat(moved.snapshot().slices()).extracting(Slices.Slice::toString).containsExactly("plant = B: volts");
    }

    @Test
    void allFeaturesAtOnceShowWhatNoneShowsAlone() {
        ModelMonitor<Load> monitor = monitor()
                .reference(days(-12, 0, day -> 0, 0))
                .test(DriftTests.ks())
                .test(MultivariateTests.mmdLinear(1))
                .alpha(0.001)
                .build();

        record(monitor, days(0, 2, day -> 0, 0));
        Verdict before = together(monitor);
        record(monitor, days(2, 4, day -> 3, 0));

        assertThat(before).isEqualTo(Verdict.STABLE);
        assertThat(together(monitor)).isEqualTo(Verdict.DRIFT);
    }

    private static Verdict together(ModelMonitor<Load> monitor) {
        return monitor.snapshot()
                .drift()
                .orElseThrow()
                .feature(ModelMonitor.ALL_FEATURES)
                .orElseThrow()
                .verdict();
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().segments("plant").build())
                .withMessageContaining("give rows to reference(..)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor()
                        .reference(days(-12, 0, day -> 0, 0))
                        .segments("volts")
                        .build())
                .withMessageContaining("\"volts\" is no categorical one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor()
                        .window(100)
                        .compareWith(PastReference.sameSeason(Duration.ofDays(7), 8, 1))
                        .build())
                .withMessageContaining("give window(Duration)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PastReference.trailing(4))
                .withMessageContaining("give at least 5");
    }
}
