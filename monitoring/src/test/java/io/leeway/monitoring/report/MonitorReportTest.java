package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.ModelMonitor;
import io.leeway.monitoring.MonitoringSnapshot;
import io.leeway.schema.Feature;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Reports of what a monitor found: what matters first. */
class MonitorReportTest {
    record Weather(Instant at, double temp, double idle, String site) {
        Weather with(double otherTemp, double otherIdle) {
            return new Weather(at, otherTemp, otherIdle, site);
        }
    }

    private static final Schema<Weather> SCHEMA = Schema.of(Weather.class).time("at");
    private static final Instant START = Instant.parse("2026-03-05T00:00:00Z");
    private static final int ROWS = 720;

    private final List<WatchedWindow> windows = new ArrayList<>();
    private final ModelMonitor<Weather> monitor = monitor();

    /** A row a minute. */
    private static List<Weather> rows(int from, int to) {
        List<Weather> rows = new ArrayList<>();
        for (int id = ROWS * from; id < ROWS * to; id++) {
            SplittableRandom random = new SplittableRandom(id);
            rows.add(new Weather(
                    START.plusSeconds(60L * id),
                    random.nextDouble(40, 80),
                    random.nextDouble(100),
                    "site" + random.nextInt(3)));
        }
        return rows;
    }

    private static ToDoubleFunction<RowCells> model(Schema<RowCells> cells) {
        Feature<RowCells> temp = cells.feature("temp");
        return row -> 1 / (1 + Math.exp(-(temp.number(row) - 60) / 10));
    }

    private ModelMonitor<Weather> monitor() {
        return ModelMonitor.of(SCHEMA)
                .name("weather")
                .reference(rows(-10, 0))
                .naturalVariation(Duration.ofHours(12))
                .alarmBudget(1, Duration.ofDays(365))
                .prices(MonitorReportTest::model)
                .onSnapshot(this::keep)
                .build();
    }

    private void keep(MonitoringSnapshot window) {
        windows.add(new WatchedWindow(window, monitor.reference().orElseThrow(), monitor.variation()));
    }

    private void record(int from, int to, UnaryOperator<Weather> change) {
        rows(from, to).forEach(row -> monitor.record(change.apply(row), 0.5));
        monitor.flush();
    }

    private String report(Event... done) {
        return HtmlReport.titled("Weather")
                .opening(monitor.incidents(), windows.get(windows.size() - 1).window(), List.of(done))
                .figure("Rows", Cell.number(monitor.rows(), 0), "")
                .section("Features", "")
                .windows(windows)
                .build()
                .html();
    }

    private static String article(String html, String feature) {
        int from = html.indexOf("data-name=\"" + feature + "\"");
        return html.substring(html.lastIndexOf("<article", from), html.indexOf("</article>", from));
    }

    @Test
    void whatIsWrongStandsBeforeAllElseWithItsPriceWhatToDoAndWhatWasDone() {
        record(0, 2, row -> row);
        record(2, 3, row -> row.with(row.temp + 30, row.idle));
        String html = report(
                Event.of(START.minusSeconds(1), EventKind.PROMOTED, "v1"),
                Event.of(START.plus(Duration.ofHours(40)), EventKind.TRAINED, "v2"));

        assertThat(html)
                .containsSubsequence(
                        "1 incident is open",
                        "from 6 Mar 2026, 00:00 to 6 Mar 2026, 11:59: 720 rows, 3 features compared, 1 alert.",
                        "<strong>weather-1</strong>",
                        "expected loss up to ",
                        "temp drifted since",
                        "What to do",
                        "look for what changed where temp comes from",
                        "What was done",
                        "6 Mar 2026, 16:00: trained v2",
                        "Evidence",
                        "No incident was closed before.",
                        "class=\"figures\"");
        assertThat(html).doesNotContain("promoted v1").contains("href=\"#now\"");
    }

    @Test
    void whoTakesCareIsShownAndOtherwiseThatNobodyDoes() {
        record(0, 1, row -> row.with(row.temp + 30, row.idle));
        assertThat(report()).contains("nothing yet: nobody takes care of it");

        monitor.acknowledge("weather-1", "Ana", "asked the station");

        assertThat(report()).contains("taken care of by Ana: asked the station").doesNotContain("nothing yet");
    }

    @Test
    void whereNothingIsWrongItSaysSoAndUpToWhenThatIsKnown() {
        record(0, 1, row -> row);

        assertThat(report())
                .containsSubsequence(
                        "Nothing is wrong: no incident is open", "number 1 of weather", "0 alerts", "<h2", "Features");
    }

    @Test
    void driftThatCostsNothingIsGreyAndBehindWhatCosts() {
        record(0, 1, row -> row.with(row.temp + 30, row.idle + 500));
        String html = report();

        assertThat(article(html, "idle"))
                .contains(
                        "data-status=\"harmless\"",
                        ">Harmless<",
                        "Costs: </strong>mean prediction unchanged, ",
                        "log loss unchanged");
        assertThat(article(html, "temp")).contains("data-status=\"drift\"", "points higher");
        assertThat(html.indexOf("data-name=\"temp\"")).isLessThan(html.indexOf("data-name=\"idle\""));
        assertThat(html).contains("Drifted at no cost, in grey below: idle.");
    }

    @Test
    void eachFeaturesLineStandsBeforeTheRangeOfTheReferencesBlocks() {
        record(0, 3, row -> row);
        TimeChart temp = NaturalRange.of("temp", windows).chart();
        Page page = new Page(java.time.ZoneOffset.UTC);
        temp.renderSmall(page);

        assertThat(page.data())
                .contains("\"title\":\"Mean by window; grey: natural range\"", "\"range\":true", "\"lower\":[59.");
        assertThat(article(report(), "site")).contains("Share of site", "natural range");
    }

    @Test
    void withoutBlocksThereIsALineAndNoRange() {
        record(0, 1, row -> row);
        WatchedWindow bare =
                new WatchedWindow(windows.get(0).window(), windows.get(0).reference(), java.util.Optional.empty());
        Page page = new Page(java.time.ZoneOffset.UTC);
        NaturalRange.of("temp", List.of(bare)).chart().renderSmall(page);

        assertThat(page.data()).contains("\"title\":\"Mean by window\"").doesNotContain("lower");
    }

    @Test
    void aReportOfNoWindowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        HtmlReport.titled("Weather").section("Features", "").windows(List.of()))
                .withMessageContaining("record rows until one is closed");
    }
}
