package io.leeway.observation.micrometer;

import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.observation.Observer;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Function;

/**
 * Observes Leeway's activities by Micrometer: {@code .observer(MicrometerObserver.of(observationRegistry))}.
 *
 * <p>Each activity becomes one observation with its name, its tags as low-cardinality and its details as
 * high-cardinality key values. Handlers of the registry make spans, timers or both of it; predicates and filters of the
 * registry leave out, rename and extend observations, as for those of any library. While an activity runs, its
 * observation is the current one of the thread: log lines and calls of other libraries belong to its trace. Exceptions
 * are recorded as errors.
 *
 * <p>Safe for use by several threads. Costs nothing but a check while the registry has no handlers.
 */
public final class MicrometerObserver implements Observer {
    private final ObservationRegistry registry;

    private MicrometerObserver(ObservationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns an observer for a registry.
     *
     * @param registry the registry
     * @return an observer; {@link Observer#NONE} if the registry is {@link ObservationRegistry#NOOP}
     */
    public static Observer of(ObservationRegistry registry) {
        // One without handlers may be given some later.
        return registry == ObservationRegistry.NOOP ? Observer.NONE : new MicrometerObserver(registry);
    }

    @Override
    public <T> T observe(Activity activity, Function<? super Observed, ? extends T> work) {
        if (registry.isNoop()) {
            return work.apply(Observed.IGNORED);
        }
        Observation observation = Observation.createNotStarted(activity.name(), registry);
        KeyValues values = new KeyValues(activity, observation);
        for (String tag : activity.tags()) {
            observation.lowCardinalityKeyValue(tag, Activity.NONE);
        }
        activity.known().forEach(values::put);
        return observation.observe(() -> run(values, work));
    }

    private static <T> T run(KeyValues values, Function<? super Observed, ? extends T> work) {
        try {
            return work.apply(values);
        } catch (RuntimeException | Error e) {
            values.put(Activity.OUTCOME, Activity.FAILED);
            throw e;
        }
    }

    private record KeyValues(Activity activity, Observation observation) implements Observed {
        @Override
        public Observed put(String key, Object value) {
            if (activity.tags().contains(key)) {
                observation.lowCardinalityKeyValue(KeyValue.of(key, value.toString()));
            } else if (activity.details().contains(key)) {
                observation.highCardinalityKeyValue(KeyValue.of(key, value.toString()));
            } else {
                throw new IllegalArgumentException("the activity " + activity + " has no key \"" + key + "\", but "
                        + activity.tags() + " and " + activity.details());
            }
            return this;
        }

        @Override
        public Observed failed(Throwable failure) {
            observation.error(failure);
            return this;
        }
    }

    @Override
    public String toString() {
        return "MicrometerObserver of " + registry;
    }
}
