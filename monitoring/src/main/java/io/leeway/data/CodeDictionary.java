package io.leeway.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Numbers texts in the order in which they come, without making a text that is known already. Open addressing, at most half full. */
final class CodeDictionary {
    private static final int START = 64;
    private static final int EMPTY = -1;

    private final List<String> texts = new ArrayList<>();
    private int[] hashes = new int[START];
    private int[] codes = empty(START);

    private static int[] empty(int size) {
        int[] codes = new int[size];
        Arrays.fill(codes, EMPTY);
        return codes;
    }

    int code(Cell cell) {
        int hash = cell.hash();
        int mask = codes.length - 1;
        int i = hash & mask;
        for (int code = codes[i]; code != EMPTY; code = codes[i]) {
            if (hashes[i] == hash && cell.is(texts.get(code))) {
                return code;
            }
            i = (i + 1) & mask;
        }
        int code = texts.size();
        texts.add(cell.text());
        codes[i] = code;
        hashes[i] = hash;
        if (2 * texts.size() > codes.length) {
            grow();
        }
        return code;
    }

    private void grow() {
        int[] oldHashes = hashes;
        int[] oldCodes = codes;
        hashes = new int[2 * oldCodes.length];
        codes = empty(hashes.length);
        int mask = codes.length - 1;
        for (int k = 0; k < oldCodes.length; k++) {
            if (oldCodes[k] != EMPTY) {
                int i = oldHashes[k] & mask;
                while (codes[i] != EMPTY) {
                    i = (i + 1) & mask;
                }
                codes[i] = oldCodes[k];
                hashes[i] = oldHashes[k];
            }
        }
    }

    /** The texts by their codes. */
    List<String> texts() {
        return Collections.unmodifiableList(texts);
    }
}
