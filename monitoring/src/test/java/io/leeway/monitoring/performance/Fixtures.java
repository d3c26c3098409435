package io.leeway.monitoring.performance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads what src/test/python/performance_fixtures.py wrote. */
final class Fixtures {
    private Fixtures() {}

    static List<String[]> read(String file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Fixtures.class.getResourceAsStream(file), file), StandardCharsets.US_ASCII))) {
            return in.lines().skip(1).map(line -> line.split(";")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] numbers(String field) {
        return Arrays.stream(field.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    static boolean[] labels(String field) {
        boolean[] labels = new boolean[field.length()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = field.charAt(i) == '1';
        }
        return labels;
    }
}
