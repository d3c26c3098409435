package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.SinkCounts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends notices one after the other, and again where that may help. No thread waits for the endpoint. */
final class Webhook implements IncidentSink {
    private static final System.Logger LOGGER = System.getLogger(IncidentSinks.class.getName());
    private static final long FIRST_WAIT_MILLIS = 1_000;

    private final String name;
    private final int capacity;
    private final int attempts;
    private final ScheduledExecutorService scheduler;
    private final Post post;
    private final SplittableRandom random;

    /** Guarded by this, as all that follows. */
    private final ArrayDeque<IncidentNotice> queue = new ArrayDeque<>();

    private @Nullable IncidentNotice current;
    private boolean closed;
    private long delivered;
    private long failed;
    private long dropped;

    Webhook(WebhookBuilder options) {
        name = options.name;
        capacity = options.capacity;
        attempts = options.attempts;
        scheduler = options.scheduler;
        post = new Post(options);
        random = new SplittableRandom(options.seed);
    }

    @Override
    public void tell(IncidentNotice notice) {
        synchronized (this) {
            if (closed) {
                dropped++;
                return;
            }
            if (queue.size() == capacity) {
                queue.remove();
                dropped++;
            }
            queue.add(notice);
            if (current != null) {
                return;
            }
            current = queue.remove();
        }
        later(0, 1);
    }

    private synchronized @Nullable IncidentNotice current() {
        return closed ? null : current;
    }

    private void later(long waitMillis, int attempt) {
        try {
            var unused = scheduler.schedule(() -> send(attempt), waitMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (current() != null) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "the scheduler of sink \"" + name + "\" is closed; the sink takes no more notices",
                        e);
                close();
            }
        }
    }

    private void send(int attempt) {
        IncidentNotice notice = current();
        if (notice != null) {
            post.send(notice, outcome -> settle(outcome, attempt));
        }
    }

    private void settle(Post.Outcome outcome, int attempt) {
        if (current() == null) {
            return;
        }
        if (outcome.retry() && attempt < attempts) {
            later(Math.max(wait(attempt), outcome.retryAfterMillis()), attempt + 1);
            return;
        }
        boolean delivered = outcome.delivered();
        if (!delivered) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "sink \"" + name + "\" gave up a notice after " + attempt
                            + (attempt == 1 ? " attempt: " : " attempts: ") + outcome.what());
        }
        if (advance(delivered)) {
            later(0, 1);
        }
    }

    /** Counts the current notice, and goes on to the next if there is one. */
    private synchronized boolean advance(boolean wasDelivered) {
        if (wasDelivered) {
            delivered++;
        } else {
            failed++;
        }
        current = queue.poll();
        return current != null && !closed;
    }

    /** A second, doubled with each attempt, times 0.5 to 1.5. Called by one thread at a time. */
    private long wait(int attempt) {
        long longest = WebhookBuilder.LONGEST_WAIT.toMillis();
        long wait = Math.min(longest, FIRST_WAIT_MILLIS << Math.min(30, attempt - 1));
        return Math.min(longest, Math.round(wait * (0.5 + random.nextDouble())));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized SinkCounts counts() {
        return new SinkCounts(delivered, failed, dropped, queue.size() + (current == null ? 0 : 1));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            dropped += queue.size() + (current == null ? 0 : 1);
            queue.clear();
            current = null;
        }
        post.cancel();
    }

    static long millis(Duration time) {
        return Math.max(1, time.toMillis());
    }
}
