package io.leeway.monitoring;

import static io.leeway.monitoring.quality.Expectations.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.signature.SignatureKind;
import io.leeway.schema.Feature;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors that price what drifts. */
class MonitorPricesTest {
    record Weather(Instant at, double temp, double wind, double idle) {
        Weather with(double temp, double wind, double idle) {
            return new Weather(at, temp, wind, idle);
        }
    }

    private static final Schema<Weather> SCHEMA = Schema.of(Weather.class).time("at");
    private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");
    private static final int ROWS = 500;
    private static final List<Weather> REFERENCE = rows(-10 * ROWS, 0);

    private final List<Incident> said = new ArrayList<>();

    private static List<Weather> rows(int from, int to) {
        List<Weather> rows = new ArrayList<>();
        for (int id = from; id < to; id++) {
            SplittableRandom random = new SplittableRandom(id);
            rows.add(new Weather(
                    START.plusSeconds(60L * id),
                    random.nextInt(400, 800) / 10.0,
                    random.nextInt(200, 400) / 10.0,
                    random.nextInt(400, 800) / 10.0));
        }
        return rows;
    }

    private static ToDoubleFunction<RowCells> model(Schema<RowCells> cells) {
        Feature<RowCells> temp = cells.feature("temp");
        Feature<RowCells> wind = cells.feature("wind");
        return row -> 1 / (1 + Math.exp(-(temp.number(row) - 60) / 10 - (wind.number(row) - 30) / 40));
    }

    private static ModelMonitorBuilder<Weather> unpriced() {
        return ModelMonitor.of(SCHEMA)
                .name("weather")
                .window(ROWS)
                .reference(REFERENCE)
                .test(DriftTests.psi())
                .alarmBudget(1, Duration.ofDays(365));
    }

    private ModelMonitorBuilder<Weather> builder() {
        return unpriced().prices(MonitorPricesTest::model).onIncident(said::add);
    }

    private static MonitoringSnapshot window(ModelMonitor<Weather> monitor, UnaryOperator<Weather> change) {
        rows(0, ROWS).forEach(row -> monitor.record(change.apply(row), 0.5));
        return monitor.history().get(monitor.history().size() - 1);
    }

    private static UnaryOperator<Weather> idleMoves() {
        return row -> row.with(row.temp, row.wind, row.idle + 20);
    }

    @Test
    void driftThatCostsNothingIsANoteAndNobodyIsTold() {
        ModelMonitor<Weather> monitor = builder().build();

        MonitoringSnapshot found = window(monitor, idleMoves());

        assertThat(found.drift().orElseThrow().drifted()).singleElement().satisfies(drift -> assertThat(drift.feature())
                .isEqualTo("idle"));
        assertThat(found.alerts()).isEmpty();
        assertThat(found.notes()).singleElement().satisfies(note -> {
            assertThat(note.subject()).isEqualTo("idle");
            assertThat(note.price().orElseThrow().rise()).isZero();
            assertThat(note.message()).contains("mean prediction unchanged");
        });
        assertThat(found).asString().endsWith(", 0 alerts, 1 notes");
        assertThat(said).isEmpty();
        assertThat(monitor.incidents()).isEmpty();
    }

    @Test
    void aToleranceOfZeroLeavesNoNotes() {
        ModelMonitor<Weather> monitor =
                unpriced().prices(MonitorPricesTest::model, 0).build();

        MonitoringSnapshot found = window(monitor, idleMoves());

        assertThat(found.alerts()).hasSize(1);
        assertThat(found.notes()).isEmpty();
    }

    @Test
    void alertsAndIncidentsAreInTheOrderOfTheirPrices() {
        ModelMonitor<Weather> monitor = builder().build();

        MonitoringSnapshot found = window(monitor, row -> row.with(row.temp + 30, row.wind + 10, row.idle + 20));

        assertThat(found.alerts()).extracting(Alert::subject).containsExactly("temp", "wind");
        assertThat(found.alerts().get(0).price().orElseThrow().rise())
                .isGreaterThan(found.alerts().get(1).price().orElseThrow().rise());
        assertThat(found.notes()).extracting(Alert::subject).containsExactly("idle");
        Incident incident = monitor.incidents().get(0);
        assertThat(incident.price().orElseThrow().rise())
                .isEqualTo(found.alerts().get(0).price().orElseThrow().rise());
        assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(incident.sentence()).contains("temp drifted", "predictions ", " points higher", "log loss up to ");
    }

