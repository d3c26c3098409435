package io.leeway.feedback;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels that came before their rows, the oldest first; the oldest is dropped where there is no room. */
final class EarlyLabels {
    private final int capacity;
    private final Map<RowId, Label> waiting = new LinkedHashMap<>();

    /** A label and the segment in which it is stored. */
    record Label(double number, @Nullable String text, long millis, long segment) {}

    EarlyLabels(int capacity) {
        this.capacity = capacity;
    }

    boolean areKept() {
        return capacity > 0;
    }

    int size() {
        return waiting.size();
    }

    @Nullable
    Label find(RowId id) {
        return waiting.get(id);
    }

    @Nullable
    Label remove(RowId id) {
        return waiting.isEmpty() ? null : waiting.remove(id);
    }

    /** Adds a label, in place of another one of the same row; returns how many were dropped. */
    int put(RowId id, Label label) {
        waiting.remove(id);
        waiting.put(id, label);
        if (waiting.size() <= capacity) {
            return 0;
        }
        Iterator<RowId> oldest = waiting.keySet().iterator();
        oldest.next();
        oldest.remove();
        return 1;
    }

    /** Drops those that are stored in a segment; returns how many. */
    int drop(long segment) {
        int before = waiting.size();
        waiting.values().removeIf(label -> label.segment() == segment);
        return before - waiting.size();
    }
}
