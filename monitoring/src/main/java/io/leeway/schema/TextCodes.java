package io.leeway.schema;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Numbers texts in the order in which they come, up to {@value #CAPACITY}. Finding one that is known takes no lock and allocates nothing. */
final class TextCodes {
    static final int CAPACITY = 1 << 13;
    private static final int LONGEST = 200;

    private volatile Table table = new Table(64);
    private int size;

    /** The texts by their codes; a text is here before its code is known. */
    private volatile @Nullable String[] byCode = new @Nullable String[32];

    /** Open addressing, at most half full. An entry never changes once its text is there. */
    private static final class Table {
        final AtomicReferenceArray<@Nullable String> texts;
        final int[] codes;
        final int mask;

        Table(int length) {
            texts = new AtomicReferenceArray<>(length);
            codes = new int[length];
            mask = length - 1;
        }

        /** The slot of a text, or the empty one where it would be. */
        int slot(String text) {
            int hash = text.hashCode();
            int slot = (hash ^ hash >>> 15) & mask;
            for (String held = texts.getAcquire(slot);
                    held != null && !held.equals(text);
                    held = texts.getAcquire(slot)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        void put(String text, int code) {
            int slot = slot(text);
            // The code is written before the text is published, so who sees the text sees the code.
            codes[slot] = code;
            texts.setRelease(slot, text);
        }
    }

    int code(@Nullable String text) {
        if (text == null) {
            return RowCells.NO_CODE;
        }
        Table now = table;
        int slot = now.slot(text);
        return now.texts.getAcquire(slot) == null ? add(text) : now.codes[slot];
    }

    /** The text of a code that this has given. */
    String text(int code) {
        return Objects.requireNonNull(byCode[code]);
    }

    private synchronized int add(String text) {
        Table now = table;
        int slot = now.slot(text);
        if (now.texts.get(slot) != null) {
            return now.codes[slot];
        }
        if (size == CAPACITY || text.length() > LONGEST) {
            return RowCells.NO_CODE;
        }
        int code = size++;
        @Nullable String[] all = byCode;
        if (code == all.length) {
            all = Arrays.copyOf(all, 2 * code);
        }
        all[code] = text;
        byCode = all;
        if (2 * size > now.mask) {
            Table larger = new Table(2 * (now.mask + 1));
            for (int i = 0; i <= now.mask; i++) {
                String held = now.texts.get(i);
                if (held != null) {
                    larger.put(held, now.codes[i]);
                }
            }
            larger.put(text, code);
            table = larger;
        } else {
            now.put(text, code);
        }
        return code;
    }
}
