package io.leeway.retraining;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs one repeated task, on the thread of the test and only when it is told to; as a real one, never again after a throw. */
final class HandCranked extends AbstractExecutorService implements ScheduledExecutorService {

    private @Nullable Repeated task;
    private Duration first = Duration.ZERO;
    private Duration delay = Duration.ZERO;
    private boolean shut;

    private static final class Repeated extends FutureTask<@Nullable Void> implements ScheduledFuture<@Nullable Void> {

        Repeated(Runnable command) {
            super(command, null);
        }

        boolean once() {
            return runAndReset();
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    /** Lets one delay pass; false if nothing was run, or what was run threw. */
    boolean turn() {
        return task != null && task.once();
    }

    Duration first() {
        return first;
    }

    Duration delay() {
        return delay;
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long between, TimeUnit unit) {
        first = Duration.of(initial, unit.toChronoUnit());
        delay = Duration.of(between, unit.toChronoUnit());
        task = new Repeated(command);
        return task;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        throw new UnsupportedOperationException("looks would pile up behind a long training");
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long wait, TimeUnit unit) {
        throw new UnsupportedOperationException("only repeated tasks are run");
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> callable, long wait, TimeUnit unit) {
        throw new UnsupportedOperationException("only repeated tasks are run");
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException("only repeated tasks are run");
    }

    @Override
    public void shutdown() {
        shut = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shut = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shut;
    }

    @Override
    public boolean isTerminated() {
        return shut;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shut;
    }
}
