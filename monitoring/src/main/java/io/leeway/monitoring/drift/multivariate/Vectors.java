package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;

/** Rows of numbers as columns, named by their place. */
final class Vectors {

    private Vectors() {}

    static int width(double[][] reference, double[][] current) {
        double[][] rows = reference.length > 0 ? reference : current;
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("there is nothing to compare: no row has a number");
        }
        return rows[0].length;
    }

    static Columns columns(String sample, double[][] rows, int width) {
        double[][] columns = new double[width][rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != width) {
                throw new IllegalArgumentException("all rows have as many numbers as the first, " + width + ", but row "
                        + i + " of the " + sample + " has " + rows[i].length);
            }
            for (int k = 0; k < width; k++) {
                columns[k][i] = rows[i][k];
            }
        }
        Columns.Builder builder = Columns.builder();
        for (int k = 0; k < width; k++) {
            builder.numbers(String.valueOf(k), columns[k]);
        }
        return builder.build();
    }
}
