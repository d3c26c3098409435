package io.leeway.monitoring.incident.sink;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** For which a second is a millisecond. */
final class FastScheduler extends ScheduledThreadPoolExecutor {
    /** What was asked for, in milliseconds. */
    final List<Long> waits = new CopyOnWriteArrayList<>();

    FastScheduler() {
        super(1);
        setRemoveOnCancelPolicy(true);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        waits.add(unit.toMillis(delay));
        return super.schedule(command, unit.toMicros(delay), TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        waits.add(unit.toMillis(delay));
        return super.schedule(task, unit.toMicros(delay), TimeUnit.NANOSECONDS);
    }
}
