package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.SinkCounts;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Passes notices on by an executor, one at a time and in order. */
final class QueuedSink implements IncidentSink {
    private static final System.Logger LOGGER = System.getLogger(IncidentSinks.class.getName());

    private final IncidentSink to;
    private final Executor executor;
    private final int capacity;

    /** Guarded by this, as all that follows. */
    private final ArrayDeque<IncidentNotice> queue = new ArrayDeque<>();

    private boolean running;
    private boolean closed;
    private long delivered;
    private long failed;
    private long dropped;

    QueuedSink(IncidentSink to, Executor executor, int capacity) {
        this.to = Objects.requireNonNull(to, "to");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.capacity = requireCapacity(capacity);
    }

    static int requireCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("got room for " + capacity + " notices; give at least 1");
        }
        return capacity;
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
            if (running) {
                return;
            }
            running = true;
        }
        start();
    }

    private void start() {
        try {
            executor.execute(this::passOn);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                running = false;
                dropped += queue.size();
                queue.clear();
            }
            LOGGER.log(System.Logger.Level.WARNING, "the executor of sink \"" + name() + "\" takes no more notices", e);
        }
    }

    private void passOn() {
        for (IncidentNotice next = next(); next != null; next = next()) {
            boolean done = false;
            try {
                to.tell(next);
                done = true;
            } catch (RuntimeException e) {
                LOGGER.log(System.Logger.Level.WARNING, "sink \"" + name() + "\" failed on " + next.title(), e);
            } finally {
                count(done);
            }
        }
    }

    private synchronized @Nullable IncidentNotice next() {
        IncidentNotice next = queue.poll();
        running = next != null;
        return next;
    }

    private synchronized void count(boolean done) {
        if (done) {
            delivered++;
        } else {
            failed++;
        }
    }

    @Override
    public String name() {
        return to.name();
    }

    @Override
    public synchronized SinkCounts counts() {
        return new SinkCounts(delivered, failed, dropped, queue.size());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            dropped += queue.size();
            queue.clear();
        }
        to.close();
    }
}
