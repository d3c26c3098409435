package io.leeway.monitoring;

import io.leeway.monitoring.profile.CategoricalProfile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the categories of a feature. Finding one that is known takes no lock and allocates nothing; a new one is added
 * under a lock, until there are {@value #CAPACITY} beside those of references: all further ones share a number. A long name is
 * known by its short form, as in profiles, which takes a new text each time.
 */
final class CategoryCodes {
    static final int CAPACITY = 4_096;
    static final int MISSING = -1;

    /** The name of all categories beyond the capacity. */
    static final String OTHER = "(other)";

    /** Guarded by this. */
    private final Set<String> expected;

    /** The name of each code, guarded by this. Code 0 is that of the others. */
    private final List<String> names = new ArrayList<>();

    private volatile Table table = new Table(64);

    CategoryCodes(Collection<String> reference) {
        this.expected = new HashSet<>(reference);
        names.add(OTHER);
        reference.forEach(this::add);
    }

    /** Names and codes by open addressing, at most half full. An entry never changes once its name is there. */
    private static final class Table {
        private final AtomicReferenceArray<@Nullable String> keys;
        private final int[] codes;
        private final int mask;

        Table(int size) {
            keys = new AtomicReferenceArray<>(size);
            codes = new int[size];
            mask = size - 1;
        }

        void put(String name, int code) {
            int cell = home(name, mask);
            while (keys.get(cell) != null) {
                cell = (cell + 1) & mask;
            }
            // The code is written before the name is published, so who sees the name sees the code.
            codes[cell] = code;
            keys.setRelease(cell, name);
        }
    }

    private static int home(String name, int mask) {
        int hash = name.hashCode();
        return (hash ^ (hash >>> 15)) & mask;
    }

    /** The code of a category, {@link #MISSING} for null. */
    int code(@Nullable String name) {
        if (name == null) {
            return MISSING;
        }
        Table t = table;
        int cell = home(name, t.mask);
        while (true) {
            String key = t.keys.getAcquire(cell);
            if (key == null) {
                return name.length() > CategoricalProfile.MAX_NAME ? code(CategoricalProfile.nameOf(name)) : add(name);
            }
            if (key.equals(name)) {
                return t.codes[cell];
            }
            cell = (cell + 1) & t.mask;
        }
    }

    private synchronized int add(String name) {
        Table t = table;
        int cell = home(name, t.mask);
        for (String key = t.keys.get(cell); key != null; key = t.keys.get(cell)) {
            if (key.equals(name)) {
                return t.codes[cell];
            }
            cell = (cell + 1) & t.mask;
        }
        if (names.size() >= 1 + CAPACITY + expected.size()) {
            return 0;
        }
        int code = names.size();
        names.add(name);
        if (2 * names.size() > t.mask) {
            Table larger = new Table(2 * (t.mask + 1));
            for (int i = 1; i < code; i++) {
                larger.put(names.get(i), i);
            }
            larger.put(name, code);
            table = larger;
        } else {
            t.put(name, code);
        }
        return code;
    }

    /** Has room for the categories of a further reference. */
    synchronized void expect(Collection<String> reference) {
        expected.addAll(reference);
    }

    /** Goes on with the names of another process, in their order. */
    void restore(List<String> known) {
        known.stream().skip(1).forEach(this::code);
    }

    /** The names by code, as of now. */
    synchronized List<String> names() {
        return List.copyOf(names);
    }
}
