package io.leeway.examples.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leeway.examples.flights.Year;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A service that embeds the loop, scraped by a real Prometheus, which is asked each query of the rules and dashboards. */
@Tag("observability")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityIT {

    private static final Pattern SELECTOR = Pattern.compile("up\\{[^}]*}|[\\w:]*leeway_[\\w:]*(?:\\{[^}]*})?");

    private final ScheduledExecutorService flying = Executors.newSingleThreadScheduledExecutor();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Instant start = Instant.now();
    private final List<AutoCloseable> running;

    private record Scene(ObservedFlights service, PrometheusServer prometheus, ScheduledFuture<?> flights) {}

    private final Scene scene;

    ObservabilityIT(@TempDir Path folder) throws IOException {
        ObservedFlights service = new ObservedFlights(Year.read(), meters);
        MetricsEndpoint endpoint = new MetricsEndpoint(meters, 0);
        PrometheusServer prometheus = new PrometheusServer(folder, endpoint.address());
        running = List.of(prometheus, endpoint);
        ScheduledFuture<?> flights =
                flying.scheduleWithFixedDelay(() -> service.fly(200), 0, 200, TimeUnit.MILLISECONDS);
        scene = new Scene(service, prometheus, flights);
    }

    @BeforeAll
    void liveThroughPromotionsAndARollBack() {
        await().atMost(Duration.ofSeconds(90)).until(() -> {
            assertThat(scene.flights.isDone()).as("the flights go on").isFalse();
            return first("leeway_retrainer_outcomes_total{status=\"promoted\"}") >= 2;
        });
        scene.service.live().rollBack("an operator wants to see the previous one again");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> first("leeway_model_swaps_total{cause=\"rolled_back\"}") == 1
                        && first("count_over_time(model:leeway_model_answers:rate5m[1m])") >= 10);
    }

    @AfterAll
    void stop() throws Exception {
        flying.shutdownNow();
        for (AutoCloseable each : running) {
            each.close();
        }
    }

    static String substituted(String text) {
        return text.replace("$model", ObservedFlights.MODEL)
                .replace("$metric", "logLoss")
                .replace("$__rate_interval", "10s")
                .replace("$__range", "1m");
    }

    static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The first value that a query gives, or NaN. */
    private double first(String query) {
        JsonNode result = scene.prometheus.query(query);
        return result.isEmpty()
                ? Double.NaN
                : number(result.get(0).get("value").get(1).asString());
    }

    /** Whether a query gives a value that is a number. */
    private boolean givesData(String query) {
        for (JsonNode series : scene.prometheus.query(query)) {
            if (!Double.isNaN(number(series.get("value").get(1).asString()))) {
                return true;
            }
        }
        return false;
    }

    static Stream<String> queriesOfPanels() {
        return Dashboards.all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .flatMap(panel -> panel.queries().stream())
                .map(query -> substituted(query.expression()))
                .distinct();
    }

    static Stream<String> variables() {
        return Dashboards.all().stream()
                .flatMap(dashboard -> dashboard.variables().stream())
                .map(variable -> substituted(variable.query()).replaceAll("label_values\\((.*), \\w+\\)", "$1"))
                .distinct();
    }

    /** The commands of the guide, but the last, which starts a server. */
    static Stream<String> commands() throws IOException {
        return Files.readAllLines(Generated.ROOT.resolve("docs/observability.md")).stream()
                .filter(line -> line.startsWith("promtool "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void promtoolAcceptsConfigurationRulesAndTests(String command) throws Exception {
        Process promtool = new ProcessBuilder(command.split(" "))
                .directory(PrometheusServer.RULES.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(printed).isZero();
        assertThat(printed).contains("SUCCESS");
    }

    @ParameterizedTest
    @MethodSource("queriesOfPanels")
    void eachQueryOfAPanelGivesData(String query) {
        await().atMost(Duration.ofSeconds(5)).until(() -> givesData(query));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void eachVariableHasValuesToChooseFrom(String query) {
        assertThat(givesData(query)).isTrue();
    }

    private List<JsonNode> rules(String type) {
        List<JsonNode> rules = new ArrayList<>();
        scene.prometheus.rules().forEach(group -> group.get("rules").forEach(rule -> {
            if (rule.get("type").asString().equals(type)) {
                rules.add(rule);
            }
        }));
        return rules;
    }

    @Test
    void eachRecordingRuleGivesData() {
        assertThat(rules("recording")).hasSize(7).allSatisfy(rule -> {
            assertThat(rule.get("health").asString()).isEqualTo("ok");
            assertThat(givesData(rule.get("name").asString())).isTrue();
        });
    }

    /** An alert's own query is empty while all is well, so what it reads is asked. */
    @Test
    void eachAlertIsEvaluatedAndReadsSeriesThatExist() {
        assertThat(rules("alerting")).hasSize(16).allSatisfy(rule -> {
            assertThat(rule.get("health").asString()).isEqualTo("ok");
            Set<String> selectors = new TreeSet<>();
            SELECTOR.matcher(rule.get("query").asString()).results().forEach(found -> selectors.add(found.group()));
            assertThat(selectors).as(rule.get("query").asString()).isNotEmpty().allMatch(this::givesData);
        });
    }

    @Test
    void whatMustNotHappenWhileAllIsWellGivesNothing() {
        for (JsonNode rule : rules("alerting")) {
            String name = rule.get("name").asString();
            boolean expected = Set.of(
                            "LeewayRolledBack",
                            "LeewayDriftAlarm",
                            "LeewayDataQualityFailing",
                            "LeewayPerformanceWorse")
                    .contains(name);
            if (!expected) {
                assertThat(scene.prometheus.query(rule.get("query").asString()))
                        .as(name)
                        .isEmpty();
            }
        }
    }

    @Test
    void theAlertOfARollBackFires() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> givesData("ALERTS{alertname=\"LeewayRolledBack\", alertstate=\"firing\"}"));
    }

    @Test
    void allPanelsAreDrawnIntoOnePage() {
        Path page = new DashboardPage(scene.prometheus, start, Instant.now())
                .write(Path.of("target/observability/dashboards.html"));

        assertThat(page).content().contains("Leeway: retraining", "Drift by feature");
    }
}
