package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.monitoring.signature.SignatureKind;
import io.leeway.schema.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors that find what is broken in a window by the signatures of broken data. */
class MonitorSignaturesTest {
    record Weather(long id, Instant at, double temp, double soil, double humid, String site) {
        Weather inCelsius() {
            return new Weather(id, at, celsius(temp), celsius(soil), humid, site);
        }

        Weather withTempInCelsius() {
            return new Weather(id, at, celsius(temp), soil, humid, site);
        }

        private static double celsius(double fahrenheit) {
            return Math.rint((fahrenheit - 32) / 1.8 * 10) / 10;
        }
    }

    private static final Schema<Weather> SCHEMA =
            Schema.of(Weather.class).id("id").time("at");

    /** A Tuesday. */
    private static final Instant START = Instant.parse("2026-03-03T00:00:00Z");

    private static final Duration WINDOW = Duration.ofHours(12);
    private static final int ROWS = 720;
    private static final List<Weather> REFERENCE = windows(-10, 0);

    private final List<String> said = new ArrayList<>();

    /** A row a minute. */
    private static List<Weather> windows(int from, int to) {
        List<Weather> rows = new ArrayList<>();
        for (int id = ROWS * from; id < ROWS * to; id++) {
            SplittableRandom random = new SplittableRandom(id);
            double temp = random.nextInt(400, 800) / 10.0;
            double soil = random.nextInt(400, 800) / 10.0;
            double humid = random.nextInt(200, 1000) / 10.0;
            rows.add(new Weather(id, START.plusSeconds(60L * id), temp, soil, humid, "site" + random.nextInt(3)));
        }
        return rows;
    }

    private ModelMonitorBuilder<Weather> builder() {
        return ModelMonitor.of(SCHEMA)
                .name("weather")
                .window(WINDOW)
                .reference(REFERENCE)
                .alarmBudget(1, Duration.ofDays(365))
                .signatures()
                .onIncident(incident -> said.add(incident.toString()));
    }

    private static void record(ModelMonitor<Weather> monitor, List<Weather> rows) {
        rows.forEach(row -> monitor.record(row, 0.5));
    }

    /** The third window with temperatures in Celsius from its 360th row on. */
    private static List<Weather> fourWindowsWithAFault() {
        List<Weather> rows = windows(0, 4);
        rows.subList(2 * ROWS + 360, 3 * ROWS).replaceAll(Weather::withTempInCelsius);
        return rows;
    }

