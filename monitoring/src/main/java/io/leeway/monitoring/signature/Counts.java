package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many rows of a block have each value of a feature: numbers as {@link Double}, categories as {@link String}. */
final class Counts {
    private final Map<Object, Integer> rows = new HashMap<>();
    private final int present;
    private final int missing;
    private final double[] sorted;

    private Counts(Collection<?> values, double[] sorted) {
        this.sorted = sorted;
        int known = 0;
        for (Object value : values) {
            if (value != null) {
                rows.merge(value, 1, Integer::sum);
                known++;
            }
        }
        present = known;
        missing = values.size() - known;
    }

    static Counts of(double[] numbers) {
        List<@Nullable Object> values = new ArrayList<>(numbers.length);
        for (double number : numbers) {
            values.add(Double.isNaN(number) ? null : (Object) (number + 0.0));
        }
        return new Counts(
                values,
                Arrays.stream(numbers)
                        .filter(each -> !Double.isNaN(each))
                        .sorted()
                        .toArray());
    }

    static Counts of(@Nullable String[] categories) {
        return new Counts(Arrays.asList(categories), new double[0]);
    }

    Map<Object, Integer> rows() {
        return rows;
    }

    int present() {
        return present;
    }

    /** The share of all rows without a value; 0 if there are no rows. */
    double missingShare() {
        return present + missing == 0 ? 0 : (double) missing / (present + missing);
    }

    /** A quantile of the numbers, from 0 for the least to 1 for the greatest; {@code NaN} if there is none. */
    double quantile(double p) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(p * (sorted.length - 1))];
    }

    boolean has(Object value) {
        return rows.containsKey(value);
    }

    /** The share of the rows with a value that have this one. */
    double share(Object value) {
        return present == 0 ? 0 : (double) rows.getOrDefault(value, 0) / present;
    }

    static boolean known(Object value, List<Counts> reference) {
        for (Counts counts : reference) {
            if (counts.has(value)) {
                return true;
            }
        }
        return false;
    }

    static double greatestShare(Object value, List<Counts> reference) {
        double greatest = 0;
        for (Counts counts : reference) {
            greatest = Math.max(greatest, counts.share(value));
        }
        return greatest;
    }

    static double leastShare(Object value, List<Counts> reference) {
        double least = 1;
        for (Counts counts : reference) {
            least = Math.min(least, counts.share(value));
        }
        return least;
    }
}
