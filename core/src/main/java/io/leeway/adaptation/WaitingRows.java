package io.leeway.adaptation;

import io.leeway.adaptation.Encoder.Encoded;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows that wait for their labels, by id, in arrays: about 400 bytes a row for 17 features and 22 experts of two classes. What is the same in all rows, such as
 * the places of numbers, is not kept. Not safe for use by several threads.
 */
final class WaitingRows {
    /** Rows in one array. */
    private static final int BLOCK = 64;

    /** Champion's score, mixture and answer of each output. */
    private static final int OF_OUTPUT = 3;

    /** Numbers, of which the intercept is always 1, and categories of a row. */
    private final int numbers;

    private final int categories;
    private final int predictions;
    private final int outputs;
    private final int width;

    private double[][] values = {};
    private int[][] places = {};

    /** Slots that are free, the next one last. */
    private int[] free = {};

    private int frees;

    /** Slots by id: open addressing, at most half full; a slot is kept with 1 added, 0 is an empty cell. */
    private long[] ids = new long[16];

    private int[] slots = new int[16];
    private int size;

    WaitingRows(int dense, int active, int predictions, int outputs) {
        this.numbers = dense;
        this.categories = active - dense;
        this.predictions = predictions;
        this.outputs = outputs;
        this.width = dense - 1 + predictions + OF_OUTPUT * outputs + 1;
    }

    int size() {
        return size;
    }

    private int home(long id) {
        long hash = id * 0x9E3779B97F4A7C15L;
        return (int) (hash >>> Long.SIZE - Integer.numberOfTrailingZeros(ids.length));
    }

    /** The cell of an id, or the empty one where it would be. */
    private int cell(long id) {
        int cell = home(id);
        while (slots[cell] != 0 && ids[cell] != id) {
            cell = (cell + 1) & ids.length - 1;
        }
        return cell;
    }

    /** Adds a row, which is copied; false if its id is waiting already. */
    boolean add(
            long id, Encoded row, double[] champion, double[] experts, double[] mixed, double[] answer, double risk) {
        int slot = claim(id);
        if (slot < 0) {
            return false;
        }
        double[] into = values[slot / BLOCK];
        int at = slot % BLOCK * width;
        System.arraycopy(row.values, 1, into, at, numbers - 1);
        at += numbers - 1;
        System.arraycopy(experts, 0, into, at, predictions);
        at += predictions;
        for (int j = 0; j < outputs; j++) {
            into[at + j] = champion[j];
            into[at + outputs + j] = mixed[j];
            into[at + 2 * outputs + j] = answer[j];
        }
        into[at + OF_OUTPUT * outputs] = risk;
        System.arraycopy(row.places, numbers, places[slot / BLOCK], slot % BLOCK * categories, categories);
        return true;
    }

    /** A slot for an id; -1 if it has one. */
    private int claim(long id) {
        int cell = cell(id);
        if (slots[cell] != 0) {
            return -1;
        }
        if (2 * (size + 1) > ids.length) {
            grow();
            cell = cell(id);
        }
        if (frees == 0) {
            int first = values.length * BLOCK;
            values = Arrays.copyOf(values, values.length + 1);
            places = Arrays.copyOf(places, values.length);
            values[values.length - 1] = new double[BLOCK * width];
            places[values.length - 1] = new int[BLOCK * categories];
            free = Arrays.copyOf(free, values.length * BLOCK);
            for (int i = BLOCK - 1; i >= 0; i--) {
                free[frees++] = first + i;
            }
        }
        int slot = free[--frees];
        ids[cell] = id;
        slots[cell] = slot + 1;
        size++;
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldSlots = slots;
        ids = new long[2 * oldIds.length];
        slots = new int[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldSlots[i] != 0) {
                int cell = cell(oldIds[i]);
                ids[cell] = oldIds[i];
                slots[cell] = oldSlots[i];
            }
        }
    }

    /** Returns a copy of a row, or null. */
    @Nullable
    Waiting get(long id) {
        int slot = slots[cell(id)] - 1;
        if (slot < 0) {
            return null;
        }
        Encoded row = new Encoded(numbers + categories);
        Arrays.fill(row.values, 1);
        Arrays.setAll(row.places, i -> i);
        double[] from = values[slot / BLOCK];
        int at = slot % BLOCK * width;
        System.arraycopy(from, at, row.values, 1, numbers - 1);
        System.arraycopy(places[slot / BLOCK], slot % BLOCK * categories, row.places, numbers, categories);
        at += numbers - 1;
        int rest = at + predictions;
        return new Waiting(
                row,
                Arrays.copyOfRange(from, rest, rest + outputs),
                Arrays.copyOfRange(from, at, rest),
                Arrays.copyOfRange(from, rest + outputs, rest + 2 * outputs),
                Arrays.copyOfRange(from, rest + 2 * outputs, rest + OF_OUTPUT * outputs),
                from[rest + OF_OUTPUT * outputs]);
    }

    Waiting require(long id) {
        return Objects.requireNonNull(get(id));
    }

    /** Removes a row and returns it; null if there is none. */
    @Nullable
    Waiting remove(long id) {
        Waiting row = get(id);
        int cell = cell(id);
        if (row == null) {
            return null;
        }
        free[frees++] = slots[cell] - 1;
        size--;
        // Those that stand further on because of this one move back: Knuth, volume 3, 6.4, algorithm R.
        int hole = cell;
        int mask = ids.length - 1;
        for (int next = (hole + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            if (((next - home(ids[next])) & mask) >= ((next - hole) & mask)) {
                ids[hole] = ids[next];
                slots[hole] = slots[next];
                hole = next;
            }
        }
        slots[hole] = 0;
        return row;
    }

    /** The ids, ascending. */
    long[] ids() {
        return ids(id -> true);
    }

    /** The ids below another, ascending. */
    long[] idsBelow(long bound) {
        return ids(id -> id < bound);
    }

    private long[] ids(LongPredicate which) {
        long[] result = new long[size];
        int n = 0;
        for (int i = 0; i < ids.length; i++) {
            if (slots[i] != 0 && which.test(ids[i])) {
                result[n++] = ids[i];
            }
        }
        Arrays.sort(result, 0, n);
        return Arrays.copyOf(result, n);
    }
}
