package io.leeway.monitoring.variation;

import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the slices of a window that moved most: the rows of one category, compared with the same rows of the reference's blocks.
 *
 * <pre>{@code
 * List<Slices.Slice> moved = Slices.search(columnsOfWeeks, columnsOfThisWeek, 1.0 / 52);
 * System.out.println(moved.get(0));                 // carrier = UA: seats
 * }</pre>
 *
 * <p>The p-values are corrected for all slices and all features that were compared, by {@link Correction#BONFERRONI}: in a window in which
 * nothing changed, the probability that any slice is returned is at most the level, whatever the number of slices. Slices with fewer than
 * {@value NaturalVariation#MINIMUM_ROWS} rows in the window, or in too many blocks, are not compared.
 */
public final class Slices {

    private Slices() {}

    /**
     * The rows of one category that moved.
     *
     * @param feature the feature that the slice is made by
     * @param category its value
     * @param rows rows of the window in the slice
     * @param report the features that moved, with corrected p-values, the least first
     */
    public record Slice(String feature, String category, long rows, DriftReport report) {
        private double pValue() {
            return pValueOf(report.features().get(0));
        }

        /** Returns the slice and what moved in one line. */
        @Override
        public String toString() {
            return feature + " = " + category + ": "
                    + String.join(
                            ", ",
                            report.features().stream()
                                    .map(FeatureDrift::feature)
                                    .toList());
        }
    }

    /**
     * Searches all slices.
     *
     * @param blocks the rows of consecutive blocks of the reference of equal length, in the order of time
     * @param window the rows of a window of about that length
     * @param alpha the level of the whole search, in (0, 1)
     * @return the slices that moved, the least p-value first; empty if there is none
     * @throws IllegalArgumentException if the level lies outside (0, 1)
     */
    public static List<Slice> search(List<FeatureColumns> blocks, FeatureColumns window, double alpha) {
        List<Slice> compared = new ArrayList<>();
        for (String feature : window.categories().keySet()) {
            for (String category : categories(window, feature)) {
                FeatureColumns rows = window.where(feature, category);
                if (rows.rows() >= NaturalVariation.MINIMUM_ROWS) {
                    DriftReport report = NaturalVariation.of(blocks.stream()
                                    .map(block -> block.where(feature, category).profile())
                                    .toList())
                            .withCorrection(Correction.NONE)
                            .compare(rows.profile());
                    compared.add(new Slice(feature, category, rows.rows(), report));
                }
            }
        }
        List<Slice> moved = new ArrayList<>();
        int next = 0;
        List<FeatureDrift> judged =
                all(compared).judgedBy(alpha, Correction.BONFERRONI).features();
        for (Slice slice : compared) {
            int size = slice.report.features().size();
            List<FeatureDrift> drifted = judged.subList(next, next + size).stream()
                    .filter(each -> each.verdict() == Verdict.DRIFT)
                    .sorted(Comparator.comparingDouble(Slices::pValueOf))
                    .toList();
            if (!drifted.isEmpty()) {
                moved.add(new Slice(slice.feature, slice.category, slice.rows, new DriftReport(drifted)));
            }
            next += size;
        }
        moved.sort(Comparator.comparingDouble(Slice::pValue));
        return moved;
    }

    /** All comparisons of all slices, so that they are corrected together. */
    private static DriftReport all(List<Slice> slices) {
        return new DriftReport(slices.stream()
                .flatMap(slice -> slice.report.features().stream())
                .toList());
    }

    private static Set<String> categories(FeatureColumns window, String feature) {
        Set<String> found = new LinkedHashSet<>();
        for (@Nullable String value : Design.categories(window, feature)) {
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    private static double pValueOf(FeatureDrift feature) {
        return feature.results().get(0).pValue().orElse(1);
    }
}
