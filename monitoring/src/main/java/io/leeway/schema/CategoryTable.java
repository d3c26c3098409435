package io.leeway.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a category's place in a list; open addressing, at most half full. Faster than a map of boxed numbers: one array of texts beside one
 * of places. Immutable.
 */
final class CategoryTable {
    private final @Nullable String[] texts;
    private final int[] places;
    private final int mask;

    /** Of equal categories the first one counts. */
    CategoryTable(List<String> categories) {
        int size = Integer.highestOneBit(Math.max(2, categories.size() * 2 - 1)) << 1;
        this.texts = new String[size];
        this.places = new int[size];
        this.mask = size - 1;
        for (int i = 0; i < categories.size(); i++) {
            String text = categories.get(i);
            int slot = slot(text);
            if (texts[slot] == null) {
                texts[slot] = text;
                places[slot] = i;
            }
        }
    }

    /** Returns the place, {@link CategoryReader#MISSING} for null, or {@link CategoryReader#UNKNOWN}. */
    int place(@Nullable String text) {
        if (text == null) {
            return CategoryReader.MISSING;
        }
        int slot = slot(text);
        return texts[slot] == null ? CategoryReader.UNKNOWN : places[slot];
    }

    /** The slot that holds a text, or the empty one where it would be. */
    private int slot(String text) {
        int hash = text.hashCode();
        int slot = (hash ^ hash >>> 16) & mask;
        for (String held = texts[slot]; held != null && !held.equals(text); held = texts[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
