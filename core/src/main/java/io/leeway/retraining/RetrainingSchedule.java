package io.leeway.retraining;

import java.util.concurrent.ScheduledFuture;

/** Looks that are taken again and again until they are stopped. Safe for use by several threads. */
public final class RetrainingSchedule implements AutoCloseable {

    private final ScheduledFuture<?> looks;

    RetrainingSchedule(ScheduledFuture<?> looks) {
        this.looks = looks;
    }

    /** Takes no further look. A training that is under way goes on to its end; the executor is left as it is. */
    public void stop() {
        looks.cancel(false);
    }

    /**
     * Tells whether no further look will be taken.
     *
     * @return true after {@link #stop()}, and where the executor was shut down or an error ended the looks
     */
    public boolean isStopped() {
        return looks.isDone();
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }
}
