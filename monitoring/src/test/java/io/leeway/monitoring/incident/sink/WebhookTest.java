package io.leeway.monitoring.incident.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.SinkCounts;
import io.leeway.monitoring.incident.contract.IncidentSinkContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest extends IncidentSinkContract {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final IncidentNotice NOTICE = notices().get(0);

    private final FastScheduler scheduler = new FastScheduler();
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Endpoint> endpoints = new ArrayList<>();

    @AfterEach
    void stop() {
        over.countDown();
        endpoints.forEach(Endpoint::close);
        scheduler.shutdownNow();
    }

    private Endpoint endpoint(Endpoint.Answer answer) {
        try {
            Endpoint endpoint = new Endpoint(answer);
            endpoints.add(endpoint);
            return endpoint;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Of which an attempt may take ten seconds, which the scheduler makes to ten times a hundred milliseconds. */
    private WebhookBuilder webhook(URI to) {
        return IncidentSinks.webhook(to, CLIENT, scheduler).timeout(Duration.ofSeconds(1_000));
    }

    private WebhookBuilder impatient(URI to) {
        return webhook(to).timeout(Duration.ofSeconds(100));
    }

    @Override
    protected IncidentSink sink() {
        return webhook(endpoint(Endpoint.status(204)).address()).build();
    }

    @Override
    protected Optional<IncidentSink> stuck() {
        return Optional.of(
                webhook(endpoint((exchange, number) -> over.await()).address()).build());
    }

    private static void awaitSettled(IncidentSink sink, long delivered, long failed) {
        await().untilAsserted(() -> assertThat(sink.counts()).isEqualTo(new SinkCounts(delivered, failed, 0, 0)));
    }

    @Test
    void noticesArriveInTheirOrder() {
        Endpoint endpoint = endpoint(Endpoint.status(200));
        IncidentSink sink = webhook(endpoint.address()).build();
        notices().forEach(sink::tell);

        awaitSettled(sink, notices().size(), 0);
        assertThat(endpoint.requests)
                .extracting(request -> request.header("Leeway-Delivery"))
                .containsExactly("m-1/1", "m-1/3", "m-1/4", "m-1/5", "m-1/5");
        assertThat(endpoint.requests)
                .allMatch(request -> request.header("Content-Type").equals("application/json; charset=utf-8"));
    }

    @Test
    void aMessageIsSignedWithItsTime() throws Exception {
        Endpoint endpoint = endpoint(Endpoint.status(200));
        String secret = "a secret of some length";
        Clock clock = Clock.fixed(Instant.ofEpochSecond(1_772_528_400), ZoneOffset.UTC);
        webhook(endpoint.address()).secret(secret).clock(clock).build().tell(NOTICE);

        Endpoint.Request request = endpoint.requests.take();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signed =
                ("1772528400." + new String(request.body(), StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        assertThat(request.header("Leeway-Signature"))
                .isEqualTo("t=1772528400,v1=" + HexFormat.of().formatHex(mac.doFinal(signed)));
    }

    @Test
    void anEndpointThatFailsIsTriedAgainAfterGrowingWaits() {
        Endpoint endpoint = endpoint(Endpoint.status(500, 503, 429, 408, 200));
        IncidentSink sink = webhook(endpoint.address()).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 1, 0);
        List<Long> waits = scheduler.waits.stream()
                .filter(wait -> wait > 0 && wait < 1_000_000)
                .toList();
        assertThat(waits).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(waits.get(i)).isBetween(500L << i, 1_500L << i);
        }
    }

    @Test
    void anEndpointThatSaysWhenToComeAgainIsHeard() {
        Endpoint endpoint = endpoint((exchange, number) -> {
            exchange.getResponseHeaders().add("Retry-After", number == 1 ? "100" : "999999");
            exchange.sendResponseHeaders(number < 3 ? 429 : 200, -1);
        });
        IncidentSink sink = webhook(endpoint.address()).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 1, 0);
        assertThat(scheduler.waits).contains(100_000L, 300_000L);
    }

    @Test
    void afterTheLastAttemptANoticeIsGivenUpAndTheNextIsSent() {
        Endpoint endpoint = endpoint(Endpoint.status(500, 500, 200));
        IncidentSink sink = webhook(endpoint.address()).attempts(2).build();
        sink.tell(NOTICE);
        sink.tell(notices().get(1));

        awaitSettled(sink, 1, 1);
        assertThat(endpoint.requests).hasSize(3);
    }

    @Test
    void whatTheEndpointRefusesIsNotSentAgain() {
        Endpoint endpoint = endpoint(Endpoint.status(403));
        IncidentSink sink = webhook(endpoint.address()).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 0, 1);
        assertThat(endpoint.requests).hasSize(1);
    }

    @Test
    void anEndpointThatHangsIsLeftAfterTheTimeout() {
        Endpoint endpoint = endpoint((exchange, number) -> over.await());
        IncidentSink sink = impatient(endpoint.address()).attempts(2).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 0, 1);
        assertThat(endpoint.requests).hasSize(2);
    }

    @Test
    void anEndpointThatHangsWithinItsAnswerIsLeftToo() {
        Endpoint endpoint = endpoint((exchange, number) -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            over.await();
        });
        IncidentSink sink = impatient(endpoint.address()).attempts(1).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 0, 1);
    }

    @Test
    void nobodyAtTheEndpointIsAFailure() {
        Endpoint endpoint = endpoint(Endpoint.status(200));
        URI gone = endpoint.address();
        endpoint.close();
        IncidentSink sink = webhook(gone).attempts(2).build();
        sink.tell(NOTICE);

        awaitSettled(sink, 0, 1);
    }

    private static Endpoint.Answer redirect(int status, String to) {
        return (exchange, number) -> {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    @Test
    void aRedirectToAnotherHostGetsNothing() {
        Endpoint other = endpoint(Endpoint.status(200));
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            IncidentSink sink = webhook(
                            endpoint(redirect(status, other.address().toString()))
                                    .address())
                    .build();
            sink.tell(NOTICE);

            awaitSettled(sink, 0, 1);
        }
        assertThat(other.requests).isEmpty();
    }

    @Test
    void aRedirectOnTheSameHostIsFollowedButNotForEver() {
        Endpoint endpoint = endpoint((exchange, number) -> {
            if (number == 1) {
                exchange.getResponseHeaders().add("Location", "/moved");
            }
            exchange.sendResponseHeaders(number == 1 ? 308 : 200, -1);
        });
        IncidentSink sink = webhook(endpoint.address()).build();
        sink.tell(NOTICE);
        awaitSettled(sink, 1, 0);
        assertThat(endpoint.requests).extracting(Endpoint.Request::path).containsExactly("/hook", "/moved");

        Endpoint circle = endpoint(redirect(307, "/hook"));
        IncidentSink other = webhook(circle.address()).build();
        other.tell(NOTICE);
        awaitSettled(other, 0, 1);
        assertThat(circle.requests).hasSize(4);
    }

    @Test
    void aRedirectToNoAddressIsAFailure() {
        IncidentSink sink =
                webhook(endpoint(redirect(307, "http://[nowhere")).address()).build();
        sink.tell(NOTICE);
        awaitSettled(sink, 0, 1);
    }

    @Test
    void aClosedSchedulerDropsWhatWaits() {
        IncidentSink sink = sink();
        scheduler.shutdownNow();
        sink.tell(NOTICE);
        sink.tell(NOTICE);

        assertThat(sink.counts()).isEqualTo(new SinkCounts(0, 0, 2, 0));
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        URI fine = URI.create("https://example.org/hook");
        for (String address : List.of("/hook", "ftp://example.org", "https:///hook", "https://me:pw@example.org/")) {
            assertThatThrownBy(() -> webhook(URI.create(address)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("absolute address of https or http")
                    .message()
                    .doesNotContain("pw");
        }
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> IncidentSinks.webhook(fine, follows, scheduler))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Redirect.NEVER");
        assertThatThrownBy(() -> webhook(fine).secret("short")).hasMessageContaining("at least 16");
        assertThatThrownBy(() -> webhook(fine).attempts(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> webhook(fine).capacity(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> webhook(fine).timeout(Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> webhook(fine).name(" ")).hasMessageContaining("blank");
        assertThat(Objects.requireNonNull(webhook(fine).name("pager").build().name()))
                .isEqualTo("pager");
    }
}
