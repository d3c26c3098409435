package io.leeway.schema;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row, read once by a {@link CellReader} for all who need them. Reused from row to row; belongs to one thread at a time.
 */
public final class RowCells implements RowForm.Cells {
    /** The code of a text that has none: it is missing, its column is neither a feature nor the response, or the column has too many texts. */
    public static final int NO_CODE = -1;

    final long[] wholes;
    final double[] numbers;

    /** The texts of the cells without a code. */
    final @Nullable String[] texts;

    final int[] codes;

    /** The numbers of vectors by cell; empty for other cells. */
    final double[][] vectors;

    /** How many bytes each number of a vector has. */
    final int[] bytes;

    final CellReader<?> reader;

    RowCells(CellReader<?> reader, int cells) {
        this.reader = reader;
        wholes = new long[cells];
        numbers = new double[cells];
        texts = new @Nullable String[cells];
        codes = new int[cells];
        vectors = new double[cells][0];
        bytes = new int[cells];
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(codes, NO_CODE);
    }

    /**
     * Returns what reads these cells.
     *
     * @return the reader, whose numbers for texts {@link #code} returns
     */
    public CellReader<?> reader() {
        return reader;
    }

    @Override
    public boolean missing(int cell) {
        return reader.isText(cell) ? codes[cell] == NO_CODE && texts[cell] == null : Double.isNaN(numbers[cell]);
    }

    @Override
    public long whole(int cell) {
        return wholes[cell];
    }

    /**
     * Returns a number.
     *
     * @param cell the index of the cell
     * @return the value, also of wholes and instants; {@code NaN} if it is missing
     */
    @Override
    public double number(int cell) {
        return numbers[cell];
    }

    @Override
    public String text(int cell) {
        return Objects.requireNonNull(textOrNull(cell));
    }

    @Override
    public double[] vector(int cell) {
        return vectors[cell];
    }

    @Override
    public boolean isFloat(int cell) {
        return bytes[cell] == Float.BYTES;
    }

    /**
     * Returns the text of a cell of texts, or of a categorical feature.
     *
     * @param cell the index of the cell
     * @return the text, null if it is missing
     */
    public @Nullable String textOrNull(int cell) {
        int code = codes[cell];
        return code == NO_CODE ? texts[cell] : reader.text(cell, code);
    }

    /**
     * Returns the reader's number of the text of a categorical feature or response: the same number is the same text.
     *
     * @param cell the index of the cell
     * @return the number, 0 or more, or {@link #NO_CODE}
     */
    public int code(int cell) {
        return codes[cell];
    }
}
