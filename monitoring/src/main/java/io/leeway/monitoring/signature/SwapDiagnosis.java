package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Two columns that hold each other's values, such as day and month: where one has a value that it never had, that is one of the other's, and
 * the other has one of its own.
 */
final class SwapDiagnosis {
    private static final double MOST = 0.95;

    /** Where the other column has one of the first one's values as often anyway, that says nothing. */
    private static final double BY_CHANCE = 0.5;

    private static final int LEAST_ROWS = 20;

    private SwapDiagnosis() {}

    /** Takes features that are swapped from the cases, and returns what was found. */
    static List<Finding> of(Map<String, Case> cases) {
        List<Finding> findings = new ArrayList<>();
        for (Case odd : List.copyOf(cases.values())) {
            for (Case other : List.copyOf(cases.values())) {
                if (cases.containsValue(odd) && cases.containsValue(other) && isPair(odd, other)) {
                    swapped(odd, other).ifPresent(finding -> {
                        cases.remove(odd.feature());
                        cases.remove(other.feature());
                        findings.add(finding);
                    });
                }
            }
        }
        return findings;
    }

    private static boolean isPair(Case odd, Case other) {
        return odd != other
                && !odd.feature().equals(Finding.ROWS)
                && !other.feature().equals(Finding.ROWS)
                && odd.hasAny(Symptom.UNSEEN, Symptom.OUTSIDE)
                && odd.window().isNumeric(odd.feature()) == odd.window().isNumeric(other.feature());
    }

    private static Optional<Finding> swapped(Case odd, Case other) {
        IntPredicate unseen = odd.unseen();
        int[] rows = IntStream.range(0, odd.window().rows()).filter(unseen).toArray();
        int[] rest =
                IntStream.range(0, odd.window().rows()).filter(unseen.negate()).toArray();
        boolean swapped = rows.length >= LEAST_ROWS
                && share(rows, odd, other.before()) >= MOST
                && share(rows, other, odd.before()) >= MOST
                && (rest.length < LEAST_ROWS || share(rest, other, odd.before()) <= BY_CHANCE);
        return swapped
                ? Optional.of(odd.finding(
                        SignatureKind.COLUMNS_SWAPPED,
                        odd.feature() + " and " + other.feature() + " are swapped in "
                                + Words.percent(
                                        (double) rows.length / odd.window().rows()) + " of the rows",
                        unseen,
                        0))
                : Optional.empty();
    }

    /** The share of rows in which a feature has one of these values. */
    private static double share(int[] rows, Case odd, List<Counts> values) {
        double known = 0;
        for (int row : rows) {
            Object value = odd.window().value(odd.feature(), row);
            known += value != null && Counts.known(value, values) ? 1 : 0;
        }
        return known / rows.length;
    }
}
