package io.leeway.monitoring;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Decides which thread looks at closed windows: one of the executor, or the calling one if there is none. */
final class LookSchedule {
    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    private final @Nullable Executor executor;
    private final Runnable look;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    LookSchedule(@Nullable Executor executor, Runnable look) {
        this.executor = executor;
        this.look = look;
    }

    /** Has the windows that are closed looked at: by the executor, or before this returns. */
    void schedule() {
        if (executor == null) {
            look.run();
            return;
        }
        // One task at a time: it looks at all windows that are closed when it runs.
        if (scheduled.compareAndSet(false, true)) {
            try {
                executor.execute(() -> {
                    scheduled.set(false);
                    look.run();
                });
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                LOGGER.log(System.Logger.Level.DEBUG, "the executor is closed; looking on the calling thread", e);
                look.run();
            } catch (RuntimeException | Error e) {
                scheduled.set(false);
                throw e;
            }
        }
    }
}
