package com.example.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leeway.data.Rows;
import io.leeway.monitoring.ModelMonitor;
import io.leeway.pipeline.Pipeline;
import io.leeway.pipeline.Trainers;
import io.leeway.registry.ModelRegistry;
import io.leeway.serving.Answer;
import io.leeway.serving.LiveModel;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.tracing.test.autoconfigure.AutoConfigureTracing;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.tribuo.classification.Label;
import tools.jackson.databind.JsonNode;

/** The service as its users see it: over HTTP, in any order of the tests. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureTracing
class FlightsApplicationTest {
    private static final int CALLERS = 4;
    private static final int SWAPS = 40;
    private static final AtomicLong IDS = new AtomicLong(1_000_000);

    @TempDir
    static Path folder;

    @LocalServerPort
    private int port;

    @Autowired
    private LiveModel<Flight, Label> live;

    @Autowired
    private ModelMonitor<Flight> monitor;

    @Autowired
    private ModelRegistry registry;

    @Autowired
    private ModelSettings model;

    @Autowired
    private InMemorySpanExporter spans;

    private Traffic traffic;

    @DynamicPropertySource
    static void anEmptyFolder(DynamicPropertyRegistry properties) {
        properties.add("model.folder", folder::toString);
    }

    @TestConfiguration
    static class Spans {
        @Bean
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }
    }

    @BeforeEach
    void caller() {
        traffic = new Traffic(port);
    }

    private JsonNode health() throws Exception {
        return Traffic.json(traffic.get("/actuator/health")).get("components").get("model");
    }

    private static String detail(JsonNode health, String name) {
        return health.get("details").get(name).asString();
    }

    private static List<Flight> flights(int count) {
        return Traffic.flights(IDS.getAndAdd(10_000), count);
    }

    private void serve(List<Flight> flights) throws Exception {
        for (Flight flight : flights) {
            assertThat(traffic.predict(flight).statusCode()).isEqualTo(200);
        }
    }

    /** A window has 500 rows and some more, because several threads of the server record. */
    private void serveUntilAWindowIsEvaluated(UnaryOperator<Flight> change) throws Exception {
        monitor.flush();
        long before = monitor.snapshot().number();
        for (Flight flight : flights(3_000)) {
            traffic.predict(change.apply(flight));
            if (monitor.snapshot().number() > before) {
                return;
            }
        }
        throw new AssertionError("no window was evaluated");
    }

    @Test
    void aFlightIsAnsweredWithAProbabilityAndTheVersionThatGaveIt() throws Exception {
        HttpResponse<String> response = traffic.predict(flights(1).get(0));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Traffic.json(response).get("probability").asDouble()).isBetween(0.01, 0.99);
        assertThat(Traffic.json(response).get("version").asInt())
                .isEqualTo(live.version().number());
    }

    @Test
    void anOutcomeOfAFlightThatNobodyAskedAboutIsRefusedWithAReason() throws Exception {
        HttpResponse<String> response = traffic.landed(77, true);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("no flight 77 waits for its outcome");
    }

    @Test
    void healthSaysWhichVersionAnswersHowOldItIsAndWhatTheLastWindowFound() throws Exception {
        serveUntilAWindowIsEvaluated(flight -> flight);

        JsonNode health = health();
        assertThat(health.get("status").asString()).isEqualTo("UP");
        assertThat(detail(health, "version"))
                .isEqualTo(String.valueOf(live.version().number()));
        assertThat(detail(health, "promoted")).isEqualTo(live.since().toString());
        assertThat(detail(health, "age")).startsWith("PT");
        assertThat(detail(health, "verdict")).isIn("STABLE", "DRIFT");
        assertThat(detail(health, "window")).isEqualTo(monitor.snapshot().toString());
        assertThat(detail(health, "reason")).matches("version \\d+ answers; window \\d+ raised \\d+ alerts");
    }

    @Test
    void healthIsOutOfServiceAndSaysWhyAfterAWindowOfImpossibleFlights() throws Exception {
        serveUntilAWindowIsEvaluated(FlightsApplicationTest::inMetres);

        JsonNode health = health();
        assertThat(health.get("status").asString()).isEqualTo("OUT_OF_SERVICE");
        assertThat(detail(health, "reason"))
                .startsWith("the flights of window " + monitor.snapshot().number() + " are not what was declared: ")
                .contains("distance");
        assertThat(traffic.get("/actuator/health").statusCode()).isEqualTo(503);
        assertThat(traffic.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }

    private static Flight inMetres(Flight flight) {
        return new Flight(
                flight.id(),
                flight.scheduled(),
                flight.carrier(),
                flight.origin(),
                flight.dest(),
                flight.distance() * 1_609,
                flight.hour(),
                flight.dayOfWeek(),
                flight.temp(),
                flight.windSpeed(),
                flight.visib(),
                flight.late());
    }

    @Test
    void healthIsDownAndSaysWhyIfTheRegistryCannotBeRead() throws Exception {
        Path models = folder.resolve("models");
        Path unmounted = folder.resolve("unmounted");
        Files.move(models, unmounted);
        try {
            JsonNode health = health();
            assertThat(health.get("status").asString()).isEqualTo("DOWN");
            assertThat(detail(health, "reason"))
                    .startsWith(
                            "version " + live.version().number() + " still answers, but the registry cannot be read: ");
            serve(flights(1));
        } finally {
            Files.move(unmounted, models);
        }
        assertThat(health().get("status").asString()).isNotEqualTo("DOWN");
    }

    @Test
    void metersOfModelMonitorAndRetrainerAreAtTheActuator() throws Exception {
        serve(flights(3));

        String labels = "{alias=\"champion\",model=\"flight-delay\"}";
        assertThat(traffic.get("/actuator/prometheus").body())
                .contains("leeway_model_version" + labels + " " + live.version().number() + ".0")
                .contains("leeway_model_answers_total" + labels + " " + answered() + ".0")
                .contains("leeway_monitor_rows_total{monitor=\"flight-delay\"} " + monitor.rows() + ".0")
                .contains(
                        "leeway_retrainer_outcomes_total{alias=\"champion\",model=\"flight-delay\",status=\"failed\"} 0.0")
                .contains(
                        "leeway_model_predict_seconds_count{alias=\"champion\",error=\"none\",model=\"flight-delay\",outcome=\"answered\"");
    }

    @Test
    void thePredictionIsASpanOfTheRequest() throws Exception {
        serve(flights(1));

        await().untilAsserted(() -> assertThat(spans("leeway.model.predict").map(SpanData::getParentSpanId))
                .containsAnyElementsOf(
                        spans("http post /flights").map(SpanData::getSpanId).toList()));
    }

    private Stream<SpanData> spans(String name) {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name));
    }

    @Test
    void aTickRetrainsAfterAThousandOutcomesAndTheNewVersionAnswers() throws Exception {
        int before = live.version().number();
        List<Flight> flights = flights(1_000);
        serve(flights);
        for (Flight flight : flights) {
            assertThat(traffic.landed(flight.id(), flight.late()).statusCode()).isEqualTo(204);
        }

        JsonNode outcome = Traffic.json(traffic.tick());

        assertThat(outcome.get("status").asString()).as(outcome.toString()).isEqualTo("PROMOTED");
        assertThat(Traffic.json(traffic.predict(flights.get(0))).get("version").asInt())
                .isEqualTo(outcome.get("champion").asInt())
                .isGreaterThan(before);
    }

    @Test
    void theModelIsSwappedWhileRequestsGoOnAndEachAnswerIsOfOneVersion() throws Exception {
        int first = live.version().number();
        int second = registerAnotherVersion();
        List<Flight> flights = flights(50);
        Map<Integer, List<Double>> expected = new HashMap<>();
        for (int version : new int[] {second, first}) {
            live.switchTo(version, "learn what it answers");
            expected.put(
                    version,
                    flights.stream().map(live::answer).map(Answer::score).toList());
        }
        assertThat(expected.get(first)).doesNotContainAnyElementsOf(expected.get(second));
        AtomicBoolean swapping = new AtomicBoolean(true);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        List<Future<Map<Integer, Integer>>> answers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            answers.add(callers.submit(() -> callUntilTheEnd(flights, expected, swapping)));
        }

        for (int swap = 0; swap < SWAPS; swap++) {
            long before = answered();
            live.switchTo(swap % 2 == 0 ? second : first, "swap " + swap);
            await().until(() -> answered() > before + 2L * CALLERS);
        }
        swapping.set(false);

        Map<Integer, Integer> total = new HashMap<>();
        for (Future<Map<Integer, Integer>> each : answers) {
            each.get().forEach((version, count) -> total.merge(version, count, Integer::sum));
        }
        callers.shutdown();
        assertThat(total).containsOnlyKeys(first, second);
        assertThat(total.values()).allSatisfy(count -> assertThat(count).isGreaterThan(100));
    }

    private long answered() {
        return live.answersByVersion().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Returns how many answers each version gave; each must be what that version answers to that flight. */
    private Map<Integer, Integer> callUntilTheEnd(
            List<Flight> flights, Map<Integer, List<Double>> expected, AtomicBoolean swapping) throws Exception {
        Map<Integer, Integer> counts = new HashMap<>();
        Traffic caller = new Traffic(port);
        for (int i = 0; swapping.get(); i = (i + 1) % flights.size()) {
            HttpResponse<String> response = caller.predict(flights.get(i));
            assertThat(response.statusCode()).isEqualTo(200);
            int version = Traffic.json(response).get("version").asInt();
            assertThat(Traffic.json(response).get("probability").asDouble())
                    .isEqualTo(expected.get(version).get(i));
            counts.merge(version, 1, Integer::sum);
        }
        return counts;
    }

    /** One that was trained on other rows. */
    private int registerAnotherVersion() {
        List<Flight> others =
                Rows.csv(Path.of(Traffic.HISTORY), Flight.class).toList().subList(0, 2_000);
        return Pipeline.classification(model.name(), Flight.SCHEMA)
                .candidate("logistic", Trainers::logisticRegression)
                .register(registry)
                .build()
                .run(others)
                .version()
                .orElseThrow()
                .number();
    }
}
