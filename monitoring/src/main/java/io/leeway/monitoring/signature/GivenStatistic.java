package io.leeway.monitoring.signature;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By how much numbers differ, on average, from the others' mean for the same category of another feature, in standard deviations. */
final class GivenStatistic implements Statistic {

    /** A category must explain this share of the variance. */
    private static final double EXPLAINED = 0.5;

    private static final int MOST_CATEGORIES = 1_000;

    /** Rows of a category, and the sum of their numbers. */
    private static final class Sum {
        double rows;
        double sum;
    }

    private final String feature;
    private final String given;
    private final double deviation;
    private final Map<Block, Map<String, Sum>> sums = new IdentityHashMap<>();

    private GivenStatistic(String feature, String given, double deviation, List<Block> reference) {
        this.feature = feature;
        this.given = given;
        this.deviation = deviation;
        reference.forEach(block -> sums.put(block, sums(block, feature, given)));
    }

    /** The statistic given the category that explains most; null if none explains enough. */
    static @Nullable GivenStatistic of(String feature, List<Block> reference) {
        @Nullable String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (String candidate : reference.get(0).categorical()) {
            if (reference.get(0).counts(candidate).rows().size() <= MOST_CATEGORIES) {
                double[] variances = variances(feature, candidate, reference);
                if (variances[1] <= (1 - EXPLAINED) * variances[0] && variances[1] < least) {
                    least = variances[1];
                    best = candidate;
                }
            }
        }
        return best == null || !(least > 0) ? null : new GivenStatistic(feature, best, Math.sqrt(least), reference);
    }

    /** The variance of all rows, and that within categories. */
    private static double[] variances(String feature, String given, List<Block> reference) {
        Map<String, Sum> all = new HashMap<>();
        double squares = 0;
        double total = 0;
        double rows = 0;
        for (Block block : reference) {
            sums(block, feature, given).forEach((category, sum) -> add(all, category, sum));
            for (int row = 0; row < block.rows(); row++) {
                double value = block.numbers(feature)[row];
                if (!Double.isNaN(value) && block.categories(given)[row] != null) {
                    squares += value * value;
                    total += value;
                    rows++;
                }
            }
        }
        double between = 0;
        for (Sum sum : all.values()) {
            between += sum.sum * sum.sum / sum.rows;
        }
        return new double[] {(squares - total * total / rows) / rows, (squares - between) / rows};
    }

    private static void add(Map<String, Sum> all, String category, Sum sum) {
        Sum known = all.computeIfAbsent(category, name -> new Sum());
        known.rows += sum.rows;
        known.sum += sum.sum;
    }

    private static Map<String, Sum> sums(Block block, String feature, String given) {
        Map<String, Sum> sums = new HashMap<>();
        double[] values = block.numbers(feature);
        @Nullable String[] categories = block.categories(given);
        for (int row = 0; row < values.length; row++) {
            String category = categories[row];
            if (category != null && !Double.isNaN(values[row])) {
                Sum sum = sums.computeIfAbsent(category, name -> new Sum());
                sum.rows++;
                sum.sum += values[row];
            }
        }
        return sums;
    }

    @Override
    public Symptom symptom() {
        return Symptom.GIVEN;
    }

    @Override
    public String feature() {
        return feature;
    }

    String given() {
        return given;
    }

    @Override
    public Side side() {
        return Side.BOTH;
    }

    @Override
    public double of(Block block, List<Block> others) {
        Map<String, Double> means = means(others);
        double sum = 0;
        double rows = 0;
        for (Map.Entry<String, Sum> entry : sums(block, feature, given).entrySet()) {
            Double mean = means.get(entry.getKey());
            if (mean != null) {
                sum += entry.getValue().sum - mean * entry.getValue().rows;
                rows += entry.getValue().rows;
            }
        }
        return rows == 0 ? Double.NaN : sum / rows / deviation;
    }

    /** The mean of the numbers of each category. */
    Map<String, Double> means(List<Block> blocks) {
        Map<String, Sum> all = new HashMap<>();
        for (Block block : blocks) {
            Map<String, Sum> known = sums.get(block);
            (known == null ? sums(block, feature, given) : known).forEach((category, sum) -> add(all, category, sum));
        }
        Map<String, Double> means = new HashMap<>();
        all.forEach((category, sum) -> means.put(category, sum.sum / sum.rows));
        return means;
    }

    double deviation() {
        return deviation;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        return 1 / Math.sqrt(Math.max(1, window.rows()));
    }
}
