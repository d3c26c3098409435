package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows for tests: drawn by a seed, or as the scripts in src/test/python wrote them. */
final class Samples {

    private Samples() {}

    /** Lines of a file that a script wrote, without the header. */
    static List<String[]> read(String file) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Samples.class.getResourceAsStream(file), file), StandardCharsets.US_ASCII))) {
            return in.lines().skip(1).map(line -> line.split(";")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[][] rows(String numbers, int columns) {
        double[] all = Arrays.stream(numbers.split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return IntStream.range(0, all.length / columns)
                .mapToObj(i -> Arrays.copyOfRange(all, i * columns, (i + 1) * columns))
                .toArray(double[][]::new);
    }

    static double number(String text) {
        return text.equals("nan") ? Double.NaN : Double.parseDouble(text);
    }

    /** Standard normal numbers, shifted. */
    static double[][] normal(int rows, int columns, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> IntStream.range(0, columns)
                        .mapToDouble(k -> random.nextGaussian() + shift)
                        .toArray())
                .limit(rows)
                .toArray(double[][]::new);
    }

    /** Pairs of standard normal numbers with a correlation. */
    static double[][] correlated(int rows, double correlation, long seed) {
        double[][] pairs = normal(rows, 2, 0, seed);
        for (double[] pair : pairs) {
            pair[1] = correlation * pair[0] + Math.sqrt(1 - correlation * correlation) * pair[1];
        }
        return pairs;
    }

    static double[][] encoded(double[][] rows, double[][] reference, double[][] current) {
        int width = Vectors.width(reference, current);
        Columns before = Vectors.columns("reference", reference, width);
        Columns now = Vectors.columns("current", current, width);
        return Encoder.of(before, now)
                .rows(Vectors.columns("rows", rows, width))
                .rows(IntStream.range(0, rows.length).toArray());
    }
}
