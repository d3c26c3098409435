package io.leeway.testing;

import static io.leeway.testing.LeewayAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CiReportsTest {
    /** A sample as the standard has it, and as GitLab can split it: no number sign within the labels. */
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-z_]+)\\{[a-z]+=\"(?:[^\"\\\\#]|\\\\[n\"\\\\])*\"(?:,[a-z]+=\"(?:[^\"\\\\#]|\\\\[n\"\\\\])*\")*\\} [-+0-9.eEInfNa]+");

    @TempDir
    Path folder;

    private TestExecutionSummary run(Map<String, String> settings, DiscoverySelector... selectors) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameters(settings)
                .build();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    private TestExecutionSummary run(Class<?>... tests) {
        return run(
                Map.of(CiReports.SETTING, folder.toString()),
                Stream.of(tests).map(each -> selectClass(each)).toArray(DiscoverySelector[]::new));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    /** The samples by name and labels; fails if the text is not OpenMetrics. */
    private static Map<String, Double> samples(String text) {
        Map<String, Double> samples = new TreeMap<>();
        List<String> families = new ArrayList<>();
        assertThat(text).endsWith("\n# EOF\n");
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                assertThat(line).endsWith(" gauge");
                families.add(line.split(" ")[2]);
            } else if (!line.startsWith("# ")) {
                assertThat(line).matches(SAMPLE);
                int end = line.lastIndexOf(' ');
                assertThat(line.substring(0, line.indexOf('{'))).isEqualTo(families.get(families.size() - 1));
                assertThat(samples.put(line.substring(0, end), Double.valueOf(line.substring(end + 1))))
                        .as("a second sample of %s", line)
                        .isNull();
            }
        }
        assertThat(families).doesNotHaveDuplicates();
        return samples;
    }

    private Map<String, Double> samples() throws IOException {
        return samples(read("metrics.txt"));
    }

    private static String key(String family, String metric, String test) {
        return "leeway_metric_" + family + "{metric=\"" + metric + "\",test=\"io.leeway.testing.Checked$" + test
                + "\"}";
    }

    private Document xml(Class<?> test) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("TEST-" + test.getName() + ".xml").toFile());
    }

    private static Element testCase(Document document, String name) {
        NodeList cases = document.getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element each = (Element) cases.item(i);
            if (each.getAttribute("name").equals(name)) {
                return each;
            }
        }
        throw new AssertionError("no test case " + name);
    }

    private static Map<String, String> properties(Element test) {
        Map<String, String> properties = new TreeMap<>();
        NodeList all = test.getElementsByTagName("property");
        for (int i = 0; i < all.getLength(); i++) {
            Element each = (Element) all.item(i);
            properties.put(each.getAttribute("name"), each.getAttribute("value"));
        }
        return properties;
    }

    @Test
    void nothingIsWrittenUnlessAFolderIsNamed() {
        run(Map.of(), selectClass(Checked.FirstFork.class));
        run(Map.of(CiReports.SETTING, " "), selectClass(Checked.FirstFork.class));

        assertThat(folder).isEmptyDirectory();
        assertThat(Recording.current()).isNull();
    }

    @Test
    void eachAssertionIsASampleWithItsIntervalAndThreshold() throws IOException {
        run(Checked.Models.class);

        assertThat(samples())
                .containsEntry(key("value", "accuracy", "Models.isGood"), 0.797)
                .containsEntry(key("threshold", "accuracy", "Models.isGood"), 0.7)
                .containsEntry(key("passed", "accuracy", "Models.isGood"), 1.0)
                .containsEntry(key("value", "rows", "Models.isGood"), 1000.0)
                .hasEntrySatisfying(key("lower", "accuracy", "Models.isGood"), lower -> assertThat(lower)
                        .isBetween(0.76, 0.79))
                .hasEntrySatisfying(key("upper", "accuracy", "Models.isGood"), upper -> assertThat(upper)
                        .isBetween(0.8, 0.83));
    }

    @Test
    void aFailingAssertionIsRecordedAndComesFirst() throws IOException {
        assertThat(run(Checked.Models.class).getTestsFailedCount()).isEqualTo(1);

        assertThat(samples())
                .containsEntry(
                        "leeway_metric_passed{metric=\"accuracy\",description=\"February\",test=\"io.leeway.testing.Checked$Models.isTooBad\"}",
                        0.0);
        assertThat(read("summary.md"))
                .startsWith("## Model checks: 1 of 13 failed\n\n### Failed\n\n| Metric |")
                .containsPattern(
                        "\\| accuracy \\| 0\\.\\d+ \\| .* to .* \\(95%\\) \\| at least 0.7 \\| \\*\\*failed\\*\\*"
                                + " \\| February \\| Checked&#36;Models.isTooBad \\| accuracy is .* but must be at least 0.7: failed \\|")
                .containsSubsequence("### Failed", "isTooBad", "### Passed", "isGood");
    }

    @Test
    void parametrisedRepeatedDynamicAndNestedTestsAreToldApart() throws IOException {
        run(Checked.Models.class);

        assertThat(samples())
                .containsEntry(key("value", "accuracy", "Models.isGoodAt(int)[1]"), 0.69)
                .containsKeys(
                        key("value", "accuracy", "Models.isGoodAt(int)[2]"),
                        key("value", "accuracy", "Models.isGoodAt(int)[3]"),
                        key("value", "accuracy", "Models.isGoodAgain[1]"),
                        key("value", "accuracy", "Models.isGoodAgain[2]"),
                        key("value", "accuracy", "Models.isGoodDynamically[1]"),
                        key("value", "accuracy", "Models.isGoodDynamically[2]"),
                        key("value", "accuracy", "Models$AtNight.isGood"));
    }

    @Test
    void theSameMetricAskedTwiceInATestIsNumbered() throws IOException {
        run(Checked.Models.class);

        assertThat(samples())
                .containsEntry(key("threshold", "accuracy", "Models.isAskedTwice"), 0.7)
                .containsEntry(
                        key("threshold", "accuracy", "Models.isAskedTwice").replace("\"}", "\",assertion=\"2\"}"), 0.8);
    }

    @Test
    void aFailureThatTheTestExpectsIsNoFailureOfTheModel() throws Exception {
        run(Checked.Models.class);

        assertThat(read("metrics.txt")).doesNotContain("isKnownToBeBad");
        assertThat(read("summary.md"))
                .doesNotContain("isKnownToBeBad")
                .endsWith("\nLeft out: 1 failed in tests that passed, because they expected it.\n");
        assertThat(properties(testCase(xml(Checked.Models.class), "isKnownToBeBad")))
                .containsEntry("leeway.accuracy.verdict", "failed, which the test handled");
    }

    @Test
    void softAssertionsAreAllRecorded() throws IOException {
        assertThat(run(Checked.Softly.class).getTestsFailedCount()).isEqualTo(2);

        assertThat(samples())
                .containsEntry(key("passed", "accuracy", "Softly.allAreAsked"), 0.0)
                .containsEntry(key("passed", "brier", "Softly.allAreAsked"), 1.0)
                .containsEntry(key("passed", "accuracy", "Softly.allOfJupiterAreAskedToo"), 0.0)
                .containsEntry(key("passed", "brier", "Softly.allOfJupiterAreAskedToo"), 1.0);
    }

    @Test
    void runsDriftAndDataQualityAreFiguresToo() throws IOException {
        run(Checked.Kinds.class);

        assertThat(samples())
                .containsEntry(
                        "leeway_metric_threshold{metric=\"rocAuc\",model=\"trips\",candidate=\"logistic\",test=\"io.leeway.testing.Checked$Kinds.aRun\"}",
                        0.7)
                .containsKey(
                        "leeway_metric_lower{metric=\"rocAuc\",model=\"trips\",candidate=\"logistic\",test=\"io.leeway.testing.Checked$Kinds.aRun\"}")
                .containsEntry(
                        "leeway_metric_passed{metric=\"status\",model=\"trips\",test=\"io.leeway.testing.Checked$Kinds.aRun\"}",
                        1.0)
                .containsEntry(key("passed", "psi(wind)", "Kinds.drift"), 0.0)
                .containsEntry(key("passed", "psi(distance)", "Kinds.drift"), 1.0)
                .containsEntry(key("threshold", "psi(wind)", "Kinds.drift"), 0.2)
                .containsEntry(key("value", "violations(distance is between 0 and 6,000)", "Kinds.quality"), 0.0);
        assertThat(read("summary.md")).contains("| trips v1 (logistic) |").contains("| PROMOTABLE |");
    }

    @Test
    void whatARunsPipelineDeclaresIsInTheSummary() throws IOException {
        run(Checked.Kinds.class);

        assertThat(read("summary.md"))
                .contains(
                        "### What the models are for\n\n- trips\n  - objective: fewer missed \\| delays\n  - success: recall at"
                                + " least 0.3\n  - owner of data: Ann\n",
                        "| recall | ");
    }

    @Test
    void assertionsInOtherThreadsBelongToTheTestThatIsRunning() throws IOException {
        run(Checked.InOtherThreads.class);

        assertThat(samples().keySet())
                .filteredOn(each -> each.startsWith("leeway_metric_value"))
                .containsExactlyInAnyOrder(
                        inOtherThreads("before all", "(class)"),
                        inOtherThreads("own", "inAThreadOfItsOwn"),
                        inOtherThreads("pool", "inAPool"));
    }

    private static String inOtherThreads(String description, String test) {
        return "leeway_metric_value{metric=\"accuracy\",description=\"" + description
                + "\",test=\"io.leeway.testing.Checked$InOtherThreads." + test + "\"}";
    }

    @Test
    void testsThatRunAtTheSameTimeKeepTheirFiguresApart() throws IOException {
        Map<String, String> settings = Map.of(
                CiReports.SETTING,
                folder.toString(),
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                "concurrent",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                "8");

        assertThat(run(settings, selectClass(Checked.ManyAtOnce.class), selectClass(Checked.Models.class))
                        .getTestsFailedCount())
                .isEqualTo(1);

        Map<String, Double> samples = samples();
        for (int each = 1; each <= Checked.ManyAtOnce.TESTS; each++) {
            assertThat(samples).containsEntry(key("value", "rows", "ManyAtOnce.many[" + each + "]"), (double) each);
        }
        for (int each = 1; each <= 16; each++) {
            assertThat(samples)
                    .containsEntry(key("value", "rows", "ManyAtOnce.parametrised(int)[" + each + "]"), 100.0 + each);
        }
        assertThat(samples).containsEntry(key("value", "accuracy", "Models.isGoodAt(int)[1]"), 0.69);
    }

    @Test
    void equalFiguresGiveEqualBytes(@TempDir Path other) throws IOException {
        run(Checked.Models.class, Checked.Kinds.class);
        run(
                Map.of(
                        CiReports.SETTING,
                        other.toString(),
                        "junit.jupiter.execution.parallel.enabled",
                        "true",
                        "junit.jupiter.execution.parallel.mode.default",
                        "concurrent"),
                selectClass(Checked.Kinds.class),
                selectClass(Checked.Models.class));

        for (String each : List.of("metrics.txt", "summary.md")) {
            assertThat(other.resolve(each)).hasSameBinaryContentAs(folder.resolve(each));
        }
    }

    @Test
    void theResultsInXmlHaveTheFiguresAsProperties() throws Exception {
        run(Checked.Models.class);

        Document document = xml(Checked.Models.class);
        assertThat(properties(testCase(document, "isTooBad")))
                .containsEntry("leeway.February.accuracy.threshold", "at least 0.7")
                .containsEntry("leeway.February.accuracy.verdict", "failed")
                .hasEntrySatisfying(
                        "leeway.February.accuracy", value -> assertThat(value).isEqualTo("0.592"))
                .hasEntrySatisfying("leeway.February.accuracy.interval", value -> assertThat(value)
                        .endsWith("(95%)"));
        assertThat(properties(testCase(document, "isAskedTwice")))
                .containsKeys("leeway.accuracy", "leeway.accuracy (2)", "leeway.accuracy (2).threshold");
        assertThat(testCase(document, "isTooBad")
                        .getElementsByTagName("failure")
                        .item(0)
                        .getTextContent())
                .contains("Expecting that", "Checked$Models.isTooBad");
        assertThat(testCase(document, "isSkipped")
                        .getElementsByTagName("skipped")
                        .getLength())
                .isEqualTo(1);
        Element suite = document.getDocumentElement();
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("tests")).isEqualTo("12");
        assertThat(folder.resolve("TEST-" + Checked.Models.AtNight.class.getName() + ".xml"))
                .exists();
    }

    @Test
    void allTestsAreInTheResultsAlsoThoseWithoutFigures() throws Exception {
        run(Checked.Quiet.class);

        assertThat(properties(testCase(xml(Checked.Quiet.class), "assertsNothingOfModels")))
                .isEmpty();
        assertThat(read("metrics.txt")).isEqualTo("# EOF\n");
        assertThat(read("summary.md")).isEqualTo("## Model checks: none were made\n");
    }

    @Test
    void namesAreEscapedInEachForm() throws Exception {
        run(Checked.Strange.class);

        assertThat(samples().keySet()).anySatisfy(each -> assertThat(each)
                .contains("description=\"<b>a|b</b> \\\"C＃\\\" \\\\ `x`\\n_y_ $z$\""));
        assertThat(read("summary.md"))
                .contains("&lt;b&gt;a\\|b&lt;/b&gt; \"C\\#\" \\\\ \\`x\\` \\_y\\_ &#36;z&#36;")
                .doesNotContain("<b>");
        Element failing = testCase(xml(Checked.Strange.class), "controlCharacters");
        assertThat(((Element) failing.getElementsByTagName("error").item(0)).getAttribute("message"))
                .isEqualTo("bell \uFFFD, half a pair \uFFFD, ]]> and <tag>");
    }

    @Test
    void aTestThatRunsAgainKeepsItsNeighbours() throws IOException {
        run(Checked.Models.class);
        String before = read("metrics.txt");

        run(Map.of(CiReports.SETTING, folder.toString()), selectMethod(Checked.Models.class, "isTooBad"));

        assertThat(read("metrics.txt")).isEqualTo(before);
    }

    @Test
    void forksShareAFolder() throws Exception {
        List<Process> forks = new ArrayList<>();
        for (Class<?> each : List.of(Checked.FirstFork.class, Checked.SecondFork.class, Checked.Models.class)) {
            forks.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-D" + CiReports.SETTING + "=" + folder,
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            Fork.class.getName(),
                            each.getName())
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process each : forks) {
            String output = new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(each.waitFor()).as(output).isZero();
        }

        assertThat(samples())
                .containsKey(key("value", "accuracy", "FirstFork.isGood"))
                .containsKey(key("value", "accuracy", "SecondFork.isGood"))
                .containsKey(key("value", "accuracy", "Models.isGood"));
        assertThat(read("summary.md")).startsWith("## Model checks: 1 of 15 failed");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files).noneMatch(each -> each.toString().endsWith(".tmp"));
        }
    }

    /** A process of its own that runs one test class. */
    static final class Fork {
        private Fork() {}

        public static void main(String[] arguments) {
            LauncherFactory.create()
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .selectors(selectClass(arguments[0]))
                            .build());
        }
    }

    @Test
    void aMetricsFileThatCannotBeWrittenIsAWarningAndChangesNoVerdict() throws IOException {
        Files.createDirectories(folder.resolve("metrics.txt").resolve("in the way"));

        List<String> warnings =
                warnings(() -> assertThat(run(Checked.FirstFork.class).getTestsSucceededCount())
                        .isEqualTo(1));

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("leeway.ci.reports: the files for CI systems could not be written to " + folder)
                .contains("metrics.txt", "The verdict of the tests is not affected", "Name a folder");
    }

    @Test
    void aFolderThatCannotBeMadeIsAWarningAndChangesNoVerdict() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "x");
        Map<String, String> settings =
                Map.of(CiReports.SETTING, file.resolve("reports").toString());

        List<String> warnings = warnings(() -> assertThat(
                        run(settings, selectClass(Checked.FirstFork.class)).getTestsSucceededCount())
                .isEqualTo(1));

        assertThat(warnings).singleElement().asString().contains("a file", "Name a folder");
        assertThat(file).hasContent("x");
    }

    private static List<String> warnings(Runnable action) {
        Logger logger = Logger.getLogger(CiReports.class.getName());
        List<String> messages = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                messages.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            action.run();
        } finally {
            logger.removeHandler(handler);
            logger.setUseParentHandlers(true);
        }
        return messages;
    }
}
