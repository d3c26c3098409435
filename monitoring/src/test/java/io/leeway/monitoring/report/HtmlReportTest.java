package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.incident.WindowFindings;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.schema.FeatureType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE = "</script><img src=x onerror=\"alert(1)\">{{script}}<!--'&\u2028\uD800";
    private static final Pattern SCRIPT = Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
    private static final Instant NOW = Instant.parse("2013-05-01T00:00:00Z");

    @Test
    void aYearOfDailyPointsAndTwentyFeaturesStaysUnderOneAndAHalfMegabytes() {
        assertThat(SyntheticYear.report().html().getBytes(StandardCharsets.UTF_8).length)
                .isBetween(100_000, 1_500_000);
    }

    @Test
    void sameValuesGiveTheSameBytes() {
        assertThat(SyntheticYear.report().html())
                .isEqualTo(SyntheticYear.report().html());
    }

    @Test
    void nothingIsLoadedFromAnywhere() {
        String html = SyntheticYear.report().html();
        String withoutScripts =
                STYLE.matcher(SCRIPT.matcher(html).replaceAll("")).replaceAll("");

        assertThat(withoutScripts).doesNotContain("http:", "https:", "//", " src=", "@import", "url(");
        assertThat(withoutScripts).containsOnlyOnce("<link").contains("<link rel=\"icon\" href=\"data:,\">");
        Matcher style = STYLE.matcher(html);
        assertThat(style.find()).isTrue();
        assertThat(style.group(1)).doesNotContain("http", "@import", "url(");
        assertThat(Pattern.compile("https?://\\w+").matcher(html).results().map(match -> match.group()))
                .as("the library's name in its licence comment and the name space of SVG, which is no address")
                .containsExactlyInAnyOrder("https://github", "http://www");
        assertThat(html).contains("/*! https://github.com/leeoniya/uPlot", "SVG = \"http://www.w3.org/2000/svg\"");
    }

    @Test
    void onlyTheScriptsAndTheStyleOfTheReportMayRun() throws Exception {
        String html = SyntheticYear.report().html();
        String policy =
                between(html, "Content-Security-Policy\" content=\"", "\"").replace("&#39;", "'");

        assertThat(policy)
                .contains("default-src 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        List<String> hashes = new ArrayList<>();
        for (Matcher script = SCRIPT.matcher(html); script.find(); ) {
            if (script.group(1).isEmpty()) {
                hashes.add(hash(script.group(2)));
            }
        }
        assertThat(hashes).hasSize(2).allSatisfy(hash -> assertThat(policy).contains(hash));
        assertThat(policy).contains("style-src " + hash(between(html, "<style>", "</style>")));
        assertThat(html)
                .doesNotContain(" style=\"", "eval(", "new Function")
                .doesNotContainPattern("<[^>]* on[a-z]+=\"");
    }

    @Test
    void theLicenceOfTheChartLibraryIsKept() {
        assertThat(SyntheticYear.report().html()).contains("The MIT License", "Leon Sorokin");
    }

    @Test
    void hostileTextNeverBecomesMarkup() {
        HtmlReport report = HtmlReport.titled(HOSTILE)
                .subtitle(HOSTILE)
                .fact(HOSTILE, HOSTILE)
                .figure(HOSTILE, Cell.text(HOSTILE), HOSTILE)
                .section(HOSTILE, HOSTILE)
                .paragraph(HOSTILE)
                .chart(TimeChart.titled(HOSTILE)
                        .caption(HOSTILE)
                        .series(HOSTILE, List.of(NOW), 1)
                        .limit(HOSTILE, 2)
                        .events(List.of(Event.of(NOW, EventKind.NOTE, HOSTILE))))
                .features(List.of(
                        FeatureComparison.numeric(HOSTILE, new double[] {0, 1}, new double[] {1}, new double[] {1})
                                .score(HOSTILE, 1, 2)
                                .drifted(HOSTILE)
                                .history(List.of(NOW), 1),
                        FeatureComparison.categorical("c", List.of(HOSTILE), new double[] {1}, new double[] {1})))
                .events(List.of(new Event(NOW, EventKind.ALARM, HOSTILE, HOSTILE)))
                .incidents(incidents(HOSTILE))
                .table(DataTable.titled(HOSTILE)
                        .caption(HOSTILE)
                        .columns(HOSTILE)
                        .row(Cell.text(HOSTILE)))
                .build();

        String html = report.html();
        assertThat(html).doesNotContain("<img", HOSTILE);
        assertThat(SCRIPT.matcher(html).results().count()).isEqualTo(3);
        String data = between(html, "<script type=\"application/json\" id=\"data\">", "</script>");
        assertThat(data)
                .contains("\\u003c/script\\u003e\\u003cimg src=x onerror=\\u0022alert(1)\\u0022\\u003e{{script}}")
                .doesNotContain("<", ">", "&", "'");
        assertThat(data.chars().allMatch(c -> c >= ' ' && c < 0x7F)).isTrue();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(html)).isTrue();
    }

    @Test
    void featuresAreSortedByHowFarTheyDrifted() {
        String html = HtmlReport.titled("t")
                .section("s", "")
                .features(List.of(
                        feature("calm").score("PSI", 0.01, 0.2).stable(""),
                        feature("far").score("KS", 0.3, 0.05).drifted(""),
                        feature("unknown"),
                        feature("near").score("PSI", 0.3, 0.2).drifted("")))
                .build()
                .html();

        assertThat(Pattern.compile("data-name=\"(\\w+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactly("far", "near", "calm", "unknown");
    }

    @Test
    void aDriftReportIsDrawnFromItsProfilesAndNoTestIsLeftOut() {
        Random random = new Random(5);
        Profile reference = Profile.builder()
                .feature("calm", NumericProfile.of(random.doubles(2_000).toArray()))
                .feature("moved", NumericProfile.of(random.doubles(2_000).toArray()))
                .feature("carrier", CategoricalProfile.ofCounts(Map.of("AA", 900L, "UA", 1_100L), 0))
                .build();
        Profile current = Profile.builder()
                .feature("calm", NumericProfile.of(random.doubles(2_000).toArray()))
                .feature(
                        "moved",
                        NumericProfile.of(random.doubles(2_000, 0.5, 1.5).toArray()))
                .feature("carrier", CategoricalProfile.ofCounts(Map.of("AA", 3L), 1_997))
                .build();
        DriftReport drift = DriftDetector.of(DriftTests.psi(), DriftTests.ks()).compare(reference, current);

        String html = HtmlReport.titled("t")
                .section("Drift", "")
                .drift(drift, reference, current)
                .build()
                .html();

        assertThat(Pattern.compile("data-name=\"(\\w+)\" data-status=\"(\\w+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1) + " " + match.group(2)))
                .containsExactly("moved drift", "carrier undecided", "calm stable");
        int results = drift.features().stream()
                .mapToInt(feature -> feature.results().size())
                .sum();
        assertThat(results).isGreaterThan(3);
        assertThat(Pattern.compile("<tr><th scope=\"row\"")
                        .matcher(html)
                        .results()
                        .count())
                .isEqualTo(results);
        assertThat(html).contains("Effect (95 %)").containsPattern(">ks-distance 0\\.\\d+ \\(0\\.\\d+ to 0\\.\\d+\\)<");
    }

    @Test
    void aVerdictOnAnotherFeatureIsRefused() {
        assertThatThrownBy(() -> feature("one").judged(new FeatureDrift("two", FeatureType.NUMERIC, List.of())))
                .hasMessageContaining("one");
    }

    @Test
    void seriesWithTimesOfTheirOwnShareOneAxis() {
        String html = HtmlReport.titled("t")
                .section("s", "")
                .chart(TimeChart.titled("c")
                        .series("daily", List.of(NOW, NOW.plusSeconds(60), NOW.plusSeconds(120)), 1, 2, 3)
                        .series("sparse", List.of(NOW.plusSeconds(60)), 9.5))
                .build()
                .html();

        assertThat(html).contains("\"x\":[1367366400,1367366460,1367366520]", "\"y\":[null,9.5,null]");
    }

    @Test
    void aFileIsWrittenIntoAFolderThatDidNotExist(@TempDir Path folder) throws Exception {
        HtmlReport report = HtmlReport.titled("é").build();

        Path file = report.writeTo(folder.resolve("a/b/report.html"));

        assertThat(Files.readString(file, StandardCharsets.UTF_8))
                .isEqualTo(report.html())
                .contains("<title>é</title>");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed(@TempDir Path folder) {
        assertThatThrownBy(() -> HtmlReport.titled("t").build().writeTo(folder))
                .isInstanceOfSatisfying(
                        ReportException.class, e -> assertThat(e.file()).contains(folder));
    }

    @Test
    void whatBelongsToNoSectionIsRefused() {
        assertThatThrownBy(() -> HtmlReport.titled("t").paragraph("p")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void badValuesAreRefusedByName() {
        List<Instant> backwards = List.of(NOW, NOW);
        assertThatThrownBy(() -> TimeChart.titled("c").series("loss", backwards, 1, 2))
                .hasMessageContaining("loss");
        assertThatThrownBy(() -> TimeChart.titled("c").series("loss", List.of(NOW), 1, 2))
                .hasMessageContaining("1 times and 2 values");
        assertThatThrownBy(() ->
                        FeatureComparison.numeric("distance", new double[] {0, 1}, new double[] {-1}, new double[] {1}))
                .hasMessageContaining("distance");
        assertThatThrownBy(() ->
                        FeatureComparison.numeric("distance", new double[] {0, 0}, new double[] {1}, new double[] {1}))
                .hasMessageContaining("distance");
        assertThatThrownBy(() -> DataTable.titled("t").columns("a").row()).hasMessageContaining("1 columns");
    }

    private static FeatureComparison feature(String name) {
        return FeatureComparison.numeric(name, new double[] {0, 1, 2}, new double[] {1, 1}, new double[] {1, 2});
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String hash(String source) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    /** One that is over, one that is open. */
    private static List<Incident> incidents(String word) {
        IncidentRules rules = IncidentRules.standard().quietWindows(1);
        Symptom symptom = Symptom.of(Symptom.Area.DATA, "quality", word, word, word);
        Symptom other = Symptom.of(Symptom.Area.FEATURE, "drift", "other", "other drifted", "PSI is 0.3");
        List<Incident> first = rules.next(
                        List.of(), new WindowFindings("m", 1, NOW, NOW, 1, List.of(symptom), Set.of()))
                .incidents();
        List<Incident> both = rules.next(first, new WindowFindings("m", 2, NOW, NOW, 1, List.of(other), Set.of()))
                .incidents();
        return rules.acknowledge(both, "m-2", new Acknowledgement("Ana", word, NOW), 2)
                .incidents();
    }

    @Test
    void openIncidentsComeFirstWithWhatToDoAndWhoTakesCare() {
        String html = HtmlReport.titled("t")
                .section("Incidents", "")
                .incidents(incidents("temp"))
                .build()
                .html();

        assertThat(html.indexOf("m-2")).isBetween(1, html.indexOf("m-1"));
        assertThat(html)
                .contains("other drifted since Wed 00:00; 1 row")
                .contains("What to do: look for what changed where other comes from")
                .contains("Taken care of by Ana: temp")
                .contains("PSI is 0.3")
                .contains(">over<");
    }
}
