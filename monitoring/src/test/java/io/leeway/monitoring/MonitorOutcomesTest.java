package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.feedback.RowId;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.performance.AssumptionCheck.Outcome;
import io.leeway.monitoring.performance.MetricEstimate;
import io.leeway.monitoring.performance.PerformanceEstimate;
import io.leeway.monitoring.performance.RiskReading;
import io.leeway.monitoring.performance.ScoredRows;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors that estimate performance without labels, and watch the risk as labels come. */
class MonitorOutcomesTest {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final List<Applicant> REFERENCE = Applicant.days(-30, 0, 0, 1);

    private static ModelMonitorBuilder<Applicant> monitor() {
        return ModelMonitor.of(Applicant.SCHEMA)
                .window(WEEK)
                .rowsAhead(Duration.ofDays(4_000))
                .labelledReference(Applicant.labelledByDay(REFERENCE));
    }

    private static void record(ModelMonitor<Applicant> monitor, List<Applicant> rows) {
        rows.forEach(row -> monitor.record(row, row.score()));
    }

    private static void label(ModelMonitor<Applicant> monitor, List<Applicant> rows) {
        rows.forEach(row ->
                monitor.label(RowId.of(row.id()), row.repaid() ? 1 : 0, row.at().plusSeconds(86_400)));
    }

    private static MetricEstimate accuracy(PerformanceEstimate estimate) {
        return estimate.get("accuracy");
    }

    @Test
    void aWindowsMetricsAreEstimatedWithoutLabelsAndTheirErrorIsShownOnceTheyCome() {
        ModelMonitor<Applicant> monitor = monitor().estimatedPerformance().build();
        List<Applicant> week = Applicant.days(3, 10, 0, 2);

        record(monitor, week);
        record(monitor, Applicant.days(10, 11, 0, 3));
        PerformanceFindings before = monitor.snapshot().performance();
        label(monitor, week);
        record(monitor, Applicant.days(17, 18, 0, 4));
        PerformanceFindings after = monitor.snapshot().performance();

        assertThat(accuracy(before.estimate().orElseThrow()).error()).isEmpty();
        assertThat(before.assumption().orElseThrow().outcome()).isEqualTo(Outcome.INSUFFICIENT_DATA);
        assertThat(after.earlier()).singleElement().satisfies(earlier -> {
            assertThat(earlier.window()).isEqualTo(1);
            MetricEstimate known = accuracy(earlier.estimate());
            assertThat(known.estimate())
                    .isEqualTo(accuracy(before.estimate().orElseThrow()).estimate());
            assertThat(known.error().orElseThrow()).isBetween(-0.04, 0.04);
            assertThat(known.realised().orElseThrow()).isBetween(known.lower(), known.upper());
        });
        assertThat(after.assumption().orElseThrow().outcome()).isEqualTo(Outcome.CONSISTENT);
        assertThat(monitor.snapshot().alerts()).isEmpty();
    }