    @Test
    void driftThatCostsLittleMoreThanTheToleranceIsANotice() {
        ModelMonitor<Weather> monitor = builder().build();

        window(monitor, row -> row.with(row.temp, row.wind + 5, row.idle));

        assertThat(monitor.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.price().orElseThrow().rise()).isBetween(0.001, 0.02);
            assertThat(incident.severity()).isEqualTo(Severity.NOTICE);
        });
    }

    @Test
    void whatBreaksAnExpectationIsNoNote() {
        ModelMonitor<Weather> monitor =
                builder().expect(expect("idle").between(0, 90)).build();

        MonitoringSnapshot found = window(monitor, idleMoves());

        assertThat(found.notes()).isEmpty();
        assertThat(found.alerts())
                .extracting(Alert::kind)
                .containsExactlyInAnyOrder(Alert.Kind.FEATURE_DRIFT, Alert.Kind.DATA_QUALITY);
    }

    @Test
    void whatIsBrokenIsAWarningThoughItCostsNothing() {
        ModelMonitor<Weather> monitor = builder().signatures().build();

        MonitoringSnapshot found =
                window(monitor, row -> row.with(row.temp, row.wind, Math.rint((row.idle - 32) / 0.18) / 10));

        assertThat(found.findings()).isNotEmpty();
        assertThat(found.notes()).isEmpty();
        Incident incident = monitor.incidents().get(0);
        assertThat(incident.sentence()).startsWith("idle reads like degrees Celsius");
        assertThat(incident.severity()).isEqualTo(Severity.WARNING);
        assertThat(incident.price().orElseThrow().rise()).isZero();
        assertThat(incident.advice())
                .isEqualTo("check the feed of idle, and leave its rows out of training until it is repaired");
    }

    @Test
    void whatTheWorldMayHaveDoneIsNoReasonToTrainWhereItCostsNothing() {
        ModelMonitor<Weather> monitor = builder().signatures().build();

        MonitoringSnapshot found = window(monitor, row -> row.with(row.temp, row.wind, row.temp < 52 ? 60 : row.idle));

        assertThat(found.findings()).extracting(Finding::kind).containsExactly(SignatureKind.NEW_MOST_FREQUENT_VALUE);
        assertThat(monitor.incidents().get(0).advice())
                .startsWith("check whether the world has changed or the feed of idle: if the world, its rows are true; "
                        + "nothing is to be done unless labels show harm; if the feed, leave its rows out");
    }

    @Test
    void aModelThatFailsLeavesTheAlertWithoutAPrice() {
        ModelMonitor<Weather> monitor = unpriced()
                .prices(cells -> row -> {
                    throw new IllegalStateException("closed");
                })
                .build();

        try (CapturedLog log = new CapturedLog(ModelMonitor.class)) {
            MonitoringSnapshot found = window(monitor, idleMoves());

            assertThat(found.alerts()).singleElement().satisfies(alert -> assertThat(alert.price())
                    .isEmpty());
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING the drift of [idle] in window 1 of monitor \"weather\" has no price");
        }
    }

    @Test
    void aMonitorThatGoesOnFromACheckpointPricesAsBefore(@TempDir Path folder) {
        MonitoringSnapshot expected;
        try (ModelMonitor<Weather> unbroken = builder().build()) {
            unbroken.rebase(rows(0, 3 * ROWS), row -> 0.5);
            expected = window(unbroken, row -> row.with(row.temp + 30, row.wind, row.idle + 20));
        }
        try (ModelMonitor<Weather> first = builder().checkpoint(folder).build()) {
            first.rebase(rows(0, 3 * ROWS), row -> 0.5);
        }
        try (ModelMonitor<Weather> next = builder().checkpoint(folder).build()) {
            MonitoringSnapshot found = window(next, row -> row.with(row.temp + 30, row.wind, row.idle + 20));

            assertThat(found.alerts()).isEqualTo(expected.alerts());
            assertThat(found.notes()).isEqualTo(expected.notes());
            assertThat(found.notes()).isNotEmpty();
        }
    }

    @Test
    void pricesNeedRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelMonitor.of(SCHEMA)
                        .reference(Profile.builder().build())
                        .prices(MonitorPricesTest::model)
                        .build())
                .withMessageContaining("give rows to reference(..)");
    }
}
