package io.leeway.monitoring.variation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns that features are predicted from: of each number its standard score, that score's square and, where values are missing,
 * whether it is; of each category whether it is one of the most frequent.
 */
final class Design {
    /** Scores are cut there, so that one wild value does not spoil the predictions of all other features. */
    private static final double LARGEST_SCORE = 6;

    private static final int MAXIMUM_CATEGORIES = 16;

    /** A feature's own columns. */
    record Part(String feature, int first, int size, double mean, double deviation, Map<String, Integer> categories) {
        boolean isNumber() {
            return categories.isEmpty();
        }

        double score(double value) {
            return Math.max(-LARGEST_SCORE, Math.min(LARGEST_SCORE, (value - mean) / deviation));
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private int width;

    Design(List<FeatureColumns> reference) {
        FeatureColumns first = reference.get(0);
        first.numbers().keySet().forEach(name -> addNumber(name, reference));
        first.categories().keySet().forEach(name -> addCategories(name, reference));
    }

    private void addNumber(String name, List<FeatureColumns> reference) {
        long known = 0;
        long missing = 0;
        double mean = 0;
        double squares = 0;
        for (FeatureColumns block : reference) {
            double[] values = column(block, name);
            for (int i = 0; i < block.rows(); i++) {
                if (Double.isFinite(values[i])) {
                    // Welford's recurrence.
                    double off = values[i] - mean;
                    mean += off / ++known;
                    squares += off * (values[i] - mean);
                } else {
                    missing++;
                }
            }
        }
        double deviation = known < 2 ? 0 : Math.sqrt(squares / (known - 1));
        int size = missing > 0 ? 3 : 2;
        parts.add(new Part(name, width, size, mean, deviation > 0 ? deviation : 1, Map.of()));
        width += size;
    }

    private void addCategories(String name, List<FeatureColumns> reference) {
        Map<String, Integer> counts = new HashMap<>();
        for (FeatureColumns block : reference) {
            @Nullable String[] values = categories(block, name);
            for (int i = 0; i < block.rows(); i++) {
                if (values[i] != null) {
                    counts.merge(values[i], 1, Integer::sum);
                }
            }
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAXIMUM_CATEGORIES)
                .forEach(entry -> places.put(entry.getKey(), places.size()));
        if (!places.isEmpty()) {
            parts.add(new Part(name, width, places.size(), 0, 1, places));
            width += places.size();
        }
    }

    static double[] column(FeatureColumns rows, String name) {
        return Objects.requireNonNull(rows.numbers().get(name), () -> "no number '" + name + "' in the rows");
    }

    static @Nullable String[] categories(FeatureColumns rows, String name) {
        return Objects.requireNonNull(rows.categories().get(name), () -> "no category '" + name + "' in the rows");
    }

    List<Part> parts() {
        return parts;
    }

    int width() {
        return width;
    }

    /** The columns of a few rows, one after the other: their features are read a column at a time. */
    double[][] read(FeatureColumns rows, int from, int to) {
        double[][] read = new double[to - from][width];
        for (Part part : parts) {
            if (part.isNumber()) {
                double[] values = column(rows, part.feature);
                for (int i = from; i < to; i++) {
                    fill(part, values[i], read[i - from]);
                }
            } else {
                @Nullable String[] values = categories(rows, part.feature);
                for (int i = from; i < to; i++) {
                    Integer place = part.categories.get(values[i]);
                    if (place != null) {
                        read[i - from][part.first + place] = 1;
                    }
                }
            }
        }
        return read;
    }

    private static void fill(Part part, double value, double[] row) {
        if (Double.isFinite(value)) {
            double score = part.score(value);
            row[part.first] = score;
            row[part.first + 1] = score * score;
        } else if (part.size > 2) {
            row[part.first + 2] = 1;
        }
    }
}
