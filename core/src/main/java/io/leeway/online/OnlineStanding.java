package io.leeway.online;

import java.util.Locale;
import java.util.Map;

/**
 * How good an online model has been so far: every row counts by the answer that was given before its label taught anything
 * (progressive validation: Blum, Kalai and Langford 1999, "Beating the hold-out").
 *
 * @param labels rows whose label came
 * @param outstanding rows that wait for their labels
 * @param mostOutstanding the most rows that have waited at once
 * @param unknownLabels labels of rows that were not waiting; they taught nothing
 * @param repeatedIds rows of a log that were left out because one with the same id was waiting
 * @param refusedLabels labels of a log that are none of the two classes; they taught nothing
 * @param unusableNumbers infinite numbers and those beyond 1e150; they counted as missing
 * @param refusedCategories categories that got no weight because their feature had 100,000 already
 * @param categories categories that have a weight, of all features together
 * @param metrics by name: {@code logLoss}, {@code brier} and {@code accuracy} of two classes, {@code mae} and {@code rmse} of numbers; NaN
 *     before the first label
 * @param baseline the same metrics of answers that do not look at the row: the share of the positive class, or the mean, of the labels so far
 */
public record OnlineStanding(
        long labels,
        int outstanding,
        int mostOutstanding,
        long unknownLabels,
        long repeatedIds,
        long refusedLabels,
        long unusableNumbers,
        long refusedCategories,
        int categories,
        Map<String, Double> metrics,
        Map<String, Double> baseline) {

    /**
     * Copies the metrics.
     *
     * @param labels rows whose label came
     * @param outstanding rows that wait
     * @param mostOutstanding the most rows that have waited at once
     * @param unknownLabels labels of rows that were not waiting
     * @param repeatedIds rows that were left out
     * @param refusedLabels labels that are none of the classes
     * @param unusableNumbers numbers that counted as missing
     * @param refusedCategories categories without weight
     * @param categories categories with weight
     * @param metrics the metrics
     * @param baseline those of the baseline
     */
    public OnlineStanding {
        metrics = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metrics));
        baseline = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(baseline));
    }

    /**
     * Returns a metric.
     *
     * @param name one of {@link #metrics()}
     * @return its value
     * @throws IllegalArgumentException if there is none with this name
     */
    public double metric(String name) {
        return value(metrics, name);
    }

    /**
     * Returns a metric of answers that do not look at the row.
     *
     * @param name one of {@link #metrics()}
     * @return its value
     * @throws IllegalArgumentException if there is none with this name
     */
    public double baseline(String name) {
        return value(baseline, name);
    }

    private static double value(Map<String, Double> values, String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("There is no metric " + name + " but " + values.keySet() + ".");
        }
        return value;
    }

    /**
     * Returns one line.
     *
     * @return labels, metrics and those of the baseline
     */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(String.format(Locale.ROOT, "%,d labels, %,d outstanding", labels, outstanding));
        metrics.forEach((name, value) ->
                text.append(String.format(Locale.ROOT, ", %s %.4f (baseline %.4f)", name, value, baseline(name))));
        return text.toString();
    }
}
