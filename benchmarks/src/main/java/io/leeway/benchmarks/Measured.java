package io.leeway.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** A figure for {@link PerformancePage}: printed, and appended to the file that the system property {@code measured} names, if any. */
record Measured(String chart, String work, String library, double value, String unit) {

    void print() {
        String line = String.format(Locale.ROOT, "%s,%s,%s,%.3g,%s%n", chart, work, library, value, unit);
        System.out.print(line);
        String file = System.getProperty("measured");
        if (file != null) {
            try {
                Files.writeString(Path.of(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Measured parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != 5) {
            throw new IllegalArgumentException("not chart,work,library,value,unit: " + line);
        }
        return new Measured(cells[0], cells[1], cells[2], Double.parseDouble(cells[3]), cells[4]);
    }
}
