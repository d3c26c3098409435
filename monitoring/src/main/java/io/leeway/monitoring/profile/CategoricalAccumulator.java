package io.leeway.monitoring.profile;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Counts categories, at most {@value #MAX_CATEGORIES} by name: those with the least hashes. Mutable. */
final class CategoricalAccumulator {
    static final int MAX_CATEGORIES = 2_048;
    static final int MAX_NAME = 200;
    private static final int KEPT_OF_LONG_NAME = 180;
    private static final int REPLACEMENT = 0xFFFD;

    // The hash is part of the byte form: which categories are kept depends on it.
    private static final Hasher64 HASHER = Hashing.komihash5_0();

    private static final Comparator<Counter> GREATEST_FIRST = (a, b) -> {
        int byHash = Long.compareUnsigned(b.hash, a.hash);
        return byHash != 0 ? byHash : b.name.compareTo(a.name);
    };

    private final Map<String, Counter> kept = new HashMap<>();

    /** The kept counters, the greatest hash first; only filled once as many as may be are kept. */
    private final PriorityQueue<Counter> byHash = new PriorityQueue<>(GREATEST_FIRST);

    private long missing;
    private long other;
    private long count;

    static final class Counter {
        final String name;
        final long hash;
        long count;

        Counter(String name, long hash) {
            this.name = name;
            this.hash = hash;
        }
    }

    void add(@Nullable String category, long n) {
        if (n == 0) {
            return;
        }
        if (category == null) {
            missing += n;
            return;
        }
        count += n;
        Counter counter = kept.get(category);
        if (counter == null) {
            String name = nameOf(category);
            counter = name.equals(category) ? null : kept.get(name);
            counter = counter == null ? admit(name) : counter;
        }
        if (counter == null) {
            other += n;
        } else {
            counter.count += n;
        }
    }

    /** Adds a part of a column of codes; those below 0 are missing. */
    void addCodes(int[] codes, int from, int to, List<String> names) {
        // The first counts what is missing.
        long[] counts = new long[names.size() + 1];
        for (int i = from; i < to; i++) {
            counts[Math.max(codes[i], -1) + 1]++;
        }
        add(null, counts[0]);
        for (int code = 0; code < names.size(); code++) {
            add(names.get(code), counts[code + 1]);
        }
    }

    /** Makes room for a new category if its hash is among the least. */
    private @Nullable Counter admit(String name) {
        Counter counter = new Counter(name, HASHER.hashCharsToLong(name));
        if (kept.size() >= MAX_CATEGORIES) {
            if (byHash.isEmpty()) {
                byHash.addAll(kept.values());
            }
            Counter greatest = byHash.element();
            if (GREATEST_FIRST.compare(counter, greatest) < 0) {
                return null;
            }
            byHash.remove();
            kept.remove(greatest.name);
            other += greatest.count;
            byHash.add(counter);
        }
        kept.put(name, counter);
        return counter;
    }

    void addAll(CategoricalAccumulator from) {
        missing += from.missing;
        addOther(from.other);
        for (Counter counter : from.kept.values()) {
            add(counter.name, counter.count);
        }
    }

    void addOther(long n) {
        other += n;
        count += n;
    }

    CategoricalAccumulator copy() {
        CategoricalAccumulator copy = new CategoricalAccumulator();
        copy.addAll(this);
        return copy;
    }

    Collection<Counter> counters() {
        return kept.values();
    }

    long count() {
        return count;
    }

    long missing() {
        return missing;
    }

    long other() {
        return other;
    }

    double distinct() {
        if (other == 0) {
            return kept.size();
        }
        long greatest = kept.values().stream()
                .map(c -> c.hash)
                .max(Long::compareUnsigned)
                .orElse(-1L);
        double share = (Math.scalb((double) (greatest >>> 1), 1) + 1) / Math.scalb(1.0, 64);
        return (kept.size() - 1) / share;
    }

    /** The name under which a category is kept. */
    static String nameOf(String category) {
        return wholeCharacters(category.length() <= MAX_NAME ? category : shortened(category));
    }

    private static String shortened(String name) {
        int end = Character.isHighSurrogate(name.charAt(KEPT_OF_LONG_NAME - 1))
                ? KEPT_OF_LONG_NAME - 1
                : KEPT_OF_LONG_NAME;
        return name.substring(0, end) + "~" + Long.toHexString(HASHER.hashCharsToLong(name));
    }

    /** Puts U+FFFD in the place of halves of characters, which have no byte form; texts that were cut somewhere end so. */
    private static String wholeCharacters(String name) {
        int i = 0;
        while (i < name.length() && !Character.isSurrogate(name.charAt(i))) {
            i++;
        }
        return i == name.length()
                ? name
                : name.codePoints()
                        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
