package io.leeway.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table with a column for each library, and how many times its figure is Leeway's, with the geometric mean. */
final class ComparisonTable {
    private static final String OURS = "Leeway";

    private final String unit;
    private final List<String> peers;
    private final Map<String, Map<String, Double>> works;

    ComparisonTable(List<Measured> figures) {
        unit = figures.get(0).unit();
        peers = figures.stream()
                .map(Measured::library)
                .filter(library -> !library.equals(OURS))
                .distinct()
                .sorted()
                .toList();
        works = figures.stream()
                .collect(Collectors.groupingBy(
                        Measured::work, LinkedHashMap::new, Collectors.toMap(Measured::library, Measured::value)));
    }

    /** Whether one work at least was measured with several libraries. */
    static boolean suits(List<Measured> figures) {
        return figures.stream().map(Measured::work).distinct().count() < figures.size();
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        table.append(row(
                unit,
                OURS,
                peers,
                peers.stream().map(peer -> peer + " / " + OURS).toList()));
        table.append("|---|---:|").append("---:|".repeat(2 * peers.size())).append('\n');
        works.forEach((work, figures) -> table.append(row(
                work,
                cell(figures.get(OURS)),
                peers.stream().map(peer -> cell(figures.get(peer))).toList(),
                peers.stream().map(peer -> times(ratio(figures, peer))).toList())));
        if (works.size() > 2) {
            table.append(row(
                    "geometric mean",
                    "",
                    peers.stream().map(peer -> "").toList(),
                    peers.stream().map(peer -> times(geometricMean(peer))).toList()));
        }
        return table.toString();
    }

    private static String row(String first, String second, List<String> figures, List<String> ratios) {
        return "| " + first + " | " + second + " | " + String.join(" | ", figures) + " | " + String.join(" | ", ratios)
                + " |\n";
    }

    private static String cell(@Nullable Double value) {
        return value == null ? "" : PerformancePage.number(value);
    }

    private static String times(OptionalDouble ratio) {
        return ratio.isEmpty() ? "" : times(ratio.getAsDouble());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, ratio >= 10 ? "%,.0f" : ratio >= 2 ? "%.1f" : "%.2f", ratio);
    }

    private static OptionalDouble ratio(Map<String, Double> figures, String peer) {
        Double ours = figures.get(OURS);
        Double theirs = figures.get(peer);
        return ours == null || theirs == null ? OptionalDouble.empty() : OptionalDouble.of(theirs / ours);
    }

    private double geometricMean(String peer) {
        return Math.exp(works.values().stream()
                .flatMapToDouble(figures -> ratio(figures, peer).stream())
                .map(Math::log)
                .average()
                .orElseThrow());
    }
}
