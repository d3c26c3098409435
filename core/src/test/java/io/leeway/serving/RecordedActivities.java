package io.leeway.serving;

import io.leeway.observation.Activity;
import io.leeway.observation.Observed;
import io.leeway.observation.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps what was observed, in the order in which it began; for one thread. */
public final class RecordedActivities implements Observer {

    /** One activity, its parent's name, the values of its keys, and what went wrong. */
    public static final class Recorded implements Observed {
        public final Activity activity;
        public final String parent;
        public final Map<String, String> values = new TreeMap<>();
        public @Nullable Throwable failure;

        private Recorded(Activity activity, String parent) {
            this.activity = activity;
            this.parent = parent;
            values.putAll(activity.known());
        }

        @Override
        public Observed put(String key, Object value) {
            if (!activity.tags().contains(key) && !activity.details().contains(key)) {
                throw new AssertionError(activity + " has no key " + key);
            }
            values.put(key, value.toString());
            return this;
        }

        @Override
        public Observed failed(Throwable cause) {
            failure = cause;
            return this;
        }

        @Override
        public String toString() {
            return (parent.isEmpty() ? "" : parent + " > ") + activity + " " + values.get(Activity.OUTCOME);
        }
    }

    public final List<Recorded> all = new ArrayList<>();
    private String current = "";

    @Override
    public <T> T observe(Activity activity, Function<? super Observed, ? extends T> work) {
        Recorded recorded = new Recorded(activity, current);
        all.add(recorded);
        current = activity.name();
        try {
            return work.apply(recorded);
        } catch (RuntimeException e) {
            recorded.put(Activity.OUTCOME, Activity.FAILED).failed(e);
            throw e;
        } finally {
            current = recorded.parent;
        }
    }

    /** The only one of an activity. */
    public Recorded only(Activity activity) {
        List<Recorded> found = all.stream()
                .filter(each -> each.activity.name().equals(activity.name()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("not one " + activity + ": " + all);
        }
        return found.get(0);
    }
}
