package io.leeway.monitoring.profile;

import io.leeway.schema.Feature;
import io.leeway.schema.NumberReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the numbers of some hundred rows by column, until a {@link NumericChunk} adds them. Mutable; for one thread. */
final class RowBuffer<R> {
    /** The rows of a buffer until it has been full once: many profilers never see more. */
    private static final int FEW = 64;

    /** The most numbers that are kept: 1 MB, so that they stay in the processor's cache. */
    private static final int MOST_NUMBERS = 1 << 17;

    /** Columns whose distance is a power of two would share the sets of the cache. */
    private static final int APART = 8;

    private final List<Feature<R>> features;
    private NumericAccumulator[] into;

    /** Composed once the buffer has its final size. */
    private @Nullable NumberReader<R> reader;

    private NumericChunk chunk;
    private double[] numbers;
    private int capacity;
    private int size;

    /** Makes a buffer of numeric features. */
    RowBuffer(List<Feature<R>> features) {
        this.features = features;
        this.into = new NumericAccumulator[0];
        capacity = FEW;
        numbers = new double[features.size() * (FEW + APART)];
        chunk = new NumericChunk(FEW);
    }

    /** Says which accumulators the next rows count in, one for each feature; the rows so far are added to theirs. */
    void into(NumericAccumulator[] next) {
        if (next != into) {
            flush();
            into = next;
        }
    }

    /** Reads a row, which does not count before {@link #next}. */
    void read(R row) {
        NumberReader<R> known = reader;
        if (known != null) {
            known.read(row, numbers, size);
            return;
        }
        for (int i = 0; i < features.size(); i++) {
            numbers[i * (capacity + APART) + size] = features.get(i).number(row);
        }
    }

    /** Counts the row that was read. */
    void next() {
        size++;
        if (size == capacity) {
            flush();
            if (reader == null) {
                grow();
            }
        }
    }

    /** Adds the rows to the accumulators. */
    void flush() {
        for (int i = 0; i < into.length; i++) {
            int from = i * (capacity + APART);
            chunk.addTo(into[i], numbers, from, from + size);
        }
        size = 0;
    }

    /** Adds a column of a feature. */
    void add(int feature, double[] column) {
        if (column.length > capacity && reader == null) {
            flush();
            grow();
        }
        chunk.addTo(into[feature], column, 0, column.length);
    }

    private void grow() {
        capacity = Math.max(FEW, Math.min(NumericChunk.SIZE, MOST_NUMBERS / Math.max(1, features.size())));
        numbers = new double[features.size() * (capacity + APART)];
        chunk = new NumericChunk(capacity);
        reader = NumberReader.of(features, capacity + APART);
    }
}
