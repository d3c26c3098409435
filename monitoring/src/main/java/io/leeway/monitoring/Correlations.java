package io.leeway.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Finds numbers that move together: pairs whose rank correlation (Spearman 1904) is strong. Missing values count as the median. At most {@value #ROWS} rows are
 * looked at, evenly spaced.
 */
final class Correlations {
    static final double STRONG = 0.7;
    private static final int ROWS = 4_096;

    private Correlations() {}

    static List<Set<String>> of(Map<String, double[]> columns) {
        List<String> names = List.copyOf(columns.keySet());
        List<double[]> ranks =
                columns.values().stream().map(Correlations::standardisedRanks).toList();
        List<Set<String>> pairs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int k = i + 1; k < names.size(); k++) {
                if (Math.abs(product(ranks.get(i), ranks.get(k))) >= STRONG) {
                    pairs.add(Set.of(names.get(i), names.get(k)));
                }
            }
        }
        return pairs;
    }

    /** Ranks with mean 0 and sum of squares 1; all 0 where all values are equal. */
    private static double[] standardisedRanks(double[] all) {
        int step = Math.max(1, all.length / ROWS);
        double[] values = new double[all.length / step];
        Arrays.setAll(values, i -> all[i * step]);
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new double[values.length];
        }
        double median = sorted[sorted.length / 2];
        double[] ranks = new NaturalRanking()
                .rank(Arrays.stream(values)
                        .map(each -> Double.isFinite(each) ? each : median)
                        .toArray());
        double mean = (ranks.length + 1) / 2.0;
        double squares =
                Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
        return Arrays.stream(ranks)
                .map(rank -> squares == 0 ? 0 : (rank - mean) / Math.sqrt(squares))
                .toArray();
    }

    private static double product(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
