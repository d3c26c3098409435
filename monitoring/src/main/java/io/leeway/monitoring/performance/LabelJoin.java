package io.leeway.monitoring.performance;

import java.time.Duration;
import java.util.Arrays;

/**
 * Joins predictions with labels that arrive later, by the id of the row.
 *
 * <p>A prediction waits until its label arrives, until it is older than {@link #expiringAfter}, or until there is no
 * room and it is the oldest. Ids may be any {@code long}. Memory: 48 to 56 bytes for each waiting prediction; it grows
 * by half its size at a time, up to the capacity. A join takes about 50 ns. Not thread-safe.
 *
 * <pre>{@code
 * LabelJoin join = LabelJoin.of(100_000);
 * join.predicted(flightId, probability, departureMillis);
 * join.labelled(flightId, late ? 1 : 0, arrivalMillis, performance::add);
 * }</pre>
 */
public final class LabelJoin {
    private static final int NONE = -1;
    private static final int FIRST_SLOTS = 64;

    private final int capacity;
    private long maxAgeMillis = Long.MAX_VALUE;

    /** Open addressing with linear probing: a slot plus one, or 0 where the cell is free. At most half full. */
    private int[] table;

    private long[] ids;
    private double[] predictions;
    private long[] times;
    private long[] versions;

    /** The slots in use, oldest first, as a doubly linked list; {@code next} also chains the free ones. */
    private int[] previous;

    private int[] next;
    private int oldest = NONE;
    private int newest = NONE;
    private int free = NONE;
    private int used;
    private int waiting;

    private long predicted;
    private long matched;
    private long unknown;
    private long replaced;
    private long expired;

    private LabelJoin(int capacity) {
        this.capacity = capacity;
        int slots = Math.min(capacity, FIRST_SLOTS);
        ids = new long[slots];
        predictions = new double[slots];
        times = new long[slots];
        versions = new long[slots];
        previous = new int[slots];
        next = new int[slots];
        table = new int[tableSize(slots)];
    }

    /**
     * Predictions that wait, the oldest first.
     *
     * @param ids the ids of their rows
     * @param predictions the predictions
     * @param times when they were made, epoch milliseconds
     * @param versions which versions made them
     */
    public record Waiting(long[] ids, double[] predictions, long[] times, long[] versions) {}

    /** Receives predictions that were joined with their label. */
    @FunctionalInterface
    public interface Match {
        /**
         * Receives one labelled row.
         *
         * @param prediction the prediction
         * @param actual the actual outcome
         * @param predictedMillis when the prediction was made, epoch milliseconds
         * @param labelledMillis when the label became known, epoch milliseconds
         */
        void accept(double prediction, double actual, long predictedMillis, long labelledMillis);

        /**
         * Receives one labelled row with the version that predicted it; leaves the version out by default.
         *
         * @param prediction the prediction
         * @param actual the actual outcome
         * @param predictedMillis when the prediction was made, epoch milliseconds
         * @param labelledMillis when the label became known, epoch milliseconds
         * @param version the version that {@link #predicted(long, double, long, long)} was told of, otherwise 0
         */
        default void accept(double prediction, double actual, long predictedMillis, long labelledMillis, long version) {
            accept(prediction, actual, predictedMillis, labelledMillis);
        }
    }

