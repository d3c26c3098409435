package io.leeway.data;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Makes rows of cells. */
interface RowBinder<R> {
    /** Needs no column, and makes nothing of a row. */
    RowBinder<List<String>> NOTHING = new RowBinder<>() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public Target<List<String>> target() {
            return new Target<>() {
                @Override
                public void missing(int column) {}

                @Override
                public void read(int column, Cell cell) {}

                @Override
                public List<String> row() {
                    return List.of();
                }
            };
        }
    };

    /** The columns that the header of a file must name. */
    List<String> names();

    /** Starts making rows for one iteration. */
    Target<R> target();

    /** Takes the cells of one row after the other. */
    interface Target<R> {
        /** Takes a cell that is missing; a {@link CellFormatException} if it may not be. */
        void missing(int column);

        /** Takes a cell that is not missing; a {@link CellFormatException} if it cannot be read. */
        void read(int column, Cell cell);

        /** Makes the row; what a constructor throws comes as the cause. */
        R row() throws InvocationTargetException;
    }
}
