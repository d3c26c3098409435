package io.leeway.monitoring.price;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows drawn from a reference, by column, with their place among all its rows: all that prices need of a reference. Of 2,000 rows and 20 features it takes 0.6 MB.
 *
 * @param rows how many rows were drawn
 * @param numbers values of numeric features; {@code NaN} is missing
 * @param ranks the share of the reference's values below each number, a random place among equal ones; {@code NaN} is missing
 * @param categories names of the categories of the reference, by feature
 * @param codes places of the rows' categories among these names; -1 is missing
 * @param shares the share of the reference's rows of each category, that of missing ones last; of numbers the latter alone
 * @param actuals the response of each row, {@code NaN} where it is not known or no number
 */
public record SampledRows(
        int rows,
        Map<String, double[]> numbers,
        Map<String, double[]> ranks,
        Map<String, List<String>> categories,
        Map<String, int[]> codes,
        Map<String, double[]> shares,
        double[] actuals) {

    /** The number of rows that are drawn, if there are as many: {@value}. */
    public static final int MOST_ROWS = 2_000;

    private static final long SEED = 20130101;

    /**
     * Draws rows without replacement, the same in each run.
     *
     * @param schema reads the rows
     * @param reference all rows of the reference
     * @param <R> the type of a row
     * @return the sample
     */
    public static <R> SampledRows of(Schema<R> schema, List<? extends R> reference) {
        int[] drawn = draw(reference.size(), new SplittableRandom(SEED));
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, double[]> ranks = new LinkedHashMap<>();
        Map<String, List<String>> categories = new LinkedHashMap<>();
        Map<String, int[]> codes = new LinkedHashMap<>();
        Map<String, double[]> shares = new LinkedHashMap<>();
        for (Feature<R> feature : schema.features()) {
            String name = feature.name();
            if (feature.type() == FeatureType.NUMERIC) {
                double[] all = reference.stream().mapToDouble(feature::number).toArray();
                double[] sorted = Arrays.stream(all)
                        .filter(value -> !Double.isNaN(value))
                        .sorted()
                        .toArray();
                double[] some =
                        Arrays.stream(drawn).mapToDouble(row -> all[row]).toArray();
                numbers.put(name, some);
                ranks.put(name, ranks(some, sorted, new SplittableRandom(SEED + feature.index())));
                shares.put(name, new double[] {1 - (double) sorted.length / Math.max(1, all.length)});
            } else {
                Map<String, Integer> places = new LinkedHashMap<>();
                int[] all = reference.stream()
                        .mapToInt(row -> place(feature.category(row), places))
                        .toArray();
                categories.put(name, List.copyOf(places.keySet()));
                codes.put(name, Arrays.stream(drawn).map(row -> all[row]).toArray());
                shares.put(name, shares(all, places.size()));
            }
        }
        return new SampledRows(
                drawn.length, numbers, ranks, categories, codes, shares, actuals(schema, reference, drawn));
    }

    private static int[] draw(int size, SplittableRandom random) {
        int[] places = IntStream.range(0, size).toArray();
        int count = Math.min(size, MOST_ROWS);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, size);
            int place = places[i];
            places[i] = places[other];
            places[other] = place;
        }
        return Arrays.stream(places, 0, count).sorted().toArray();
    }

    private static int place(@Nullable String category, Map<String, Integer> places) {
        if (category == null) {
            return -1;
        }
        Integer known = places.putIfAbsent(category, places.size());
        return known == null ? places.size() - 1 : known;
    }

    private static double[] shares(int[] codes, int categories) {
        double[] shares = new double[categories + 1];
        for (int code : codes) {
            shares[code < 0 ? categories : code] += 1.0 / codes.length;
        }
        return shares;
    }

    private static double[] ranks(double[] values, double[] sorted, SplittableRandom random) {
        double[] ranks = new double[values.length];
        for (int i = 0; i < ranks.length; i++) {
            // Not quite 0 to 1, so that rounding cannot take a value for its neighbour.
            double within = 0.001 + 0.998 * random.nextDouble();
            int from = below(sorted, values[i], false);
            int to = below(sorted, values[i], true);
            ranks[i] = Double.isNaN(values[i]) ? Double.NaN : (from + within * (to - from)) / sorted.length;
        }
        return ranks;
    }

    /** How many sorted values are less than a value, or at most as great. */
    private static int below(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = Double.compare(sorted[middle], value);
            if (order < 0 || orEqual && order == 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static <R> double[] actuals(Schema<R> schema, List<? extends R> reference, int[] drawn) {
        Feature<R> response = schema.response()
                .filter(each -> each.type() == FeatureType.NUMERIC)
                .orElse(null);
        double[] actuals = new double[drawn.length];
        for (int i = 0; i < actuals.length; i++) {
            actuals[i] = response == null ? Double.NaN : response.number(reference.get(drawn[i]));
        }
        return actuals;
    }
}
