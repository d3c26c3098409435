package io.leeway.onnx.flat;

import java.util.Map;

/**
 * The codes of keys: a fixed table with open addressing, so that a look-up touches two flat arrays and allocates nothing. Immutable.
 */
final class Codes {

    private final String[] texts;
    private final double[] numbers;
    private final int[] codes;
    private final int mask;

    /** @param byKey codes from 1 on, of strings or of doubles */
    Codes(Map<Object, Integer> byKey) {
        int capacity = Integer.highestOneBit(Math.max(4, byKey.size() * 2) - 1) << 1;
        this.mask = capacity - 1;
        this.texts = new String[capacity];
        this.numbers = new double[capacity];
        this.codes = new int[capacity];
        byKey.forEach(this::put);
    }

    private void put(Object key, int code) {
        int slot = key instanceof String text ? slot(text.hashCode()) : slot(Double.hashCode((Double) key));
        while (codes[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        codes[slot] = code;
        if (key instanceof String text) {
            texts[slot] = text;
        } else {
            numbers[slot] = (Double) key;
        }
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & mask;
    }

    /** Returns the code, or 0 for a text that is no key. */
    int of(String text) {
        int slot = slot(text.hashCode());
        while (codes[slot] != 0 && !texts[slot].equals(text)) {
            slot = (slot + 1) & mask;
        }
        return codes[slot];
    }

    /** Returns the code, or 0 for a number that is no key. */
    int of(double number) {
        // Adding zero makes minus zero zero.
        double key = number + 0.0;
        int slot = slot(Double.hashCode(key));
        while (codes[slot] != 0 && Double.compare(numbers[slot], key) != 0) {
            slot = (slot + 1) & mask;
        }
        return codes[slot];
    }
}
