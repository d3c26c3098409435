package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentSink;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Configures a sink that sends notices by HTTP POST. Start with {@link IncidentSinks#webhook}.
 *
 * <p>A notice is delivered when the answer's status is 200 to 299. It is sent again, up to {@link #DEFAULT_ATTEMPTS} times in all, after the statuses 408, 429 and 500 to 599, when the
 * connection fails and when the answer does not come in time. The first wait is half a second to one and a half; each further one is twice as long, up to {@link #LONGEST_WAIT}; a longer
 * {@code Retry-After} in seconds is kept to, up to the same. After any other status it is given up. Redirects of the statuses 307 and 308 are followed at most three times, and only to the
 * same scheme, host and port.
 *
 * <p>Notices are sent one after the other. At most {@link #capacity} wait; beyond, the oldest is dropped and counted.
 *
 * <p>Each request has the header {@code Leeway-Delivery} with the id and the number of its newest event, by which a receiver knows what it has had already, and, with a
 * {@link #secret}, {@code Leeway-Signature: t=<seconds since 1970>,v1=<hex>}: the HMAC with SHA-256 of the seconds, a full stop and the body in UTF-8. A receiver computes the same, compares
 * in constant time, and refuses old seconds.
 */
public final class WebhookBuilder {
    /** The default of {@link #capacity}: 256. */
    public static final int DEFAULT_CAPACITY = 256;

    /** The default of {@link #attempts}: 6. */
    public static final int DEFAULT_ATTEMPTS = 6;

    /** The default of {@link #timeout}: 10 seconds. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** The longest wait between two attempts: 5 minutes. */
    public static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    final URI endpoint;
    final HttpClient client;
    final ScheduledExecutorService scheduler;
    String name = "webhook";
    MessageForm form = MessageForm.JSON;

    byte @Nullable [] secret;

    int capacity = DEFAULT_CAPACITY;
    int attempts = DEFAULT_ATTEMPTS;
    Duration timeout = DEFAULT_TIMEOUT;
    long seed;
    Clock clock = Clock.systemUTC();

    WebhookBuilder(URI endpoint, HttpClient client, ScheduledExecutorService scheduler) {
        String scheme = String.valueOf(endpoint.getScheme());
        if (!scheme.equalsIgnoreCase("https") && !scheme.equalsIgnoreCase("http")
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null) {
            // Without the endpoint itself, which may hold a secret.
            throw new IllegalArgumentException(
                    "the endpoint of a webhook must be an absolute address of https or http, without user info");
        }
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the client of a webhook follows redirects, also to other hosts, which would"
                            + " receive what is sent: build it with Redirect.NEVER");
        }
        this.endpoint = endpoint;
        this.client = client;
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    }

    /**
     * Sets the name in meters and log lines; the default is {@code "webhook"}. The endpoint is in neither, because it may hold a secret.
     *
     * @param word not blank
     * @return this builder
     * @throws IllegalArgumentException if it is blank
     */
    public WebhookBuilder name(String word) {
        if (word.isBlank()) {
            throw new IllegalArgumentException("a sink's name is blank; meters are distinguished by it");
        }
        name = word;
        return this;
    }

    /**
     * Sets the form of messages; the default is {@link MessageForm#JSON}.
     *
     * @param choice the form
     * @return this builder
     */
    public WebhookBuilder form(MessageForm choice) {
        form = Objects.requireNonNull(choice, "choice");
        return this;
    }

    /**
     * Sets the secret by which messages are signed; by default they are not.
     *
     * @param shared the secret that the receiver knows, as UTF-8; at least 16 characters
     * @return this builder
     * @throws IllegalArgumentException if it is shorter
     */
    public WebhookBuilder secret(String shared) {
        if (shared.length() < 16) {
            throw new IllegalArgumentException(
                    "a secret of " + shared.length() + " characters can be guessed; give at least 16");
        }
        secret = shared.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /**
     * Sets how many notices may wait; the default is {@value #DEFAULT_CAPACITY}.
     *
     * @param notices at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public WebhookBuilder capacity(int notices) {
        capacity = QueuedSink.requireCapacity(notices);
        return this;
    }

    /**
     * Sets how often a notice is sent before it is given up; the default is {@value #DEFAULT_ATTEMPTS}.
     *
     * @param times at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less
     */
    public WebhookBuilder attempts(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("a notice cannot be sent " + times + " times; give at least 1");
        }
        attempts = times;
        return this;
    }

    /**
     * Sets how long an attempt may take, from the connection to the end of the answer; the default is {@link #DEFAULT_TIMEOUT}.
     *
     * @param time above zero
     * @return this builder
     * @throws IllegalArgumentException if it is not
     */
    public WebhookBuilder timeout(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("an attempt cannot take " + time + "; give a time above zero");
        }
        timeout = time;
        return this;
    }

    /**
     * Sets the seed of the random part of waits; the default is 0. Give each replica its own, so that they do not all send at once.
     *
     * @param number any number
     * @return this builder
     */
    public WebhookBuilder seed(long number) {
        seed = number;
        return this;
    }

    /**
     * Sets the clock of signatures; the default is the system clock.
     *
     * @param time the clock
     * @return this builder
     */
    public WebhookBuilder clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Builds the sink.
     *
     * @return the sink; closing it ends the attempt that is under way, and counts it and what waits as dropped
     */
    public IncidentSink build() {
        return new Webhook(this);
    }
}
