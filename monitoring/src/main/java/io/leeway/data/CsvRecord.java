package io.leeway.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The cells of the line that was read last, in one buffer: no text is made until it is needed. */
final class CsvRecord extends AbstractBaseCsvCallbackHandler<CsvRecord> {
    private static final int START_CHARS = 512;
    private static final int START_CELLS = 32;

    private char[] chars = new char[START_CHARS];
    private int[] ends = new int[START_CELLS];
    private int cells;
    private int length;

    @Override
    protected void handleBegin(long startingLineNumber) {
        cells = 0;
        length = 0;
    }

    @Override
    protected void handleField(int index, char[] buffer, int offset, int n, boolean quoted) {
        if (length + n > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(length + n, 2 * chars.length));
        }
        System.arraycopy(buffer, offset, chars, length, n);
        length += n;
        if (cells == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[cells++] = length;
    }

    @Override
    protected CsvRecord buildRecord() {
        return this;
    }

    long line() {
        return getStartingLineNumber();
    }

    int cells() {
        return cells;
    }

    /** Points at a cell. */
    void cell(int i, Cell cell) {
        cell.buffer = chars;
        cell.from = i == 0 ? 0 : ends[i - 1];
        cell.to = ends[i];
    }

    String text(int i) {
        int from = i == 0 ? 0 : ends[i - 1];
        return new String(chars, from, ends[i] - from);
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>(cells);
        for (int i = 0; i < cells; i++) {
            texts.add(text(i));
        }
        return texts;
    }
}
