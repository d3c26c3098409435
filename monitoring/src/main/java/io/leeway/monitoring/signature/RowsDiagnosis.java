package io.leeway.monitoring.signature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says what is wrong with the rows as such. */
final class RowsDiagnosis {
    private RowsDiagnosis() {}

    /** What other rows of a period would have levelled out. */
    private static final Set<SignatureKind> CONSEQUENCES = Set.of(
            SignatureKind.NEW_MOST_FREQUENT_VALUE,
            SignatureKind.CATEGORIES_MERGED,
            SignatureKind.CATEGORY_LOST,
            SignatureKind.TIME_SHIFT,
            SignatureKind.GIVEN_CATEGORY);

    /** Without what follows from rows that did not come. */
    static List<Finding> withoutConsequences(List<Finding> findings) {
        boolean incomplete = findings.stream().anyMatch(each -> each.kind() == SignatureKind.FRESHNESS);
        return findings.stream()
                .filter(each -> !incomplete || !CONSEQUENCES.contains(each.kind()))
                .toList();
    }

    static Optional<Finding> of(Case odd) {
        return duplicates(odd).or(() -> gap(odd)).or(() -> volume(odd));
    }

    private static Optional<Finding> duplicates(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.DUPLICATES);
        if (suspicion == null) {
            return Optional.empty();
        }
        boolean[] duplicates = RowsStatistic.duplicates(odd.window());
        return Optional.of(odd.finding(
                SignatureKind.DUPLICATES,
                Words.percent(suspicion.value()) + " of the rows came before",
                row -> duplicates[row],
                0));
    }

    private static Optional<Finding> gap(Case odd) {
        if (!odd.has(Symptom.GAP)) {
            return Optional.empty();
        }
        long[] gap = RowsStatistic.gap(odd.window());
        return Optional.of(odd.finding(
                SignatureKind.FRESHNESS,
                String.format(Locale.ROOT, "no row came for %.1f hours", (gap[1] - gap[0]) / 3.6e6),
                new Evidence(
                        0,
                        around(odd.window(), gap),
                        Optional.of(Instant.ofEpochMilli(gap[0])),
                        Optional.of(Instant.ofEpochMilli(gap[1])),
                        Optional.empty())));
    }

    /** The last row before a gap and the first one after it. */
    private static List<Long> around(Block block, long[] gap) {
        List<Long> rows = new ArrayList<>();
        for (int row = 0; row < block.rows(); row++) {
            boolean isLast = block.time(row) <= gap[0] && (row + 1 == block.rows() || block.time(row + 1) > gap[0]);
            boolean isFirst = block.time(row) >= gap[1] && (row == 0 || block.time(row - 1) < gap[1]);
            if (isLast || isFirst) {
                rows.add(block.id(row));
            }
        }
        return rows.subList(0, Math.min(rows.size(), Finding.EXAMPLES));
    }

    private static Optional<Finding> volume(Case odd) {
        if (!odd.has(Symptom.VOLUME)) {
            return Optional.empty();
        }
        double before = odd.reference().stream().mapToInt(Block::rows).average().orElse(0);
        return Optional.of(odd.finding(
                SignatureKind.VOLUME,
                String.format(
                        Locale.ROOT,
                        "%,d rows came, %,.0f on average before",
                        odd.window().rows(),
                        before),
                new Shortfall(odd.window(), odd.reference(), (block, row) -> true).evidence(Finding.ROWS)));
    }
}
