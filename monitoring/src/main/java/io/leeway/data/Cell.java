package io.leeway.data;

/** A piece of the reader's buffer: the characters of one cell. Reused for cell after cell. */
final class Cell {
    char[] buffer = new char[0];
    int from;
    int to;

    int length() {
        return to - from;
    }

    char at(int i) {
        return buffer[from + i];
    }

    /** Leaves out spaces and tabs at both ends. */
    void trim() {
        while (from < to && (buffer[from] == ' ' || buffer[from] == '\t')) {
            from++;
        }
        while (to > from && (buffer[to - 1] == ' ' || buffer[to - 1] == '\t')) {
            to--;
        }
    }

    boolean is(String text) {
        int n = text.length();
        if (n != length()) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (text.charAt(i) != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    int hash() {
        int h = 0;
        for (int i = from; i < to; i++) {
            h = 31 * h + buffer[i];
        }
        return h ^ h >>> 15;
    }

    String text() {
        return new String(buffer, from, to - from);
    }
}