    @Test
    void labelsThatContradictTheEstimateAreSaidToShowConceptDrift() {
        ModelMonitor<Applicant> monitor = monitor().estimatedPerformance().build();
        List<Applicant> week = Applicant.days(3, 10, -2, 2);

        record(monitor, week);
        label(monitor, week);
        record(monitor, Applicant.days(10, 11, -2, 3));

        PerformanceFindings found = monitor.snapshot().performance();
        assertThat(found.assumption().orElseThrow().outcome()).isEqualTo(Outcome.CONTRADICTED);
        assertThat(monitor.snapshot().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("estimate");
            assertThat(alert.message()).contains("expected");
        });
        assertThat(monitor.incidents()).hasSize(1);
    }

    @Test
    void aRiskThatRoseIsHarmWhichMayBeAskedForAfterEachLabelAndRaisesAnAlert() {
        ModelMonitor<Applicant> monitor = monitor()
                .labelledReference(Applicant.labelled(REFERENCE))
                .harm(0.02, 0.05)
                .build();
        List<Applicant> good = Applicant.days(3, 17, 0, 2);
        List<Applicant> bad = Applicant.days(17, 24, -5, 3);

        record(monitor, good);
        label(monitor, good);
        RiskReading before = monitor.harm().orElseThrow();
        record(monitor, bad);
        int labels = 0;
        while (monitor.harm().orElseThrow().alarm().isEmpty()) {
            label(monitor, bad.subList(labels, labels + 1));
            labels++;
        }
        monitor.flush();

        assertThat(before.alarm()).isEmpty();
        assertThat(before.observations()).isEqualTo(good.size());
        // Within two days of the bad week, whose labels come one by one.
        assertThat(labels).isLessThan(2 * Applicant.A_DAY);
        assertThat(monitor.snapshot().alerts()).extracting(Alert::subject).containsExactly("harm");
        assertThat(monitor.incidents()).extracting(Incident::sentence).anyMatch(each -> each.contains("the risk rose"));
    }

    @Test
    void whereRowsOfADayDependOnEachOtherADayIsAnObservation() {
        ModelMonitor<Applicant> monitor = monitor().harm(0.02, 0.05).build();
        List<Applicant> month = Applicant.days(3, 33, 0, 2);

        record(monitor, month);
        label(monitor, month);

        // The newest three days may still get labels.
        assertThat(monitor.harm().orElseThrow().observations()).isEqualTo(27);
    }

    @Test
    void theProbabilityOfAFalseAlarmOverTheWholeLifeIsAtMostThePromisedOne() {
        int alarms = 0;
        for (int life = 0; life < 80; life++) {
            ModelMonitor<Applicant> monitor = monitor()
                    .labelledReference(Applicant.labelled(Applicant.days(-10, 0, 0, 1_000 + life)))
                    .window(100_000)
                    .harm(0, 0.2)
                    .build();
            List<Applicant> rows = Applicant.days(0, 15, 0, life);
            record(monitor, rows);
            label(monitor, rows);
            alarms += monitor.harm().orElseThrow().alarm().isPresent() ? 1 : 0;
        }
        // At a probability of 0.2, 26 of 80 or more come in fewer than one case of a hundred.
        assertThat(alarms).isLessThan(26);
    }

    @Test
    void anotherReferenceBeginsAnewAndMeasuresOnlyRowsThatComeThen() {
        ModelMonitor<Applicant> monitor =
                monitor().estimatedPerformance().harm(0.02, 0.05).build();
        List<Applicant> bad = Applicant.days(3, 38, -5, 2);
        record(monitor, bad);
        label(monitor, bad);
        assertThat(monitor.harm().orElseThrow().alarm()).isPresent();

        monitor.rebase(Applicant.days(-30, 0, 0, 1), Applicant::score);
        monitor.labelledReference(Applicant.labelledByDay(Applicant.days(3, 38, -5, 9)));

        assertThat(monitor.harm().orElseThrow().observations()).isZero();
        assertThat(monitor.harm().orElseThrow().alarm()).isEmpty();
        List<Applicant> more = Applicant.days(38, 48, -5, 3);
        record(monitor, more);
        label(monitor, more);
        monitor.flush();
        assertThat(monitor.harm().orElseThrow().observations()).isEqualTo(7);
        assertThat(monitor.snapshot().performance().assumption().orElseThrow().outcome())
                .isEqualTo(Outcome.CONSISTENT);
    }

    @Test
    void allOfItGoesOnFromACheckpoint(@TempDir Path folder) {
        List<Applicant> rows = Applicant.days(0, 25, -0.5, 2);
        ModelMonitor<Applicant> unbroken = all().build();
        run(unbroken, rows, 0, rows.size());
        unbroken.flush();

        for (int from = 0; from < rows.size(); from += 1_300) {
            ModelMonitor<Applicant> monitor = all().checkpoint(folder).build();
            run(monitor, rows, from, Math.min(rows.size(), from + 1_300));
            monitor.close();
        }
        ModelMonitor<Applicant> last = all().checkpoint(folder).build();
        last.flush();

        assertThat(last.history()).isEqualTo(unbroken.history());
        assertThat(last.harm()).isEqualTo(unbroken.harm());
        assertThat(last.snapshot().performance().earlier()).isNotEmpty();
        assertThat(last.snapshot().performance().fairness()).hasSize(1);
        last.close();
    }

    private static ModelMonitorBuilder<Applicant> all() {
        return monitor()
                .window(Duration.ofDays(5))
                .estimatedPerformance()
                .harm(0.02, 0.05)
                .fairness(0.1, "sex");
    }

    /** Each row's label comes 700 rows after it. */
    private static void run(ModelMonitor<Applicant> monitor, List<Applicant> rows, int from, int to) {
        for (int i = from; i < to; i++) {
            record(monitor, rows.subList(i, i + 1));
            if (i >= 700) {
                label(monitor, rows.subList(i - 700, i - 699));
            }
        }
    }

    record House(long id, double area, double price) {
        static final Schema<House> SCHEMA = Schema.of(House.class).id("id").response("price");
    }

    private static House house(long id) {
        SplittableRandom random = new SplittableRandom(id);
        double area = 50 + 100 * random.nextDouble();
        // The larger, the less certain.
        return new House(id, area, 2 * area + (random.nextDouble() - 0.5) * area / 2);
    }

    @Test
    void aRegressionIsEstimatedByModelsOfItsLoss() {
        int rows = 600;
        double[] predictions = new double[rows];
        double[] prices = new double[rows];
        List<House> reference = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            House house = house(-1L - i);
            reference.add(house);
            predictions[i] = 2 * house.area();
            prices[i] = house.price();
        }
        ModelMonitor<House> monitor = ModelMonitor.of(House.SCHEMA)
                .window(400)
                .labelledReference(
                        ScoredRows.numbers(House.SCHEMA, reference, predictions).labels(prices))
                .estimatedPerformance()
                .harm(5, 0.05)
                .build();
        for (long id = 0; id < 400; id++) {
            monitor.label(id, house(id).price(), Instant.EPOCH);
            monitor.record(house(id), 2 * house(id).area());
            monitor.label(id, house(id).price(), Instant.EPOCH);
        }

        PerformanceEstimate estimate =
                monitor.snapshot().performance().estimate().orElseThrow();
        assertThat(estimate.method()).isEqualTo("DLE");
        assertThat(estimate.get("mae").error().orElseThrow()).isBetween(-2.0, 2.0);
        assertThat(monitor.harm().orElseThrow().observations()).isEqualTo(400);
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ModelMonitor.of(Applicant.SCHEMA).harm(0.1, 0.05).build())
                .withMessageContaining("give labelledReference(..)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().regression().estimatedPerformance().build())
                .withMessageContaining("predictions of 2 classes, and this is a regression");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().harm(-1, 0.05))
                .withMessageContaining("give 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor().ranking().harm(0.1, 0.05).build())
                .withMessageContaining("ranking");
    }
}
