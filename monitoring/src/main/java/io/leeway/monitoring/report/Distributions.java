package io.leeway.monitoring.report;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Turns two profiles of a feature into bars that can be compared: the same bins or categories for both. */
final class Distributions {
    private static final int MOST_BINS = 30;
    private static final int MOST_WHOLE_NUMBERS = 32;
    private static final int MOST_CATEGORIES = 10;
    private static final double TAIL = 0.005;
    private static final String OTHER = "all others";

    private Distributions() {}

    static FeatureComparison numeric(String name, NumericProfile reference, NumericProfile current) {
        if (reference.count() == 0 && current.count() == 0) {
            return FeatureComparison.categorical(name, List.of("no values"), new double[1], new double[1]);
        }
        double min = least(NumericProfile::min, reference, current);
        double max = -least(profile -> -profile.max(), reference, current);
        if (min == max) {
            return FeatureComparison.categorical(
                    name, List.of(Numbers.plain(min)), new double[] {reference.count()}, new double[] {current.count()
                    });
        }
        if (isWhole(min)
                && isWhole(max)
                && max - min < MOST_WHOLE_NUMBERS
                && isSparse(max - min + 1, reference, current)) {
            double[] limits = DoubleStream.iterate(min - 0.5, x -> x <= max + 0.5, x -> x + 1)
                    .toArray();
            return FeatureComparison.wholeNumbers(name, (long) min, shares(reference, limits), shares(current, limits));
        }
        double[] limits = limits(
                min,
                max,
                least(profile -> profile.quantile(TAIL), reference, current),
                -least(profile -> -profile.quantile(1 - TAIL), reference, current));
        return FeatureComparison.numeric(name, limits, shares(reference, limits), shares(current, limits));
    }

    /** The least among the profiles that have values. */
    private static double least(ToDoubleFunction<NumericProfile> value, NumericProfile one, NumericProfile another) {
        double first = one.count() == 0 ? Double.NaN : value.applyAsDouble(one);
        double second = another.count() == 0 ? Double.NaN : value.applyAsDouble(another);
        return Double.isNaN(first) ? second : Double.isNaN(second) ? first : Math.min(first, second);
    }

    private static boolean isWhole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1 << 20;
    }

    /** Whether there are no more different values than there are whole numbers; the counts are estimates with an error. */
    private static boolean isSparse(double wholeNumbers, NumericProfile reference, NumericProfile current) {
        return Math.max(reference.distinct(), current.distinct()) < wholeNumbers * 1.15 + 0.5;
    }

    private static double[] shares(NumericProfile profile, double[] limits) {
        double[] shares = new double[limits.length - 1];
        if (profile.count() == 0) {
            return shares;
        }
        double below = 0;
        for (int i = 0; i < shares.length; i++) {
            double upTo = i == shares.length - 1 ? 1 : profile.cdf(limits[i + 1]);
            shares[i] = Math.max(0, upTo - below);
            below = Math.max(below, upTo);
        }
        return shares;
    }

    /** Fifteen to thirty bins of equal round width over all but the tails, which belong to the outermost bins. */
    private static double[] limits(double min, double max, double low, double high) {
        double least = high > low ? low : min;
        double most = high > low ? high : max;
        // Divided first, so that the span of the two largest numbers is finite.
        double width = roundUp(most / MOST_BINS - least / MOST_BINS);
        double from = Math.floor(least / width);
        double to = Math.ceil(most / width);
        List<Double> limits = new ArrayList<>();
        for (double i = from; i <= to && limits.size() <= MOST_BINS + 2; i++) {
            limits.add(i * width);
        }
        boolean rising = limits.size() > 1;
        for (int i = 1; i < limits.size(); i++) {
            rising &= limits.get(i) > limits.get(i - 1);
        }
        if (!rising) {
            // The numbers are too near to one another for their size to be told apart by round edges.
            return new double[] {min, max};
        }
        if (min < limits.get(0)) {
            limits.set(0, min);
        }
        if (max > limits.get(limits.size() - 1)) {
            limits.set(limits.size() - 1, max);
        }
        return limits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The least of 1, 2, 2.5 and 5 times a power of ten that is not less. */
    private static double roundUp(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        return DoubleStream.of(1, 2, 2.5, 5, 10)
                .map(step -> step * power)
                .filter(step -> step >= width * (1 - 1e-9))
                .findFirst()
                .orElse(10 * power);
    }

    static FeatureComparison categorical(String name, CategoricalProfile reference, CategoricalProfile current) {
        Set<String> all = new LinkedHashSet<>(reference.counts().keySet());
        all.addAll(current.counts().keySet());
        Comparator<String> byShare =
                Comparator.comparingDouble(category -> -(share(reference, category) + share(current, category)));
        List<String> sorted = all.stream()
                .sorted(byShare.thenComparing(Comparator.naturalOrder()))
                .toList();
        boolean rest = sorted.size() > MOST_CATEGORIES || reference.other() > 0 || current.other() > 0;
        List<String> shown = new ArrayList<>(
                sorted.subList(0, Math.min(sorted.size(), rest ? MOST_CATEGORIES - 1 : MOST_CATEGORIES)));
        if (shown.isEmpty() && !rest) {
            return FeatureComparison.categorical(name, List.of("no values"), new double[1], new double[1]);
        }
        double[] then = heights(reference, shown, rest);
        double[] now = heights(current, shown, rest);
        if (rest) {
            shown.add(OTHER);
        }
        return FeatureComparison.categorical(name, shown, then, now);
    }

    private static double share(CategoricalProfile profile, String category) {
        return profile.count() == 0 ? 0 : (double) profile.count(category) / profile.count();
    }

    private static double[] heights(CategoricalProfile profile, List<String> shown, boolean rest) {
        double[] named = shown.stream().mapToDouble(profile::count).toArray();
        double others = profile.count() - DoubleStream.of(named).sum();
        return rest
                ? DoubleStream.concat(DoubleStream.of(named), DoubleStream.of(others))
                        .toArray()
                : named;
    }

    /** The labels of {@code count} whole numbers. */
    static List<String> wholeNumbers(long first, int count) {
        return IntStream.range(0, count).mapToObj(i -> Numbers.plain(first + i)).toList();
    }
}
