package io.leeway.monitoring.signature;

import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with dates. */
final class DateDiagnosis {

    /** Days above 12 are gone if no more than this share of dates has one. */
    private static final double GONE = 0.02;

    private DateDiagnosis() {}

    static Optional<Finding> of(Case odd) {
        return swapped(odd).or(() -> early(odd)).or(() -> noDate(odd));
    }

    private static Optional<Finding> noDate(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.NO_DATE);
        if (suspicion == null) {
            return Optional.empty();
        }
        DateTexts dates = ((DateStatistic) suspicion.statistic()).dates();
        DateTexts.@Nullable Read[] reads = dates.reads(odd.window());
        IntPredicate isNone = row -> odd.present().test(row) && reads[row] == null;
        return Optional.of(odd.finding(
                SignatureKind.UNSEEN_VALUES,
                Words.percent(suspicion.value()) + " of " + odd.feature() + " are no dates, such as "
                        + firstOf(odd, isNone),
                isNone,
                0));
    }

    private static String firstOf(Case odd, IntPredicate rows) {
        int first =
                IntStream.range(0, odd.window().rows()).filter(rows).findFirst().orElseThrow();
        return Words.value(Objects.requireNonNull(odd.window().value(odd.feature(), first)));
    }

    private static Optional<Finding> swapped(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.SWAPPED_DATES);
        if (suspicion == null) {
            return Optional.empty();
        }
        DateTexts dates = ((DateStatistic) suspicion.statistic()).dates();
        boolean[] swapped = dates.swapped(odd.window(), odd.reference());
        return Optional.of(odd.finding(
                SignatureKind.DATE_ORDER,
                odd.feature() + " has day and month swapped in " + Words.percent(suspicion.value())
                        + " of the dates, such as " + firstOf(odd, row -> swapped[row]),
                row -> swapped[row],
                0));
    }

    /** Since some row, dates are all possible the other way round, or missing. */
    private static Optional<Finding> early(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.EARLY_DAYS);
        if (suspicion == null) {
            return Optional.empty();
        }
        DateTexts dates = ((DateStatistic) suspicion.statistic()).dates();
        double before = odd.reference().stream()
                .map(dates::reads)
                .mapToDouble(reads -> late(reads, 0, reads.length - 1))
                .average()
                .orElse(0);
        DateTexts.@Nullable Read[] now = dates.reads(odd.window());
        IntPredicate shows = row -> !isLate(now[row]);
        int[] stretch = Evidence.stretch(odd.window(), shows, 1 - before);
        return late(now, stretch[0], stretch[1]) > GONE
                ? Optional.empty()
                : Optional.of(odd.finding(
                        SignatureKind.DATE_ORDER,
                        odd.feature() + " has no date after the 12th of a month, " + Words.percent(before)
                                + " before, as if day and month were swapped",
                        shows,
                        1 - before));
    }

    private static boolean isLate(DateTexts.@Nullable Read read) {
        return read != null && read.day() > DateTexts.MONTHS;
    }

    /** The share of rows, from one to another, that have a date after the 12th. */
    private static double late(DateTexts.@Nullable Read[] reads, int from, int to) {
        return (double) IntStream.rangeClosed(from, to)
                        .filter(row -> isLate(reads[row]))
                        .count()
                / Math.max(1, to - from + 1);
    }
}
