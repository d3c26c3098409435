package io.leeway.monitoring.report;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.FeatureType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A line of a feature over windows, its mean or the share of a category, and where that lies when nothing is wrong: Student's prediction interval for a further block, at 95%, from
 * the means or shares of the reference's blocks. Only a picture: what is judged is the whole distribution, by {@link NaturalVariation}.
 */
final class NaturalRange {
    private static final double UPPER = 0.975;
    private static final int FEWEST_BLOCKS = 3;

    private final String feature;
    private final String category;
    private final List<WatchedWindow> windows;

    private NaturalRange(String feature, String category, List<WatchedWindow> windows) {
        this.feature = feature;
        this.category = category;
        this.windows = windows;
    }

    /** The line of a number's mean, or of the category whose share differs most in the newest window. */
    static NaturalRange of(String feature, List<WatchedWindow> windows) {
        WatchedWindow newest = windows.get(windows.size() - 1);
        String category = newest.reference().type(feature) == FeatureType.NUMERIC
                ? ""
                : mostMoved(
                        newest.reference().categorical(feature),
                        newest.window().profile().categorical(feature));
        return new NaturalRange(feature, category, windows);
    }

    private static String mostMoved(CategoricalProfile then, CategoricalProfile now) {
        String most = "";
        double widest = -1;
        TreeSet<String> names = new TreeSet<>(then.counts().keySet());
        names.addAll(now.counts().keySet());
        for (String name : names) {
            double difference = Math.abs(share(then, name) - share(now, name));
            if (difference > widest) {
                widest = difference;
                most = name;
            }
        }
        return most;
    }

    private static double share(CategoricalProfile of, String category) {
        return of.rows() == 0 ? Double.NaN : (double) of.count(category) / of.rows();
    }

    private double value(Profile profile) {
        FeatureProfile of = profile.feature(feature);
        if (of instanceof NumericProfile numbers) {
            return numbers.count() == 0 ? Double.NaN : numbers.mean();
        }
        return share((CategoricalProfile) of, category);
    }

    TimeChart chart() {
        List<Instant> times = windows.stream().map(each -> each.window().to()).toList();
        double[] values = new double[times.size()];
        double[] lower = new double[times.size()];
        double[] upper = new double[times.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(windows.get(i).window().profile());
            double[] range = range(windows.get(i));
            lower[i] = range[0];
            upper[i] = range[1];
        }
        String what = category.isEmpty() ? "Mean" : "Share of " + category;
        boolean known = Arrays.stream(lower).anyMatch(Double::isFinite);
        TimeChart chart = TimeChart.titled(what + " by window" + (known ? "; grey: natural range" : ""));
        chart = category.isEmpty() ? chart : chart.percent();
        return known ? chart.range(what, times, values, lower, upper) : chart.series(what, times, values);
    }

    private double[] range(WatchedWindow of) {
        double[] blocks = of.variation().stream()
                .flatMap(each -> each.blocks().stream())
                .filter(block -> block.has(feature))
                .mapToDouble(this::value)
                .filter(Double::isFinite)
                .toArray();
        if (blocks.length < FEWEST_BLOCKS) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double mean = Arrays.stream(blocks).average().orElseThrow();
        double squares =
                Arrays.stream(blocks).map(each -> (each - mean) * (each - mean)).sum();
        int degrees = blocks.length - 1;
        double half = TDistribution.of(degrees).inverseCumulativeProbability(UPPER)
                * Math.sqrt(squares / degrees * (1 + 1.0 / blocks.length));
        double least = category.isEmpty() ? Double.NEGATIVE_INFINITY : 0;
        return new double[] {Math.max(least, mean - half), mean + half};
    }
}
