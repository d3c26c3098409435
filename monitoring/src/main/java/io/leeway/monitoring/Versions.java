package io.leeway.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The versions that have references of their own. What a row counts to depends on the version that it names, never on its time. Guarded by the lock of the monitor's work.
 */
final class Versions {
    /** How many there may be; then the one that was added first is forgotten, unless it is in charge. */
    static final int KEPT = 8;

    /** The reference of a version. */
    record Added(long version, Reference reference) {}

    private final Map<Long, Reference> references = new LinkedHashMap<>();
    private final Recorder<?> recorder;
    private final LongConsumer forgotten;

    Versions(Recorder<?> recorder, LongConsumer forgotten) {
        this.recorder = recorder;
        this.forgotten = forgotten;
    }

    static long checked(long version) {
        if (version < 1) {
            throw new IllegalArgumentException("versions begin with 1, not " + version);
        }
        return version;
    }

    /** The version if it has a reference of its own, 0 for all that have none. */
    long of(long version) {
        return references.containsKey(version) ? version : 0;
    }

    long inCharge() {
        return of(recorder.inCharge());
    }

    void add(long version, Reference reference) {
        references.remove(version);
        references.put(version, reference);
        if (references.size() > KEPT) {
            long oldest = references.keySet().stream()
                    .filter(each -> each != recorder.inCharge())
                    .findFirst()
                    .orElseThrow();
            references.remove(oldest);
            forgotten.accept(oldest);
        }
    }

    void clear() {
        List.copyOf(references.keySet()).forEach(forgotten::accept);
        references.clear();
    }

    /** The reference of some rows of a window. */
    Reference reference(long version, Window window) {
        return references.getOrDefault(version, window.reference);
    }

    List<Added> added() {
        List<Added> added = new ArrayList<>();
        references.forEach((version, reference) -> added.add(new Added(version, reference)));
        return added;
    }

    /** Divides the rows of a window that is sealed by what they count to; those of the version in charge come last. */
    List<VersionRows> divide(Window window) {
        if (references.isEmpty()) {
            return List.of(VersionRows.all(Math.toIntExact(window.claimed())));
        }
        Map<Long, Integer> rows = new TreeMap<>();
        for (Chunk first : window.chains()) {
            for (Chunk chunk = first; chunk != null; chunk = window.after(chunk)) {
                for (int row = 0; row < chunk.claimed(); row++) {
                    if (chunk.awaitWritten(row)) {
                        rows.merge(of(chunk.versions[row]), 1, Integer::sum);
                    }
                }
            }
        }
        if (rows.isEmpty()) {
            rows.put(inCharge(), 0);
        }
        int all = rows.values().stream().mapToInt(Integer::intValue).sum();
        long leads = rows.containsKey(inCharge())
                ? inCharge()
                : rows.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
        List<VersionRows> divided = new ArrayList<>();
        rows.forEach((version, count) -> {
            if (version != leads) {
                divided.add(new VersionRows(version, this::of, count, all, false));
            }
        });
        divided.add(new VersionRows(leads, this::of, rows.getOrDefault(leads, 0), all, true));
        return divided;
    }
}
