package com.example.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.AuditAction;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the packaged service acknowledged, that is answered with 200 or 204, is there after it was ended by a signal and
 * started again.
 */
class GracefulShutdownIT {
    private static final int CALLERS = 4;
    private static final int UNAVAILABLE = 503;
    private static final Duration START = Duration.ofMinutes(2);
    private static final String DECIDED =
            "leeway_retrainer_decisions_total{action=\"retrain\",alias=\"champion\",model=\"flight-delay\",reason=\"condition_met\"} 1.0";

    @TempDir
    Path folder;

    private final Set<Long> predicted = ConcurrentHashMap.newKeySet();
    private final Set<Long> landed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();
    private final List<Process> processes = new ArrayList<>();

    private record Service(Process process, int port) {
        Traffic traffic() {
            return new Traffic(port);
        }

        int end() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }
    }

    private Service start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dquarkus.http.port=" + port,
                        "-Dmodel.folder=" + folder,
                        "-jar",
                        "target/quarkus-app/quarkus-run.jar")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("service.log").toFile()))
                .start();
        processes.add(process);
        Service service = new Service(process, port);
        Traffic traffic = service.traffic();
        await().atMost(START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> traffic.get("/q/health/ready").statusCode() == 200);
        return service;
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    /** Predicts and labels until the service takes no more requests; what is answered is remembered. */
    private void callUntilRefused(Traffic traffic, List<Flight> flights) throws InterruptedException {
        try {
            for (Flight flight : flights) {
                remember(traffic.predict(flight), 200, predicted, flight.id());
                if (flight.id() % 2 == 0) {
                    remember(traffic.landed(flight.id(), flight.late()), 204, landed, flight.id());
                }
            }
            throw new AssertionError("the service was not ended while requests went on");
        } catch (IOException e) {
            // Refused: the service takes no more requests.
        }
    }

    private void remember(HttpResponse<String> response, int acknowledged, Set<Long> ids, long id) throws IOException {
        if (response.statusCode() == acknowledged) {
            ids.add(id);
        } else {
            otherAnswers.add(response.statusCode());
            throw new IOException("answered by " + response.statusCode());
        }
    }

    @Test
    void nothingAcknowledgedIsLostAndARetrainingInProgressEndsWhole() throws Exception {
        Service service = start();
        Traffic traffic = service.traffic();
        for (Flight flight : Traffic.flights(1_000_000, 1_000)) {
            assertThat(traffic.predict(flight).statusCode()).isEqualTo(200);
            assertThat(traffic.landed(flight.id(), flight.late()).statusCode()).isEqualTo(204);
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            List<Flight> flights = Traffic.flights(2_000_000 + i * 100_000L, 6_000);
            callers.add(threads.submit(() -> {
                callUntilRefused(service.traffic(), flights);
                return null;
            }));
        }
        await().until(() -> landed.size() > 200);
        Future<HttpResponse<String>> tick = threads.submit(traffic::tick);
        await().until(() -> traffic.get("/q/metrics").body().contains(DECIDED));

        int exit = service.end();

        assertThat(exit).isEqualTo(143);
        for (Future<?> caller : callers) {
            caller.get();
        }
        JsonNode outcome = Traffic.json(tick.get());
        threads.shutdown();
        assertThat(outcome.get("status").asText()).as(outcome.toString()).isEqualTo("PROMOTED");
        assertThat(otherAnswers).isSubsetOf(UNAVAILABLE);
        theRegistryIsWhole(outcome.get("champion").asInt());
        everythingIsInTheLog();
        Traffic again = start().traffic();
        assertThat(Traffic.json(again.predict(Traffic.flights(9_000_000, 1).get(0)))
                        .get("version"))
                .isEqualTo(outcome.get("champion"));
    }

    private void everythingIsInTheLog() {
        Set<Long> known = new HashSet<>();
        Set<Long> labelled = new HashSet<>();
        try (FeedbackLog<Flight> feedback = FeedbackLog.open(folder.resolve("flights"), Flight.SCHEMA)) {
            for (FeedbackEntry<Flight> entry : feedback.entries(Instant.now())) {
                known.add(entry.row().id());
                entry.labelled().ifPresent(at -> labelled.add(entry.row().id()));
            }
        }
        assertThat(known).containsAll(predicted);
        assertThat(labelled).containsAll(landed);
    }

    private void theRegistryIsWhole(int champion) {
        try (ModelRegistry registry = FileRegistry.open(folder.resolve("models"))) {
            assertThat(registry.resolve("flight-delay", "champion").number()).isEqualTo(champion);
            assertThat(registry.verify("flight-delay").problems()).isEmpty();
            assertThat(registry.audit("flight-delay")).last().satisfies(event -> assertThat(event.action())
                    .isEqualTo(AuditAction.MOVE_ALIAS));
        }
    }
}
