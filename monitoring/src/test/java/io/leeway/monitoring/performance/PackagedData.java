package io.leeway.monitoring.performance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** The data sets that NannyML packages and its estimates, as src/test/python/estimation_fixtures.py wrote them. */
final class PackagedData {
    private static final List<String> FUELS = List.of("diesel", "electric", "gas");
    private static final Map<String, String> METRICS =
            Map.of("roc_auc", "rocAuc", "average_precision", "averagePrecision");

    /** The fields of all rows of a data set, by its name. */
    private static final Map<String, List<String[]>> READ = new HashMap<>();

    private static final Map<String, Map<String, double[]>> EXPECTED = new HashMap<>();

    private PackagedData() {}

    static synchronized List<String[]> read(String data) {
        return READ.computeIfAbsent(data, PackagedData::lines);
    }

    private static List<String[]> lines(String data) {
        String file = data + ".csv.gz";
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(PackagedData.class.getResourceAsStream(file), file)),
                StandardCharsets.US_ASCII))) {
            return in.lines().map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int chunkRows(String data) {
        return switch (data) {
            case "car-loan" -> 5_000;
            case "cards" -> 6_000;
            default -> 2_000;
        };
    }

    static int rows(String data, String period) {
        return period(data, period).size();
    }

    static List<String[]> period(String data, String period) {
        return read(data).stream().filter(row -> row[0].equals(period)).toList();
    }

    static ScoredRows all(String data, String period) {
        return scored(data, period(data, period));
    }

    static ScoredRows chunk(String data, String period, int chunk) {
        int size = chunkRows(data);
        return scored(data, period(data, period).subList(chunk * size, (chunk + 1) * size));
    }

    static PerformanceEstimator estimator(String data) {
        ScoredRows reference = all(data, "reference");
        return data.equals("car-price") ? PerformanceEstimator.dle(reference) : PerformanceEstimator.cbpe(reference);
    }

    private static ScoredRows scored(String data, List<String[]> rows) {
        return switch (data) {
            case "car-loan" ->
                ScoredRows.binary(column(rows, 1, 100))
                        .predicted(Arrays.stream(column(rows, 2, 1))
                                .mapToInt(v -> (int) v)
                                .toArray())
                        .labels(column(rows, 3, 1));
            case "cards" ->
                ScoredRows.classes(rows.stream()
                                .map(row -> new double[] {
                                    Integer.parseInt(row[1]) / 100.0,
                                    Integer.parseInt(row[2]) / 100.0,
                                    Integer.parseInt(row[3]) / 100.0
                                })
                                .toArray(double[][]::new))
                        .predicted(Arrays.stream(column(rows, 4, 1))
                                .mapToInt(v -> (int) v)
                                .toArray())
                        .labels(column(rows, 5, 1));
            default ->
                ScoredRows.numbers(
                                column(rows, 8, 1),
                                rows.stream().map(PackagedData::features).toArray(double[][]::new))
                        .labels(column(rows, 9, 1));
        };
    }

    private static double[] features(String[] row) {
        double[] features = new double[7];
        for (int f = 0; f < 5; f++) {
            features[f] = row[f + 1].equals("nan") ? Double.NaN : Double.parseDouble(row[f + 1]);
        }
        features[5] = FUELS.indexOf(row[6]);
        features[6] = row[7].equals("manual") ? 1 : 0;
        return features;
    }

    private static double[] column(List<String[]> rows, int column, double divisor) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[column]) / divisor)
                .toArray();
    }

    /** NannyML's estimate, standard error, lower and upper end and realised value, by period, chunk and our metric. */
    static synchronized Map<String, double[]> expected(String data) {
        return EXPECTED.computeIfAbsent(data, PackagedData::estimates);
    }

    private static Map<String, double[]> estimates(String data) {
        Map<String, double[]> expected = new HashMap<>();
        for (String[] fields : Fixtures.read("estimates.csv")) {
            if (fields[0].equals(data)) {
                double[] numbers = new double[5];
                Arrays.setAll(numbers, i -> Double.parseDouble(fields[i + 4]));
                expected.put(fields[1] + fields[2] + METRICS.getOrDefault(fields[3], fields[3]), numbers);
            }
        }
        return expected;
    }
}
