package io.leeway.examples.observability;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus of this machine, with the configuration and the rules of the examples, that scrapes one service each second. */
final class PrometheusServer implements AutoCloseable {

    static final Path RULES = Generated.ROOT.resolve("examples/observability/prometheus");

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;
    private final Process process;

    PrometheusServer(Path folder, String target) throws IOException {
        this("prometheus", folder, target);
    }

    PrometheusServer(String program, Path folder, String target) throws IOException {
        Files.copy(RULES.resolve("recording.yml"), folder.resolve("recording.yml"));
        Files.copy(RULES.resolve("alerts.yml"), folder.resolve("alerts.yml"));
        String configuration = Files.readString(RULES.resolve("prometheus.yml"))
                .replace("127.0.0.1:9464", target)
                .replace("15s", "1s");
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        int port = freePort();
        uri = URI.create("http://127.0.0.1:" + port);
        Path log = folder.resolve("prometheus.log");
        process = start(
                log,
                program,
                "--config.file=" + file,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> !process.isAlive() || get("/-/ready").contains("Ready"));
        } catch (ConditionTimeoutException e) {
            close();
            throw new IllegalStateException(
                    program + " is not ready after 30 seconds; it says:\n" + Files.readString(log), e);
        }
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    program + " ended with " + process.exitValue() + "; it says:\n" + Files.readString(log));
        }
    }

    private static Process start(Path log, String... command) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no program " + command[0] + " here: install Prometheus (apt-get install prometheus), or leave out"
                            + " -Pobservability, without which these tests do not run",
                    e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(path, e);
        }
    }

    private JsonNode data(String path) {
        JsonNode answer = JsonMapper.shared().readTree(get(path));
        if (!answer.get("status").asString().equals("success")) {
            throw new IllegalStateException(path + ": " + answer);
        }
        return answer.get("data");
    }

    /** The series that a query gives now. */
    JsonNode query(String expression) {
        return data("/api/v1/query?query=" + encode(expression)).get("result");
    }

    /** The series that a query gives over the time up to now, one point a second. */
    JsonNode queryRange(String expression, Instant from, Instant to) {
        return data("/api/v1/query_range?step=1&start=" + from.getEpochSecond() + "&end=" + to.getEpochSecond()
                        + "&query=" + encode(expression))
                .get("result");
    }

    /** The groups of rules, with the health of each rule. */
    JsonNode rules() {
        return data("/api/v1/rules").get("groups");
    }

    private static String encode(String expression) {
        return URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