    /**
     * Creates an empty join.
     *
     * @param capacity the maximum number of waiting predictions, 1 to 2<sup>28</sup>
     * @return an empty join
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static LabelJoin of(int capacity) {
        if (capacity < 1 || capacity > 1 << 28) {
            throw new IllegalArgumentException("got room for " + capacity + " waiting predictions; give 1 to 2^28");
        }
        return new LabelJoin(capacity);
    }

    /**
     * Sets the age at which predictions expire, when another prediction is recorded or {@link #expire} is called. By
     * default, predictions do not expire by age.
     *
     * @param age the maximum age, above zero
     * @return this join
     * @throws IllegalArgumentException if the age is not positive
     */
    public LabelJoin expiringAfter(Duration age) {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException(
                    "predictions cannot expire after " + age + "; give a duration above zero");
        }
        maxAgeMillis = age.toMillis();
        return this;
    }

    /**
     * Records a prediction, which then waits for its label. It replaces a waiting prediction with the same id.
     *
     * @param id the row's id
     * @param prediction the prediction
     * @param timeMillis when, epoch milliseconds
     */
    public void predicted(long id, double prediction, long timeMillis) {
        predicted(id, prediction, timeMillis, 0);
    }

    /**
     * Records a prediction like {@link #predicted(long, double, long)}, and the version that made it.
     *
     * @param id the row's id
     * @param prediction the prediction
     * @param timeMillis when, epoch milliseconds
     * @param version the version
     */
    public void predicted(long id, double prediction, long timeMillis, long version) {
        expire(timeMillis);
        predicted++;
        int cell = cell(id);
        if (table[cell] != 0) {
            replaced++;
            remove(cell);
        } else if (waiting == capacity) {
            expired++;
            remove(cell(ids[oldest]));
        }
        int slot = takeSlot();
        ids[slot] = id;
        predictions[slot] = prediction;
        times[slot] = timeMillis;
        versions[slot] = version;
        previous[slot] = newest;
        next[slot] = NONE;
        if (newest == NONE) {
            oldest = slot;
        } else {
            next[newest] = slot;
        }
        newest = slot;
        // Removing moved cells, and a new slot may have grown the table: look again.
        table[cell(id)] = slot + 1;
        waiting++;
    }

    /**
     * Records a label and joins it with its prediction.
     *
     * @param id the row's id
     * @param actual the actual outcome
     * @param timeMillis when the outcome became known, epoch milliseconds
     * @param match receives the labelled row, if the prediction is waiting
     * @return whether the label was joined; if not, it is counted as unknown and dropped
     */
    public boolean labelled(long id, double actual, long timeMillis, Match match) {
        int cell = cell(id);
        if (table[cell] == 0) {
            unknown++;
            return false;
        }
        int slot = table[cell] - 1;
        double prediction = predictions[slot];
        long predictedMillis = times[slot];
        long version = versions[slot];
        remove(cell);
        matched++;
        match.accept(prediction, actual, predictedMillis, timeMillis, version);
        return true;
    }

    /**
     * Drops the predictions that are too old at a given time. They expire in the order in which they were recorded: a
     * prediction recorded late with an old time expires only after those recorded before it.
     *
     * @param nowMillis the time, epoch milliseconds
     */
    public void expire(long nowMillis) {
        if (maxAgeMillis == Long.MAX_VALUE) {
            return;
        }
        while (oldest != NONE && nowMillis - times[oldest] > maxAgeMillis) {
            expired++;
            remove(cell(ids[oldest]));
        }
    }

    /**
     * Returns what became of predictions and labels so far.
     *
     * @return the counts
     */
    public LabelCounts counts() {
        return new LabelCounts(predicted, matched, unknown, replaced, expired, waiting);
    }

    /**
     * Returns the predictions that wait.
     *
     * @return a copy
     */
    public Waiting waiting() {
        Waiting copy = new Waiting(new long[waiting], new double[waiting], new long[waiting], new long[waiting]);
        int at = 0;
        for (int slot = oldest; slot != NONE; slot = next[slot]) {
            copy.ids[at] = ids[slot];
            copy.predictions[at] = predictions[slot];
            copy.versions[at] = versions[slot];
            copy.times[at++] = times[slot];
        }
        return copy;
    }

    /**
     * Goes on where another join was. If there is less room here, its oldest predictions expire.
     *
     * @param before its counts
     * @param predicted the predictions that waited there
     * @throws IllegalStateException if this join has been used
     */
    public void resume(LabelCounts before, Waiting predicted) {
        if (this.predicted > 0 || unknown > 0) {
            throw new IllegalStateException("a join that has been used cannot go on where another was: " + this);
        }
        for (int i = 0; i < predicted.ids.length; i++) {
            predicted(predicted.ids[i], predicted.predictions[i], predicted.times[i], predicted.versions[i]);
        }
        this.predicted = before.predictions();
        matched = before.matched();
        unknown = before.unknown();
        replaced = before.replaced();
        expired = before.expired() + before.waiting() - waiting;
    }

    /** Returns the counts in one line. */
    @Override
    public String toString() {
        return "LabelJoin of " + capacity + ": " + counts();
    }

    private int takeSlot() {
        if (free != NONE) {
            int slot = free;
            free = next[slot];
            return slot;
        }
        if (used == ids.length) {
            grow();
        }
        return used++;
    }

    private void grow() {
        int slots = (int) Math.min(capacity, ids.length + (ids.length >> 1) + 1L);
        ids = Arrays.copyOf(ids, slots);
        predictions = Arrays.copyOf(predictions, slots);
        times = Arrays.copyOf(times, slots);
        versions = Arrays.copyOf(versions, slots);
        previous = Arrays.copyOf(previous, slots);
        next = Arrays.copyOf(next, slots);
        if (tableSize(slots) > table.length) {
            table = new int[tableSize(slots)];
            for (int slot = oldest; slot != NONE; slot = next[slot]) {
                table[cell(ids[slot])] = slot + 1;
            }
        }
    }

    private static int tableSize(int slots) {
        return Integer.highestOneBit(slots) << 2;
    }

    /** The cell that holds the id, or the free one where it would go. */
    private int cell(long id) {
        int mask = table.length - 1;
        int cell = home(id, mask);
        while (table[cell] != 0 && ids[table[cell] - 1] != id) {
            cell = (cell + 1) & mask;
        }
        return cell;
    }

    /** Ids are often consecutive or multiples of something, so they are mixed (the finaliser of MurmurHash3). */
    private static int home(long id, int mask) {
        long h = (id ^ (id >>> 33)) * 0xFF51AFD7ED558CCDL;
        h = (h ^ (h >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return (int) (h ^ (h >>> 33)) & mask;
    }

    private void remove(int cell) {
        int slot = table[cell] - 1;
        unlink(slot);
        next[slot] = free;
        free = slot;
        waiting--;
        closeGap(cell);
    }

    private void unlink(int slot) {
        if (previous[slot] == NONE) {
            oldest = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] == NONE) {
            newest = previous[slot];
        } else {
            previous[next[slot]] = previous[slot];
        }
    }

    /** Moves back what the gap would cut off from its home (Knuth, volume 3, 6.4, algorithm R): no tombstones. */
    private void closeGap(int cell) {
        int mask = table.length - 1;
        int gap = cell;
        int at = cell;
        table[gap] = 0;
        while (true) {
            at = (at + 1) & mask;
            if (table[at] == 0) {
                return;
            }
            int home = home(ids[table[at] - 1], mask);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                table[gap] = table[at];
                table[at] = 0;
                gap = at;
            }
        }
    }
}
