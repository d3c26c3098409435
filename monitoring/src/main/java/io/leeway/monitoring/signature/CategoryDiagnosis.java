package io.leeway.monitoring.signature;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Says what is wrong with a categorical feature: the most specific explanation of its symptoms. */
final class CategoryDiagnosis {

    /** What remains of other characters that were decoded with the wrong character set; control characters. */
    private static final Pattern BROKEN =
            Pattern.compile("\uFFFD|[\u00C2\u00C3][\u0080-\u00BF]|\u00E2\u20AC|\u00EF\u00BB\u00BF|\uFEFF|[\\p{Cc}]");

    /** A shift must bring the shares nearer by so much. */
    private static final double NEARER = 0.5;

    private static final int FARTHEST_SHIFT = 12;
    private static final int LEAST_NUMBERS = 5;

    /** A merged category's rows are found again in another one, to this part. */
    private static final double FOUND_AGAIN = 0.5;

    private CategoryDiagnosis() {}

    static Optional<Finding> of(Case odd) {
        return encoding(odd)
                .or(() -> DateDiagnosis.of(odd))
                .or(() -> shifted(odd))
                .or(() -> renamed(odd))
                .or(() -> merged(odd))
                .or(() -> NumberDiagnosis.missing(odd))
                .or(() -> mistaken(odd))
                .or(() -> lost(odd))
                .or(() -> NumberDiagnosis.mostFrequent(odd));
    }

    private static Optional<Finding> encoding(Case odd) {
        if (!odd.has(Symptom.UNSEEN)) {
            return Optional.empty();
        }
        List<Counts> before = odd.before();
        String most = null;
        for (Object value : odd.now().rows().keySet()) {
            boolean broken = BROKEN.matcher((String) value).find() && !Counts.known(value, before);
            if (broken && (most == null || odd.now().share(value) > odd.now().share(most))) {
                most = (String) value;
            }
        }
        if (most == null) {
            return Optional.empty();
        }
        IntPredicate unseen = odd.unseen();
        IntPredicate shows = row -> unseen.test(row)
                && BROKEN.matcher(String.valueOf(odd.window().value(odd.feature(), row)))
                        .find();
        return Optional.of(odd.finding(
                SignatureKind.ENCODING,
                odd.feature() + " contains characters of a wrong encoding, such as " + Words.value(most),
                shows,
                0));
    }

    /** Categories that are whole numbers, such as hours, all moved by the same number. */
    private static Optional<Finding> shifted(Case odd) {
        Map<Integer, Double> before = numbers(odd.before());
        Map<Integer, Double> now = numbers(List.of(odd.now()));
        if (before.size() < LEAST_NUMBERS || now.size() < LEAST_NUMBERS) {
            return Optional.empty();
        }
        int best = 0;
        double unmoved = distance(now, before, 0);
        double least = unmoved * NEARER;
        for (int shift = -FARTHEST_SHIFT; shift <= FARTHEST_SHIFT; shift++) {
            double distance = distance(now, before, shift);
            if (distance < least) {
                least = distance;
                best = shift;
            }
        }
        if (best == 0) {
            return Optional.empty();
        }
        return Optional.of(odd.finding(
                SignatureKind.TIME_SHIFT,
                odd.feature() + " is " + Math.abs(best) + " too " + (best > 0 ? "high" : "low"),
                odd.present(),
                0));
    }

    /** The mean share of each category that is a whole number; empty if one is not. */
    private static Map<Integer, Double> numbers(List<Counts> blocks) {
        Map<Integer, Double> shares = new HashMap<>();
        for (Counts counts : blocks) {
            for (Object value : counts.rows().keySet()) {
                if (!((String) value).matches("-?[0-9]{1,4}")) {
                    return Map.of();
                }
                shares.merge(Integer.valueOf((String) value), counts.share(value) / blocks.size(), Double::sum);
            }
        }
        return shares;
    }

    /** The total variation between shares that are moved back and others. */
    private static double distance(Map<Integer, Double> now, Map<Integer, Double> before, int shift) {
        double distance = 0;
        for (Map.Entry<Integer, Double> entry : before.entrySet()) {
            distance += Math.max(0, entry.getValue() - now.getOrDefault(entry.getKey() + shift, 0.0));
        }
        return distance;
    }

    private static Optional<Finding> renamed(Case odd) {
        if (!odd.has(Symptom.UNSEEN)) {
            return Optional.empty();
        }
        List<Counts> before = odd.before();
        String most = null;
        for (Object value : odd.now().rows().keySet()) {
            if (!Counts.known(value, before)
                    && (most == null || odd.now().share(value) > odd.now().share(most))) {
                most = (String) value;
            }
        }
        if (most == null) {
            return Optional.empty();
        }
        String old = new Likeness(odd).nearest(most);
        return Optional.of(
                old == null
                        ? odd.finding(
                                SignatureKind.UNSEEN_VALUES,
                                odd.feature() + " has categories that it never had, such as " + Words.value(most),
                                odd.unseen(),
                                0)
                        : odd.finding(
                                SignatureKind.CATEGORY_RENAMED,
                                odd.feature() + " is " + Words.value(most) + " where it was " + Words.value(old),
                                odd.unseen(),
                                0));
    }

    private static Optional<Finding> merged(Case odd) {
        Object lost = odd.has(Symptom.LOSS) ? ValueStatistic.lost(odd.now(), odd.before()) : null;
        Object gained = odd.has(Symptom.GAIN) ? ValueStatistic.gained(odd.now(), odd.before()) : null;
        if (lost == null || gained == null) {
            return Optional.empty();
        }
        double loss = odd.shareBefore(lost) - odd.now().share(lost);
        double gain = odd.now().share(gained) - odd.shareBefore(gained);
        if (gain < FOUND_AGAIN * loss || loss < FOUND_AGAIN * gain) {
            return Optional.empty();
        }
        return Optional.of(odd.finding(
                SignatureKind.CATEGORIES_MERGED,
                odd.feature() + " is " + Words.value(gained) + " where it was " + Words.value(lost),
                odd.equalTo(gained),
                odd.shareBefore(gained)));
    }

    /** Rows whose numbers say that they are of another sensor. */
    private static Optional<Finding> mistaken(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.FLICKER);
        if (suspicion == null) {
            return Optional.empty();
        }
        boolean[] rows = ((FlickerStatistic) suspicion.statistic()).odd(odd.window());
        return Optional.of(odd.finding(
                SignatureKind.INCONSISTENT,
                "rows of one " + odd.feature() + " disagree, in "
                        + suspicion.statistic().feature() + " and other features, with those just before and after",
                row -> rows[row],
                0));
    }

    private static Optional<Finding> lost(Case odd) {
        Object lost = odd.has(Symptom.LOSS) ? ValueStatistic.lost(odd.now(), odd.before()) : null;
        if (lost == null) {
            return Optional.empty();
        }
        return Optional.of(odd.finding(
                SignatureKind.CATEGORY_LOST,
                odd.feature() + " is " + Words.value(lost) + " in only "
                        + Words.percent(odd.now().share(lost)) + " of the rows, "
                        + Words.percent(odd.shareBefore(lost)) + " before",
                new Shortfall(
                                odd.window(),
                                odd.reference(),
                                (block, row) -> lost.equals(block.value(odd.feature(), row)))
                        .evidence(odd.feature())));
    }
}
