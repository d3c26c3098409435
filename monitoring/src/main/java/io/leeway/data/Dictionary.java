package io.leeway.data;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same object for the same text, without making a text that is known already. Holds at most {@value #MAX} texts; what
 * comes later is made anew each time.
 */
final class Dictionary<T> {
    static final int MAX = 1 << 16;
    private static final int START = 64;

    private final Function<String, T> make;
    private @Nullable String[] texts = new @Nullable String[START];
    private @Nullable Object[] values = new @Nullable Object[START];
    private int size;

    Dictionary(Function<String, T> make) {
        this.make = make;
    }

    @SuppressWarnings("unchecked")
    T get(Cell cell) {
        int mask = texts.length - 1;
        int i = cell.hash() & mask;
        for (String text = texts[i]; text != null; text = texts[i]) {
            if (cell.is(text)) {
                return (T) java.util.Objects.requireNonNull(values[i]);
            }
            i = (i + 1) & mask;
        }
        String text = cell.text();
        T value = make.apply(text);
        if (size < MAX) {
            texts[i] = text;
            values[i] = value;
            size++;
            if (2 * size > texts.length) {
                grow();
            }
        }
        return value;
    }

    private void grow() {
        @Nullable String[] oldTexts = texts;
        @Nullable Object[] oldValues = values;
        texts = new @Nullable String[2 * oldTexts.length];
        values = new @Nullable Object[texts.length];
        int mask = texts.length - 1;
        for (int k = 0; k < oldTexts.length; k++) {
            String text = oldTexts[k];
            if (text != null) {
                int h = text.hashCode();
                int i = (h ^ h >>> 15) & mask;
                while (texts[i] != null) {
                    i = (i + 1) & mask;
                }
                texts[i] = text;
                values[i] = oldValues[k];
            }
        }
    }
}
