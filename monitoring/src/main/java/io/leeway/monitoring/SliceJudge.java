package io.leeway.monitoring;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.monitoring.variation.Slices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the rows of one category alone: of those that were asked for, and of all in search of those that moved most. */
final class SliceJudge {
    private final List<String> segments;
    private final boolean searches;
    private final boolean hasTests;
    private final DriftDetector detector;

    SliceJudge(MonitorOptions<?> options) {
        this.segments = List.copyOf(options.segments);
        this.searches = options.searchesSlices;
        this.hasTests = !options.tests.isEmpty();
        this.detector = options.detector().withCorrection(Correction.NONE);
    }

    boolean isWanted() {
        return searches || !segments.isEmpty();
    }

    /**
     * Returns the slices that moved.
     *
     * @param level for all of them together, divided equally between segments and the search if both are done
     */
    List<Slices.Slice> find(Reference reference, WindowData data, double level) {
        if (!isWanted() || reference.blocks().isEmpty() || data.rows() == 0) {
            return List.of();
        }
        double used = Double.isNaN(level) ? NaturalVariation.DEFAULT_ALPHA : level;
        double each = searches && !segments.isEmpty() ? Math.max(Double.MIN_VALUE, used / 2) : used;
        List<FeatureColumns> blocks =
                reference.blocks().stream().map(BlockRows::columns).toList();
        FeatureColumns window = data.columns();
        List<Slices.Slice> found = new ArrayList<>(judged(compared(blocks, window), each));
        if (searches) {
            for (Slices.Slice slice : Slices.search(blocks, window, each)) {
                boolean known = found.stream()
                        .anyMatch(other -> other.feature().equals(slice.feature())
                                && other.category().equals(slice.category()));
                if (!known) {
                    found.add(slice);
                }
            }
        }
        return found;
    }

    private List<Slices.Slice> compared(List<FeatureColumns> blocks, FeatureColumns window) {
        List<Slices.Slice> compared = new ArrayList<>();
        for (String feature : segments) {
            for (String category : categories(window, feature)) {
                FeatureColumns rows = window.where(feature, category);
                if (rows.rows() >= NaturalVariation.MINIMUM_ROWS) {
                    List<FeatureColumns> before = blocks.stream()
                            .map(block -> block.where(feature, category))
                            .toList();
                    compared.add(new Slices.Slice(feature, category, rows.rows(), compare(before, rows)));
                }
            }
        }
        return compared;
    }

    private DriftReport compare(List<FeatureColumns> before, FeatureColumns now) {
        return hasTests
                ? detector.compare(columns(before), columns(List.of(now)))
                : NaturalVariation.of(
                                before.stream().map(FeatureColumns::profile).toList())
                        .withCorrection(Correction.NONE)
                        .compare(now.profile());
    }

    /** Keeps the features that moved, where all tests of all slices are corrected together. */
    private static List<Slices.Slice> judged(List<Slices.Slice> compared, double level) {
        DriftReport all = new DriftReport(compared.stream()
                .flatMap(slice -> slice.report().features().stream())
                .toList());
        List<FeatureDrift> judged = all.judgedBy(level, Correction.BONFERRONI).features();
        List<Slices.Slice> moved = new ArrayList<>();
        int next = 0;
        for (Slices.Slice slice : compared) {
            int size = slice.report().features().size();
            List<FeatureDrift> drifted = judged.subList(next, next + size).stream()
                    .filter(each -> each.verdict() == Verdict.DRIFT)
                    .toList();
            if (!drifted.isEmpty()) {
                moved.add(new Slices.Slice(slice.feature(), slice.category(), slice.rows(), new DriftReport(drifted)));
            }
            next += size;
        }
        return moved;
    }

    private static Set<String> categories(FeatureColumns window, String feature) {
        Set<String> found = new LinkedHashSet<>();
        @Nullable String[] values = window.categories().get(feature);
        for (int row = 0; values != null && row < window.rows(); row++) {
            String value = values[row];
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    /** The rows of several blocks, one behind the other. */
    static Columns columns(List<FeatureColumns> blocks) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        Map<String, List<@Nullable String>> categories = new LinkedHashMap<>();
        for (FeatureColumns block : blocks) {
            block.numbers().forEach((name, values) -> {
                double[] before = numbers.getOrDefault(name, new double[0]);
                double[] all = Arrays.copyOf(before, before.length + block.rows());
                System.arraycopy(values, 0, all, before.length, block.rows());
                numbers.put(name, all);
            });
            block.categories().forEach((name, values) -> categories
                    .computeIfAbsent(name, key -> new ArrayList<>())
                    .addAll(Arrays.asList(values).subList(0, block.rows())));
        }
        Columns.Builder columns = Columns.builder();
        numbers.forEach(columns::numbers);
        categories.forEach(columns::categories);
        return columns.build();
    }
}
