package io.leeway.retraining;

import java.util.concurrent.ScheduledFuture;

/** The repeated ticks of a retrainer, until they are stopped. Safe for use by several threads. */
public final class RetrainingSchedule implements AutoCloseable {

    private final ScheduledFuture<?> looks;

    RetrainingSchedule(ScheduledFuture<?> looks) {
        this.looks = looks;
    }

    /** Stops the ticks. A running training is completed; the executor is not shut down. */
    public void stop() {
        looks.cancel(false);
    }

    /**
     * Returns whether the ticks have stopped.
     *
     * @return true after {@link #stop()}, and if the executor was shut down or an error stopped the ticks
     */
    public boolean isStopped() {
        return looks.isDone();
    }

    /** Stops the ticks, like {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }
}
