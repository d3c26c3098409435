package io.leeway.monitoring.signature;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the map that turns single numbers into those that the same sensor gave just before and after them. */
final class PairedFit {
    private static final int LEAST_ROWS = 20;
    private static final int LEAST_VALUES = 5;

    /** So many numbers must be turned into their neighbours', to within what both were rounded by. */
    private static final double MOST = 0.75;

    private final double[] wrong;
    private final double[] right;

    PairedFit(double[] wrong, double[] right) {
        this.wrong = wrong;
        this.right = right;
    }

    /** A known conversion, else the line of least squares; empty if neither explains the numbers. */
    Optional<UnitMap> best() {
        if (wrong.length < LEAST_ROWS || Arrays.stream(right).distinct().count() < LEAST_VALUES) {
            return Optional.empty();
        }
        for (UnitMap map : UnitMap.KNOWN) {
            if (isExplained(map)) {
                return Optional.of(map);
            }
        }
        return line().filter(this::isExplained);
    }

    private boolean isExplained(UnitMap map) {
        double tolerance = 1.02 * (UnitFit.half(right) + Math.abs(map.slope()) * UnitFit.half(wrong)) + 1e-9;
        double explained = 0;
        for (int i = 0; i < wrong.length; i++) {
            explained += Math.abs(map.back().applyAsDouble(wrong[i]) - right[i]) <= tolerance ? 1 : 0;
        }
        double spread = Arrays.stream(right).max().orElse(0)
                - Arrays.stream(right).min().orElse(0);
        return explained >= MOST * wrong.length && spread > 10 * tolerance;
    }

    /** The line with the median of slopes (Theil 1950): some rows are those of neighbours that are wrong themselves. */
    private Optional<UnitMap> line() {
        int[] order = IntStream.range(0, wrong.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> wrong[i]))
                .mapToInt(i -> i)
                .toArray();
        int half = order.length / 2;
        double[] slopes = IntStream.range(0, order.length - half)
                .mapToDouble(
                        i -> (right[order[i + half]] - right[order[i]]) / (wrong[order[i + half]] - wrong[order[i]]))
                .filter(Double::isFinite)
                .toArray();
        double slope = slopes.length == 0 ? 0 : UnitFit.round(UnitFit.median(slopes));
        double shift = UnitFit.round(UnitFit.median(IntStream.range(0, wrong.length)
                .mapToDouble(i -> right[i] - slope * wrong[i])
                .toArray()));
        return slope == 0 ? Optional.empty() : Optional.of(UnitMap.affine("another unit", shift, slope));
    }
}
