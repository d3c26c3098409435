package io.leeway.monitoring.price;

import io.leeway.monitoring.variation.FeatureColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Gives reference rows the present distribution of a feature, so that as few values change, and by as little, as can be. Numbers keep their rank (the quantile transform, the
 * optimal one for all convex costs in one dimension), equal ones in random order. Categories, and whether a number is missing, are kept as often as can be (the maximal coupling); those that
 * must change are drawn from what the window has too many of, whatever the row.
 */
final class Coupling {
    /** Of a longer window so many rows are used, evenly spread. */
    static final int MOST_WINDOW_ROWS = 20_000;

    private final SampledRows reference;
    private final FeatureColumns window;
    private final int step;

    Coupling(SampledRows reference, FeatureColumns window) {
        this.reference = reference;
        this.window = window;
        this.step = Math.max(1, (window.rows() + MOST_WINDOW_ROWS - 1) / MOST_WINDOW_ROWS);
    }

    private int used() {
        return (window.rows() + step - 1) / step;
    }

    private static SplittableRandom random(String feature) {
        return new SplittableRandom(feature.hashCode());
    }

    double[] numbers(String feature) {
        double[] column = Objects.requireNonNull(window.numbers().get(feature), feature);
        double[] some = new double[used()];
        int known = 0;
        for (int row = 0; row < window.rows(); row += step) {
            if (!Double.isNaN(column[row])) {
                some[known++] = column[row];
            }
        }
        double[] sorted = Arrays.copyOf(some, known);
        Arrays.sort(sorted);
        double missingThen = Objects.requireNonNull(reference.shares().get(feature))[0];
        double missingNow = 1 - (double) known / some.length;
        double lost = missingThen < 1 ? Math.max(0, (missingNow - missingThen) / (1 - missingThen)) : 0;
        double kept = missingThen > 0 ? Math.min(1, missingNow / missingThen) : 1;
        SplittableRandom random = random(feature);
        double[] mapped = Objects.requireNonNull(reference.ranks().get(feature)).clone();
        for (int i = 0; i < mapped.length; i++) {
            double whether = random.nextDouble();
            double which = random.nextDouble();
            boolean missing = Double.isNaN(mapped[i]);
            double rank = missing ? which : mapped[i];
            boolean none = known == 0 || whether < (missing ? kept : lost);
            mapped[i] = none ? Double.NaN : sorted[Math.min(known - 1, (int) (rank * known))];
        }
        return mapped;
    }

    @Nullable
    String[] categories(String feature) {
        @Nullable String[] column = Objects.requireNonNull(window.categories().get(feature), feature);
        List<String> names = Objects.requireNonNull(reference.categories().get(feature));
        double[] then = Objects.requireNonNull(reference.shares().get(feature));
        Map<@Nullable String, Double> now = new HashMap<>();
        for (int row = 0; row < window.rows(); row += step) {
            now.merge(column[row], 1.0 / used(), Double::sum);
        }
        Excess excess = new Excess(names, then, now);
        int[] codes = Objects.requireNonNull(reference.codes().get(feature));
        SplittableRandom random = random(feature);
        @Nullable String[] mapped = new String[codes.length];
        for (int i = 0; i < mapped.length; i++) {
            double whether = random.nextDouble();
            double which = random.nextDouble();
            String name = codes[i] < 0 ? null : names.get(codes[i]);
            double before = then[codes[i] < 0 ? names.size() : codes[i]];
            mapped[i] = whether * before < now.getOrDefault(name, 0.0) ? name : excess.draw(which);
        }
        return mapped;
    }

    /** What a window has more of than the reference; names in natural order, missing values first. */
    private static final class Excess {
        private final @Nullable String[] names;
        private final double[] upTo;

        Excess(List<String> known, double[] then, Map<@Nullable String, Double> now) {
            Map<@Nullable String, Double> before = new HashMap<>();
            for (int i = 0; i < known.size(); i++) {
                before.put(known.get(i), then[i]);
            }
            before.put(null, then[known.size()]);
            names = now.keySet().stream()
                    .sorted((one, other) ->
                            one == null ? (other == null ? 0 : -1) : other == null ? 1 : one.compareTo(other))
                    .toArray(String[]::new);
            upTo = new double[names.length];
            double sum = 0;
            for (int i = 0; i < names.length; i++) {
                sum += Math.max(0, now.getOrDefault(names[i], 0.0) - before.getOrDefault(names[i], 0.0));
                upTo[i] = sum;
            }
        }

        @Nullable
        String draw(double random) {
            double wanted = random * upTo[upTo.length - 1];
            int place = 0;
            while (place < upTo.length - 1 && upTo[place] <= wanted) {
                place++;
            }
            return names[place];
        }
    }
}
