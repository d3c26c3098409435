package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Makes a row of numbers of a row of columns, by what the reference is like. */
final class Encoder {

    private final List<ColumnEncoder> columns;
    private final int width;

    private Encoder(List<ColumnEncoder> columns) {
        this.columns = columns;
        this.width = columns.stream().mapToInt(ColumnEncoder::width).sum();
    }

    static Encoder of(Columns reference, Columns current) {
        requireSameNames(reference, current);
        List<ColumnEncoder> columns = new ArrayList<>();
        for (String name : reference.names()) {
            FeatureType type = reference.type(name);
            if (current.type(name) != type) {
                throw new IllegalArgumentException("column \"" + name + "\" is " + type + " in the reference and "
                        + current.type(name) + " in the current rows");
            }
            columns.add(
                    type == FeatureType.NUMERIC
                            ? NumberEncoder.of(name, reference.numbers(name), current.numbers(name))
                            : CategoryEncoder.of(name, reference, current));
        }
        return new Encoder(columns);
    }

    private static void requireSameNames(Columns reference, Columns current) {
        if (reference.names().isEmpty()) {
            throw new IllegalArgumentException("there is nothing to compare: the reference has no column");
        }
        if (!reference.vectors().equals(current.vectors())) {
            throw new IllegalArgumentException("both need the same vectors, but the reference has "
                    + reference.vectors() + " and the current rows " + current.vectors());
        }
        TreeSet<String> missing = new TreeSet<>(reference.names());
        missing.removeAll(current.names());
        TreeSet<String> added = new TreeSet<>(current.names());
        added.removeAll(reference.names());
        if (!missing.isEmpty() || !added.isEmpty()) {
            throw new IllegalArgumentException("both need the same columns, but " + missing
                    + " are only in the reference and " + added + " only in the current rows");
        }
    }

    /** How many numbers a row becomes. */
    int width() {
        return width;
    }

    Rows rows(Columns of) {
        return new Rows(of);
    }

    /** The rows of a sample, encoded one by one. */
    final class Rows {
        private final List<ColumnEncoder.Reader> readers;

        private Rows(Columns of) {
            readers = columns.stream().map(column -> column.reader(of)).toList();
        }

        double[] row(int index) {
            double[] row = new double[width];
            int at = 0;
            for (int k = 0; k < readers.size(); k++) {
                readers.get(k).read(index, row, at);
                at += columns.get(k).width();
            }
            return row;
        }

        double[][] rows(int[] indices) {
            double[][] rows = new double[indices.length][];
            for (int i = 0; i < indices.length; i++) {
                rows[i] = row(indices[i]);
            }
            return rows;
        }
    }
}
