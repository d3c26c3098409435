package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;

/** Makes numbers of one column. */
sealed interface ColumnEncoder permits NumberEncoder, CategoryEncoder {

    /** How many numbers a value becomes. */
    int width();

    Reader reader(Columns of);

    /** Reads the value of a row into a row of zeros. */
    interface Reader {
        void read(int index, double[] into, int at);
    }
}
