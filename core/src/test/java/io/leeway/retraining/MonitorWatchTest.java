package io.leeway.retraining;

import static io.leeway.monitoring.drift.DriftTests.ks;
import static io.leeway.monitoring.quality.Expectations.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.ModelMonitorBuilder;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.retraining.Deliveries.Delivery;
import io.leeway.retraining.RetrainerState.Tenure;
import io.leeway.serving.StepClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How what a monitor saw becomes the signals of a policy. */
class MonitorWatchTest {
    private static final Signals NOW = Signals.at(Deliveries.at(10_000));

    private final StepClock clock = new StepClock(Deliveries.START);

    private ModelMonitorBuilder<Delivery> monitor() {
        return ModelMonitor.of(Deliveries.SCHEMA)
                .window(100)
                .performanceOver(100)
                .clock(clock);
    }

    private static Signals observe(ModelMonitor<?> monitor) {
        return new MonitorWatch(monitor).observe(NOW, Tenure.UNKNOWN);
    }

    private static void record(ModelMonitor<Delivery> monitor, List<Delivery> rows, double score) {
        for (Delivery each : rows) {
            monitor.record(each, score);
            monitor.label(each.id(), each.late(), each.at());
        }
    }

    @Test
    void nothingIsKnownBeforeTheFirstWindowButTheRows() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 99, 1), 0.5);

        Signals signals = observe(monitor);

        assertThat(signals).isEqualTo(NOW.withRowsSeen(99));
    }

    @Test
    void theLookIsTheNumberOfTheNewestWindow() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 250, 1), 0.5);

        assertThat(observe(monitor).look()).hasValue(2);
        assertThat(observe(monitor).rowsSeen()).isEqualTo(250);
    }

    @Test
    void theDriftShareIsThatOfTheNewestWindow() {
        ModelMonitor<Delivery> monitor = monitor()
                .reference(Profiler.of(Deliveries.SCHEMA)
                        .addAll(Deliveries.from(0, 500, 1))
                        .profile())
                .test(ks())
                .alpha(1e-6)
                .build();
        List<Delivery> farther = Deliveries.from(500, 100, 1).stream()
                .map(each -> new Delivery(
                        each.id(), each.at(), each.distance() + 1_000, each.load(), each.depot(), each.late()))
                .toList();
        record(monitor, farther, 0.5);

        assertThat(observe(monitor).driftShare())
                .isEqualTo(monitor.snapshot().driftShare())
                .hasValue(0.5);
    }

    @Test
    void withoutAReferenceTheDriftShareIsUnknown() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 100, 1), 0.5);

        assertThat(observe(monitor).driftShare()).isEmpty();
    }

    @Test
    void metricsRestOnTheNewestLabelledRows() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 100, 1), 0.25);

        Signals signals = observe(monitor);

        assertThat(signals.metrics())
                .containsAllEntriesOf(monitor.snapshot().metrics())
                .containsKeys("logLoss", "brier", "rocAuc", "calibrationBias", "accuracy");
        assertThat(signals.labelledRows()).isEqualTo(99);
    }

    @Test
    void theBaseRatesLogLossIsThatOfAlwaysAnsweringTheShareOfPositives() {
        ModelMonitor<Delivery> monitor = monitor().build();
        List<Delivery> rows = Deliveries.from(0, 101, 1);
        record(monitor, rows, 0.25);
        monitor.flush();
        double share = rows.stream().skip(1).filter(Delivery::late).count() / 100.0;

        Signals signals = observe(monitor);

        assertThat(signals.metrics().get(Performance.BASE_RATE_LOG_LOSS))
                .isCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), within(1e-12));
    }

    @Test
    void theBaseRatesLogLossOfOneClassIsZero() {
        ModelMonitor<Delivery> monitor = monitor().build();
        List<Delivery> never = Deliveries.from(0, 100, 1).stream()
                .map(each -> new Delivery(each.id(), each.at(), each.distance(), each.load(), each.depot(), false))
                .toList();
        record(monitor, never, 0.25);

        assertThat(observe(monitor).metrics()).containsEntry(Performance.BASE_RATE_LOG_LOSS, 0.0);
    }

    @Test
    void dataQualityIsKnownOnlyWhereSomethingIsExpected() {
        ModelMonitor<Delivery> without = monitor().build();
        ModelMonitor<Delivery> met =
                monitor().expect(expect("load").missing().atMost(0.1)).build();
        ModelMonitor<Delivery> failed =
                monitor().expect(expect("distance").between(0, 600)).build();
        List.of(without, met, failed).forEach(each -> record(each, Deliveries.from(0, 100, 1), 0.5));

        assertThat(observe(without).dataQualityFailing()).isEmpty();
        assertThat(observe(met).dataQualityFailing()).contains(false);
        assertThat(observe(failed).dataQualityFailing()).contains(true);
    }

    @Test
    void harmAndTheEstimatedLossAreReadFromTheMonitorAndTheEstimateOnlyWhereLabelsAgreeWithIt() {
        double[] scores = new double[400];
        boolean[] late = new boolean[400];
        for (int i = 0; i < 400; i++) {
            scores[i] = i % 2 == 0 ? 0.2 : 0.8;
            late[i] = i % 10 < 2 ? i % 2 == 0 : i % 2 != 0;
        }
        ModelMonitorBuilder<Delivery> builder = monitor()
                .labelledReference(ScoredRows.binary(scores).labels(late))
                .estimatedPerformance()
                .harm(0.05, 0.05);
        ModelMonitor<Delivery> good = builder.build();
        ModelMonitor<Delivery> bad = builder.build();
        List<Delivery> rows = Deliveries.from(0, 801, 0);
        for (Delivery each : rows) {
            clock.set(each.at());
            double score = each.id() % 2 == 0 ? 0.2 : 0.8;
            boolean asBefore = each.id() % 10 < 2 ? each.id() % 2 == 0 : each.id() % 2 != 0;
            good.record(each, score);
            good.label(each.id(), asBefore, each.at());
            bad.record(each, score);
            bad.label(each.id(), !asBefore, each.at());
        }

        OutcomeSignals ofGood = observe(good).outcomes();
        OutcomeSignals ofBad = observe(bad).outcomes();

        assertThat(ofGood.harm()).contains(false);
        assertThat(ofGood.estimatedLoss().orElseThrow()).isBetween(0.15, 0.25);
        assertThat(ofBad.harm()).contains(true);
        assertThat(ofBad.estimatedLoss()).isEmpty();
        assertThat(observe(monitor().build()).outcomes().harm()).isEmpty();
    }

    @Test
    void brokenDataIsWhatAWindowsExpectationsOrFindingsSay() {
        ModelMonitor<Delivery> nobodyLooks = monitor().build();
        ModelMonitor<Delivery> sound =
                monitor().expect(expect("load").missing().atMost(0.1)).build();
        ModelMonitor<Delivery> failed =
                monitor().expect(expect("distance").between(0, 600)).build();
        List.of(nobodyLooks, sound, failed).forEach(each -> record(each, Deliveries.from(0, 100, 1), 0.5));

        assertThat(observe(nobodyLooks).outcomes().brokenData()).isEmpty();
        assertThat(observe(sound).outcomes().brokenData()).contains("");
        assertThat(observe(failed).outcomes().brokenData().orElseThrow()).contains("distance");
    }

    @Test
    void aRegressionGivesItsOwnMetrics() {
        ModelMonitor<Deliveries.Duration> monitor = ModelMonitor.of(Deliveries.DURATIONS)
                .regression()
                .window(100)
                .clock(clock)
                .build();
        for (var each : Deliveries.durations(0, 101, 0)) {
            monitor.record(each, each.minutes() - 4);
            monitor.label(each.id(), each.minutes(), each.at());
        }
        monitor.flush();

        Signals signals = observe(monitor);

        assertThat(signals.metrics()).containsOnlyKeys("rmse", "mae", "r2", "bias");
        assertThat(signals.metrics().get("rmse")).isCloseTo(4, within(1e-9));
        assertThat(signals.labelledRows()).isEqualTo(101);
    }

    @Test
    void labelsAreThoseThatFoundTheirPrediction() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 40, 1), 0.5);
        monitor.label(999, true, Deliveries.at(50));

        assertThat(new MonitorWatch(monitor).labels()).isEqualTo(40);
    }

    @Test
    void nothingIsReadUpToTheLastWindowOfTheModelBefore() {
        ModelMonitor<Delivery> monitor = monitor().build();
        MonitorWatch watch = new MonitorWatch(monitor);
        record(monitor, Deliveries.from(0, 200, 1), 0.25);
        Tenure second = new Tenure(2, Optional.empty(), watch.window());

        assertThat(watch.observe(NOW, second)).isEqualTo(NOW.withRowsSeen(200));
        record(monitor, Deliveries.from(200, 100, 1), 0.25);
        assertThat(watch.observe(NOW, second).look()).hasValue(3);
    }

    @Test
    void metricsRestOnRowsPredictedSinceTheModelAnswers() {
        ModelMonitor<Delivery> monitor = monitor().build();
        MonitorWatch watch = new MonitorWatch(monitor);
        record(monitor, Deliveries.from(0, 70, 1), 0.99);
        Instant since = Deliveries.at(70);
        record(monitor, Deliveries.from(70, 31, 1), 0.25);
        monitor.flush();

        Signals signals = watch.observe(NOW, new Tenure(2, Optional.of(since), 0));

        assertThat(signals.labelledRows()).isEqualTo(31);
        assertThat(signals.metrics().get("logLoss"))
                .isEqualTo(monitor.performance().newest(31).classification().logLoss())
                .isLessThan(1.0);
        assertThat(signals.metrics()).containsKey(Performance.BASE_RATE_LOG_LOSS);
        assertThat(monitor.snapshot().metrics().get("logLoss")).isGreaterThan(1.0);
    }

    @Test
    void aWindowThatHoldsRowsOfTheModelBeforeIsMeasuredAnewHoweverManyCameSince() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 70, 1), 0.99);
        Instant since = Deliveries.at(70);
        record(monitor, Deliveries.from(70, 129, 1), 0.25);

        Signals signals = new MonitorWatch(monitor).observe(NOW, new Tenure(2, Optional.of(since), 0));

        assertThat(monitor.snapshot().number()).isEqualTo(1);
        assertThat(monitor.snapshot().metrics().get("logLoss")).isGreaterThan(1.0);
        assertThat(signals.labelledRows()).isEqualTo(129);
        assertThat(signals.metrics().get("logLoss"))
                .isEqualTo(monitor.performance().newest(129).classification().logLoss())
                .isLessThan(1.0);
    }

    @Test
    void metricsAreUnknownUntilARowOfTheModelThatAnswersIsLabelled() {
        ModelMonitor<Delivery> monitor = monitor().build();
        record(monitor, Deliveries.from(0, 100, 1), 0.99);
        monitor.flush();

        Signals signals = new MonitorWatch(monitor).observe(NOW, new Tenure(2, Optional.of(Deliveries.at(100)), 0));

        assertThat(signals.metrics()).isEmpty();
        assertThat(signals.labelledRows()).isZero();
    }

    @Test
    void aRegressionsMetricsRestOnRowsPredictedSinceTheModelAnswersToo() {
        ModelMonitor<Deliveries.Duration> monitor = ModelMonitor.of(Deliveries.DURATIONS)
                .regression()
                .window(100)
                .clock(clock)
                .build();
        for (var each : Deliveries.durations(0, 101, 0)) {
            monitor.record(each, each.minutes() - (each.id() < 60 ? 40 : 4));
            monitor.label(each.id(), each.minutes(), each.at());
        }
        monitor.flush();

        Signals signals = new MonitorWatch(monitor).observe(NOW, new Tenure(2, Optional.of(Deliveries.at(60)), 0));

        assertThat(signals.metrics().get("rmse")).isCloseTo(4, within(1e-9));
        assertThat(signals.labelledRows()).isEqualTo(41);
    }
}
