package com.example.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leeway.feedback.FeedbackEntry;
import io.leeway.feedback.FeedbackLog;
import io.leeway.registry.AuditAction;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.file.FileRegistry;
import io.leeway.retraining.Retrainer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What is acknowledged, that is answered with 200 or 204, is there after the service was stopped and started again. */
class GracefulShutdownTest {
    private static final int CALLERS = 4;

    @TempDir
    Path folder;

    private final Set<Long> predicted = ConcurrentHashMap.newKeySet();
    private final Set<Long> landed = ConcurrentHashMap.newKeySet();
    private final Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(FlightsApplication.class)
                .properties("server.port=0")
                .run("--model.folder=" + folder);
    }

    private static Traffic traffic(ConfigurableApplicationContext service) {
        return new Traffic(
                ((WebServerApplicationContext) service).getWebServer().getPort());
    }

    /** Predicts and labels until the service takes no more connections; what is answered is remembered. */
    private void callUntilRefused(Traffic traffic, List<Flight> flights) throws InterruptedException {
        try {
            for (Flight flight : flights) {
                HttpResponse<String> answer = traffic.predict(flight);
                if (answer.statusCode() == 200) {
                    predicted.add(flight.id());
                } else {
                    otherAnswers.add(answer.statusCode());
                }
                if (flight.id() % 2 == 0) {
                    HttpResponse<String> outcome = traffic.landed(flight.id(), flight.late());
                    if (outcome.statusCode() == 204) {
                        landed.add(flight.id());
                    } else {
                        otherAnswers.add(outcome.statusCode());
                    }
                }
            }
            throw new AssertionError("the service was not stopped while requests went on");
        } catch (IOException e) {
            // Refused: the service takes no more requests.
        }
    }

    // The log of flights is the only one.
    @SuppressWarnings("unchecked")
    @Test
    void nothingAcknowledgedIsLostAndARetrainingInProgressEndsWhole() throws Exception {
        ConfigurableApplicationContext service = start();
        Traffic traffic = traffic(service);
        for (Flight flight : Traffic.flights(1_000_000, 1_000)) {
            assertThat(traffic.predict(flight).statusCode()).isEqualTo(200);
            assertThat(traffic.landed(flight.id(), flight.late()).statusCode()).isEqualTo(204);
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            List<Flight> flights = Traffic.flights(2_000_000 + i * 100_000L, 6_000);
            callers.add(threads.submit(() -> {
                callUntilRefused(traffic(service), flights);
                return null;
            }));
        }
        await().until(() -> landed.size() > 200);
        Future<HttpResponse<String>> tick = threads.submit(traffic::tick);
        // The training has begun, and takes longer than all other requests.
        await().until(() -> service.getBean(Retrainer.class).state().newLabels() < 500);

        service.close();

        for (Future<?> caller : callers) {
            caller.get();
        }
        Optional<JsonNode> outcome = answered(tick);
        threads.shutdown();
        // Requests that arrive while the server stops may be answered by an error: they are not acknowledged.
        assertThat(otherAnswers).isSubsetOf(400, 503);
        int champion = championOfTheWholeRegistry();
        outcome.ifPresent(answer -> {
            assertThat(answer.get("status").asString()).as(answer.toString()).isEqualTo("PROMOTED");
            assertThat(answer.get("champion").asInt()).isEqualTo(champion);
        });
        try (ConfigurableApplicationContext again = start()) {
            everythingIsInTheLog(again.getBean(FeedbackLog.class));
            JsonNode answer = Traffic.json(
                    traffic(again).predict(Traffic.flights(9_000_000, 1).get(0)));
            assertThat(answer.get("version").asInt()).isEqualTo(champion);
        }
    }

    private void everythingIsInTheLog(FeedbackLog<Flight> feedback) {
        Set<Long> known = new HashSet<>();
        Set<Long> labelled = new HashSet<>();
        for (FeedbackEntry<Flight> entry : feedback.entries(Instant.now())) {
            known.add(entry.row().id());
            entry.labelled().ifPresent(at -> labelled.add(entry.row().id()));
        }
        assertThat(known).containsAll(predicted);
        assertThat(labelled).containsAll(landed);
    }

    /**
     * On a busy machine Tomcat may close the connection between the end of a request and its answer; the tick is whole, but
     * not acknowledged.
     */
    private static Optional<JsonNode> answered(Future<HttpResponse<String>> tick) throws InterruptedException {
        try {
            return Optional.of(Traffic.json(tick.get()));
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
            return Optional.empty();
        }
    }

    private int championOfTheWholeRegistry() {
        try (ModelRegistry registry = FileRegistry.open(folder.resolve("models"))) {
            assertThat(registry.verify("flight-delay").problems()).isEmpty();
            assertThat(registry.audit("flight-delay")).last().satisfies(event -> assertThat(event.action())
                    .isEqualTo(AuditAction.MOVE_ALIAS));
            return registry.resolve("flight-delay", "champion").number();
        }
    }
}
