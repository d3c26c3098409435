package io.leeway.onnx.flat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key of a row, writes its code into a register and sets the columns that depend on it. Columns keep what they have for
 * unknown keys unless the row's key says otherwise, so a row costs as much as its key has columns, however many keys there are.
 * Immutable.
 */
final class Coder<R> {

    private final Cell.@Nullable OfText<R> text;
    private final @Nullable NumberReader<R> number;
    private final Codes codes;
    private final int register;
    private final Columns columns;

    /**
     * The columns that a code sets.
     *
     * @param starts of each code, where its entries start, and at last their number
     * @param registers of each entry
     * @param values of each entry
     * @param otherwise what the registers hold for other codes
     */
    record Columns(int[] starts, int[] registers, double[] values, double[] otherwise) {}

    Coder(Cell.@Nullable OfText<R> text, @Nullable NumberReader<R> number, Codes codes, int register, Columns columns) {
        this.text = text;
        this.number = number;
        this.codes = codes;
        this.register = register;
        this.columns = columns;
    }

    /** Reads the key from another cell. */
    <S> Coder<S> over(Map<Cell<R>, Cell<S>> cells) {
        return new Coder<>(
                text == null ? null : (Cell.OfText<S>) Objects.requireNonNull(cells.get(text)),
                number == null ? null : number.over(cells),
                codes,
                register,
                columns);
    }

    private int code(R row) {
        if (text != null) {
            return codes.of(text.text(row));
        }
        return number == null ? 0 : codes.of(number.number(row));
    }

    /** The feature that the key is, as a text; -1 for none. */
    int feature() {
        return text == null ? -1 : text.feature();
    }

    /** Whether the row's key is an unknown category, and no missing value. */
    boolean isUnknown(R row, double[] registers) {
        return text != null && registers[register] == 0 && !text.isMissing(row);
    }

    void read(R row, double[] registers) {
        int code = code(row);
        int before = (int) registers[register];
        if (code == before) {
            return;
        }
        for (int i = columns.starts[before]; i < columns.starts[before + 1]; i++) {
            registers[columns.registers[i]] = columns.otherwise[i];
        }
        for (int i = columns.starts[code]; i < columns.starts[code + 1]; i++) {
            registers[columns.registers[i]] = columns.values[i];
        }
        registers[register] = code;
    }
}
