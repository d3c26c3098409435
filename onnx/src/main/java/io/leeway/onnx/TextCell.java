package io.leeway.onnx;

import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;

/**
 * A categorical feature as a text.
 *
 * @param reader reads the feature
 * @param missing stands for a missing value
 */
record TextCell<R>(Feature<R> reader, String missing) implements Cell.OfText<R> {

    @Override
    public String text(R row) {
        String text = reader.category(row);
        return text == null ? missing : text;
    }

    @Override
    public int feature() {
        return reader.index();
    }

    @Override
    public boolean isMissing(R row) {
        return reader.category(row) == null;
    }
}
