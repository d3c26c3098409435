package io.leeway.observation;

import java.util.function.Function;

/**
 * Runs what Leeway does and observes it, for traces and timers. {@code MicrometerObserver} connects Micrometer; by
 * default nothing is observed.
 *
 * <p>An implementation must be safe for use by several threads. It runs the work exactly once, on the calling thread,
 * and returns its result or passes on its exception. Activities nest: one that runs inside another on the same thread
 * is its child.
 */
@FunctionalInterface
public interface Observer {

    /** Runs the work and observes nothing. */
    Observer NONE = new Observer() {
        @Override
        public <T> T observe(Activity activity, Function<? super Observed, ? extends T> work) {
            return work.apply(Observed.IGNORED);
        }

        @Override
        public String toString() {
            return "Observer.NONE";
        }
    };

    /**
     * Runs work that belongs to an activity.
     *
     * @param <T> the type of the result
     * @param activity what the work does
     * @param work does it, and reports the values of the activity's keys
     * @return the result of the work
     */
    <T> T observe(Activity activity, Function<? super Observed, ? extends T> work);
}
