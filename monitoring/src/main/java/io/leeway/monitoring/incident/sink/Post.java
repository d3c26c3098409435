package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One attempt to send a notice: the request, its signature, redirects, and the time that all may take. */
final class Post {
    private static final int MOST_REDIRECTS = 3;

    private final WebhookBuilder options;
    private volatile @Nullable CompletableFuture<?> underWay;

    /** What came of an attempt. */
    record Outcome(boolean delivered, boolean retry, long retryAfterMillis, String what) {}

    Post(WebhookBuilder options) {
        this.options = options;
    }

    void send(IncidentNotice notice, Consumer<Outcome> then) {
        try {
            byte[] body = options.form.write(notice).getBytes(StandardCharsets.UTF_8);
            IncidentEvent newest = notice.events().get(notice.events().size() - 1);
            send(options.endpoint, body, newest.incident() + "/" + newest.number(), 0, then);
        } catch (RuntimeException | GeneralSecurityException e) {
            then.accept(new Outcome(false, false, 0, "it could not be written: " + e));
        }
    }

    private void send(URI to, byte[] body, String delivery, int redirects, Consumer<Outcome> then)
            throws GeneralSecurityException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "leeway")
                .header("Leeway-Delivery", header(delivery))
                .timeout(options.timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        byte[] secret = options.secret;
        if (secret != null) {
            request.header("Leeway-Signature", signature(secret, body));
        }
        CompletableFuture<HttpResponse<Void>> answer =
                options.client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        underWay = answer;
        // The request's own limit ends with the headers of the answer.
        ScheduledFuture<?> limit = options.scheduler.schedule(
                () -> answer.cancel(true), Webhook.millis(options.timeout), TimeUnit.MILLISECONDS);
        var unused = answer.whenComplete((response, failure) -> {
            limit.cancel(false);
            try {
                options.scheduler.execute(() -> settle(to, body, delivery, redirects, response, failure, then));
            } catch (RejectedExecutionException e) {
                then.accept(new Outcome(false, false, 0, "the scheduler is closed"));
            }
        });
    }

    /** Names of monitors may hold what a header cannot. */
    private static String header(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private String signature(byte[] secret, byte[] body) throws GeneralSecurityException {
        long seconds = options.clock.instant().getEpochSecond();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private void settle(
            URI from,
            byte[] body,
            String delivery,
            int redirects,
            @Nullable HttpResponse<Void> response,
            @Nullable Throwable failure,
            Consumer<Outcome> then) {
        if (response == null) {
            then.accept(new Outcome(false, true, 0, failed(failure)));
            return;
        }
        int status = response.statusCode();
        if (status == 307 || status == 308) {
            redirect(from, body, delivery, redirects, response, then);
            return;
        }
        boolean retry = status == 408 || status == 429 || status >= 500;
        then.accept(new Outcome(
                status >= 200 && status < 300,
                retry,
                retry ? retryAfter(response) : 0,
                "the endpoint answered " + status));
    }

    private static String failed(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof CancellationException
                ? "the endpoint did not answer in time"
                : "the endpoint was not reached: " + cause;
    }

    private void redirect(
            URI from, byte[] body, String delivery, int redirects, HttpResponse<?> response, Consumer<Outcome> then) {
        try {
            URI to = from.resolve(response.headers().firstValue("Location").orElse(""));
            if (!isSameOrigin(from, to)) {
                then.accept(new Outcome(
                        false,
                        false,
                        0,
                        "the endpoint redirects to another host, " + to.getHost() + ", which gets nothing"));
            } else if (redirects == MOST_REDIRECTS) {
                then.accept(
                        new Outcome(false, false, 0, "the endpoint redirects more than " + MOST_REDIRECTS + " times"));
            } else {
                send(to, body, delivery, redirects + 1, then);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            then.accept(new Outcome(false, false, 0, "the endpoint redirects to what is no address"));
        }
    }

    private static boolean isSameOrigin(URI from, URI to) {
        return from.getScheme().equalsIgnoreCase(to.getScheme())
                && from.getHost().equalsIgnoreCase(to.getHost())
                && from.getPort() == to.getPort();
    }

    /** Dates are not read: they need the receiver's clock to agree with ours. */
    private static long retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("");
        long longest = WebhookBuilder.LONGEST_WAIT.toMillis();
        return value.matches("\\d{1,9}") ? Math.min(longest, 1_000 * Long.parseLong(value)) : 0;
    }

    void cancel() {
        CompletableFuture<?> answer = underWay;
        if (answer != null) {
            answer.cancel(true);
        }
    }
}