    @Test
    void temperaturesInCelsiusOpenOneIncidentThatSaysSinceWhenAndInWhichRows() {
        ModelMonitor<Weather> monitor = builder().build();

        record(monitor, fourWindowsWithAFault());
        monitor.flush();

        assertThat(said)
                .containsExactly("temp reads like degrees Celsius, not Fahrenheit (32 + 1.8 x turns it back)"
                        + " since Wed 06:00; 720 rows");
        Incident incident = monitor.incidents().get(0);
        assertThat(monitor.incidents()).hasSize(1);
        assertThat(incident.since()).isEqualTo(START.plus(Duration.ofHours(30)));
        assertThat(incident.evidence())
                .contains("rows 1800, 1801, 1802, 1803, 1804 and 355 more", "until 2026-03-04T11:59:00Z");
        assertThat(incident.advice()).startsWith("check the feed of temp, ");
        MonitoringSnapshot broken = monitor.history().get(2);
        assertThat(broken.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(SignatureKind.UNIT_CHANGED);
            assertThat(broken.alerts())
                    .contains(
                            new Alert("weather", Alert.Kind.DATA_QUALITY, 3, broken.to(), "temp", finding.toString()));
        });
    }

    @Test
    void rowsOfAWindowAreJudgedInTheOrderOfTheirTimes() {
        ModelMonitor<Weather> monitor = builder().build();
        List<Weather> rows = fourWindowsWithAFault();
        Collections.shuffle(rows.subList(2 * ROWS, 3 * ROWS), new Random(1));

        record(monitor, rows);

        assertThat(monitor.incidents().get(0).since()).isEqualTo(START.plus(Duration.ofHours(30)));
    }

    @Test
    void featuresWithTheSameFaultAreOneIncident() {
        ModelMonitor<Weather> monitor = builder().build();
        List<Weather> rows = windows(0, 4);
        rows.subList(2 * ROWS, 3 * ROWS).replaceAll(Weather::inCelsius);

        record(monitor, rows);

        assertThat(monitor.incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.sentence())
                    .contains("reads like degrees Celsius")
                    .contains("likewise");
            assertThat(incident.symptoms())
                    .extracting(found -> found.symptom().subject())
                    .contains("temp", "soil");
        });
    }

    @Test
    void windowsWithoutAFaultOpenNoIncident() {
        ModelMonitor<Weather> monitor = builder().build();

        record(monitor, windows(0, 30));

        assertThat(monitor.history()).hasSize(29).allMatch(window -> window.findings()
                .isEmpty());
        assertThat(said).isEmpty();
    }

    @Test
    void rowsThatAreTooFewAreFoundInWholeWindowsOnly() {
        ModelMonitor<Weather> monitor = builder().build();
        List<Weather> rows = windows(0, 4);

        record(monitor, rows.subList(200, 1_200));
        monitor.flush();
        record(monitor, rows.subList(2 * ROWS, 2 * ROWS + 300));
        record(monitor, rows.subList(3 * ROWS, 4 * ROWS));
        monitor.flush();

        assertThat(monitor.history())
                .extracting(window -> window.findings().stream()
                        .map(finding -> finding.kind())
                        .toList())
                .containsExactly(List.of(), List.of(), List.of(SignatureKind.FRESHNESS), List.of());
    }

    @Test
    void signaturesGoBesideTestsThatWereAskedForAndShareTheLevel() {
        ModelMonitor<Weather> monitor =
                builder().test(DriftTests.ks()).alpha(0.02).build();

        record(monitor, windows(0, 2));

        assertThat(monitor.snapshot().drift().orElseThrow().features())
                .allSatisfy(feature -> assertThat(feature.results())
                        .allSatisfy(result -> assertThat(result.threshold()).isEqualTo(0.01)));
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        ModelMonitor<Weather> monitor = builder()
                .onAlert(alert -> {
                    throw new IllegalStateException("alert");
                })
                .onIncident(incident -> {
                    throw new IllegalStateException("incident");
                })
                .build();
        try (CapturedLog log = new CapturedLog(ModelMonitor.class)) {
            record(monitor, fourWindowsWithAFault());
            assertThat(log.messages()).anyMatch(line -> line.contains("a listener"));
        }

        assertThat(said).singleElement().asString().startsWith("temp reads like degrees Celsius");
        assertThat(monitor.history()).hasSize(3);
        assertThat(monitor.history().get(2).findings()).hasSize(1);
    }

    @Test
    void aReferenceThatDoesNotHaveEnoughRowsIsRefused() {
        ModelMonitorBuilder<Weather> none = ModelMonitor.of(SCHEMA).signatures();
        assertThatIllegalArgumentException()
                .isThrownBy(none::build)
                .withMessage("signatures of broken data are learnt from the rows of the reference, and there is none; "
                        + "give rows to reference(..) or leave out signatures()");
        ModelMonitorBuilder<Weather> profile =
                none.reference(Profiler.of(SCHEMA).addAll(REFERENCE).profile());
        assertThatIllegalArgumentException().isThrownBy(profile::build).withMessageContaining("only its profile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .build()
                        .rebase(Profiler.of(SCHEMA).addAll(REFERENCE).profile()))
                .withMessageContaining("only its profile");
        ModelMonitorBuilder<Weather> few = builder().reference(windows(-2, 0));
        assertThatIllegalArgumentException().isThrownBy(few::build).withMessageContaining("give at least 3");
        ModelMonitorBuilder<Weather> empty = builder().reference(List.of());
        assertThatIllegalArgumentException().isThrownBy(empty::build).withMessageContaining("it has no rows");
    }

    @Test
    void aMonitorThatGoesOnFromACheckpointFindsWhatAnUnbrokenOneFinds(@TempDir Path folder) {
        List<Weather> rows = fourWindowsWithAFault();
        ModelMonitor<Weather> unbroken = builder().givenOthers().build();
        unbroken.rebase(windows(-12, -2), row -> 0.5);
        record(unbroken, rows);
        unbroken.flush();

        for (int from = 0; from < rows.size(); from += 500) {
            // Given another reference at first, so that all that was learnt is read back from the folder.
            ModelMonitor<Weather> monitor =
                    builder().givenOthers().checkpoint(folder).build();
            if (from == 0) {
                monitor.rebase(windows(-12, -2), row -> 0.5);
            }
            record(monitor, rows.subList(from, Math.min(rows.size(), from + 500)));
            monitor.close();
        }
        ModelMonitor<Weather> last = builder().givenOthers().checkpoint(folder).build();
        last.flush();

        assertThat(last.history()).isEqualTo(unbroken.history());
        assertThat(last.incidents()).isEqualTo(unbroken.incidents());
        assertThat(last.history().get(2).findings()).hasSize(1);
        assertThat(last.history().get(2).drift().orElseThrow().features())
                .anySatisfy(feature -> assertThat(feature.results()).hasSizeGreaterThan(1));
        last.close();
    }
}
