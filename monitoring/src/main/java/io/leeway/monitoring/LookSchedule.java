package io.leeway.monitoring;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Decides which thread looks at closed windows: one of the executor, or the calling one if there is none, or if the executor is too far behind. */
final class LookSchedule {
    /** So many windows may wait for the executor. Each keeps its rows: an executor that is slower than they come would otherwise fill the memory. */
    static final int MOST_WAITING = 16;

    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final @Nullable Executor executor;
    private final Runnable look;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** Windows that were closed since somebody began to look. */
    private final AtomicInteger waiting = new AtomicInteger();

    LookSchedule(@Nullable Executor executor, Runnable look) {
        this.executor = executor;
        this.look = look;
    }

    /** Has the windows that are closed looked at: by the executor, or before this returns. */
    void schedule() {
        if (executor == null || waiting.incrementAndGet() > MOST_WAITING) {
            lookNow();
            return;
        }
        // One task at a time: it looks at all windows that are closed when it runs.
        if (scheduled.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    scheduled.set(false);
                    lookNow();
                });
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                LOGGER.log(System.Logger.Level.DEBUG, "the executor is closed; looking on the calling thread", e);
                lookNow();
            } catch (RuntimeException | Error e) {
                scheduled.set(false);
                throw e;
            }
        }
    }

    private void lookNow() {
        waiting.set(0);
        look.run();
    }
}
