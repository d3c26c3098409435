package io.leeway.feedback;

import io.leeway.schema.RowForm;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cells of a stored row, as the log's schema numbers them, with the label in place of the response. */
final class MappedCells implements RowForm.Cells {
    private final List<RowForm.Cell> cells;
    private final int response;
    private final RecordReader record;
    private int[] stored = {};

    private int mapped;
    private boolean labelled;
    private double number;

    @Nullable
    private String text;

    MappedCells(RowForm<?> form, RecordReader record) {
        this.cells = form.cells();
        this.response = form.responseCell();
        this.record = record;
    }

    /** Comes to the row of the reader. */
    void row(boolean hasLabel, double labelNumber, @Nullable String labelText) {
        if (record.headers != mapped) {
            mapped = record.headers;
            stored = mapping(record.header(), cells);
        }
        labelled = hasLabel;
        number = labelNumber;
        text = labelText;
    }

    private static int[] mapping(SegmentHeader header, List<RowForm.Cell> cells) {
        int[] mapping = new int[cells.size()];
        for (int i = 0; i < mapping.length; i++) {
            mapping[i] = header.find(cells.get(i).name());
        }
        return mapping;
    }

    private boolean isLabel(int cell) {
        return labelled && cell == response;
    }

    @Override
    public boolean missing(int cell) {
        return !isLabel(cell) && (stored[cell] < 0 || record.missing(stored[cell]));
    }

    @Override
    public long whole(int cell) {
        return isLabel(cell) ? (long) number : record.whole(stored[cell]);
    }

    @Override
    public double number(int cell) {
        return isLabel(cell) ? number : record.number(stored[cell]);
    }

    @Override
    public double[] vector(int cell) {
        return record.vector(stored[cell]);
    }

    @Override
    public boolean isFloat(int cell) {
        return record.isFloat(stored[cell]);
    }

    @Override
    public String text(int cell) {
        return isLabel(cell) ? Objects.requireNonNull(text) : record.text(stored[cell]);
    }
}
