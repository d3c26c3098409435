package io.leeway.monitoring.signature;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a numeric feature: the most specific explanation of its symptoms. */
final class NumberDiagnosis {

    private NumberDiagnosis() {}

    /** Where more values than these are ones that the reference never had, those are what is wrong. */
    private static final double MANY = 0.02;

    /** Where fewer values are ones that the reference never had, a category that explains the numbers says more. */
    private static final double FEW = 0.1;

    /** A conversion is accepted for its distribution alone only if so many numbers are wrong. */
    private static final double MOST = 0.5;

    /** A value that is so much of a change is all of it. */
    private static final double NEARLY_ALL = 0.9;

    static Optional<Finding> of(Case odd) {
        return stuck(odd)
                .or(() -> unitOfRows(odd))
                .or(() -> unit(odd))
                .or(() -> share(odd, odd.unseen()) < FEW ? given(odd) : Optional.empty())
                .or(() -> precision(odd))
                .or(() -> inconsistent(odd))
                .or(() -> unseen(odd))
                .or(() -> mostFrequent(odd))
                .or(() -> given(odd))
                .or(() -> missing(odd));
    }

    private static Optional<Finding> unit(Case odd) {
        IntPredicate unseen = odd.unseen();
        double share = share(odd, unseen);
        boolean few = odd.has(Symptom.GIVEN) && share < MOST || share < MANY;
        Optional<Finding> found = Optional.empty();
        if (odd.hasAny(Symptom.UNSEEN, Symptom.OUTSIDE) || !few && odd.has(Symptom.DECIMALS)) {
            found = unit(odd, unseen, share >= MOST && odd.hasAny(Symptom.OUTSIDE, Symptom.GIVEN));
        }
        if (found.isEmpty() && odd.has(Symptom.FLICKER)) {
            found = unit(odd, few ? flickering(odd) : unseen, false);
        }
        if (found.isEmpty() && odd.hasAny(Symptom.GIVEN, Symptom.SHAPE, Symptom.GAIN, Symptom.DECIMALS)) {
            found = unit(odd, odd.present(), odd.has(Symptom.GIVEN));
        }
        return found;
    }

    private static double share(Case odd, IntPredicate rows) {
        return (double) IntStream.range(0, odd.window().rows()).filter(rows).count()
                / Math.max(1, odd.now().present());
    }

    private static Optional<Finding> unit(Case odd, IntPredicate affected, boolean byDistribution) {
        double[] values = chosen(odd.window().numbers(odd.feature()), affected);
        return new UnitFit(values, odd.numbersBefore(), byDistribution)
                .best()
                .map(map -> odd.finding(map.kind(), map.sentence(odd.feature()), affected, 0));
    }

    /** Rows that a map turns into the rows of the same sensor just before and after. */
    private static Optional<Finding> unitOfRows(Case odd) {
        if (!odd.has(Symptom.FLICKER)) {
            return Optional.empty();
        }
        Suspicion suspicion = Objects.requireNonNull(odd.suspicion(Symptom.FLICKER));
        double[] neighbours = ((FlickerStatistic) suspicion.statistic()).neighbours(odd.window());
        double[] values = odd.window().numbers(odd.feature());
        IntPredicate flickering = row -> !Double.isNaN(neighbours[row]);
        double[] wrong = chosen(values, flickering);
        return new PairedFit(wrong, chosen(neighbours, flickering))
                .best()
                .map(map -> odd.finding(map.kind(), map.sentence(odd.feature()), flickering, 0));
    }

    private static double[] chosen(double[] values, IntPredicate rows) {
        return IntStream.range(0, values.length)
                .filter(rows)
                .mapToDouble(row -> values[row])
                .toArray();
    }

    private static IntPredicate flickering(Case odd) {
        Suspicion suspicion = Objects.requireNonNull(odd.suspicion(Symptom.FLICKER));
        boolean[] rows = ((FlickerStatistic) suspicion.statistic()).odd(odd.window());
        return row -> rows[row];
    }

    /** Rows that disagree with their neighbours: for a single value, if it is one. */
    private static Optional<Finding> inconsistent(Case odd) {
        if (!odd.has(Symptom.FLICKER)) {
            return Optional.empty();
        }
        IntPredicate flickering = flickering(odd);
        double[] values = odd.window().numbers(odd.feature());
        Counts counts = Counts.of(chosen(values, flickering));
        Map.Entry<Object, Integer> most = counts.rows().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
        boolean single = most.getValue() >= NEARLY_ALL * counts.present()
                || odd.has(Symptom.GAIN) && most.getKey().equals(ValueStatistic.gained(odd.now(), odd.before()));
        return Optional.of(
                single
                        ? odd.finding(
                                SignatureKind.NEW_MOST_FREQUENT_VALUE,
                                odd.feature() + " is " + Words.value(most.getKey()) + " in "
                                        + Words.percent(odd.now().share(most.getKey()))
                                        + " of the rows, though not in those just before and after",
                                odd.equalTo(most.getKey()),
                                odd.shareBefore(most.getKey()))
                        : odd.finding(
                                SignatureKind.INCONSISTENT,
                                odd.feature() + " of single rows differs from those just before and after, such as "
                                        + Words.value(most.getKey()),
                                flickering,
                                0));
    }

    private static Optional<Finding> precision(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.DECIMALS);
        if (suspicion != null && !isOfOneValue(odd, suspicion)) {
            return Optional.of(precision(odd, ((DecimalsStatistic) suspicion.statistic()).decimals()));
        }
        if (odd.has(Symptom.UNSEEN)) {
            IntPredicate unseen = odd.unseen();
            double[] values = odd.window().numbers(odd.feature());
            for (int decimals = Catalogue.LEAST_DECIMALS; decimals <= Catalogue.MOST_DECIMALS; decimals++) {
                int digits = decimals;
                IntPredicate finer = row -> !DecimalsStatistic.isRounded(values[row], digits);
                boolean rounded =
                        IntStream.range(0, values.length).filter(unseen).noneMatch(finer);
                if (rounded && roundedBefore(odd, decimals) <= MOST) {
                    return Optional.of(precision(odd, decimals));
                }
            }
        }
        return Optional.empty();
    }

    private static DecimalsStatistic decimals(Case odd, int decimals) {
        return new DecimalsStatistic(odd.feature(), decimals, 1, Catalogue.usual(odd.feature(), odd.reference()));
    }

    private static double roundedBefore(Case odd, int decimals) {
        DecimalsStatistic statistic = decimals(odd, decimals);
        return odd.reference().stream()
                .mapToDouble(block -> statistic.of(block, odd.reference()))
                .filter(share -> !Double.isNaN(share))
                .average()
                .orElse(0);
    }

    private static Finding precision(Case odd, int decimals) {
        double before = roundedBefore(odd, decimals);
        DecimalsStatistic statistic = decimals(odd, decimals);
        double now = statistic.of(odd.window(), odd.reference());
        boolean coarser = now > before;
        double[] values = odd.window().numbers(odd.feature());
        IntPredicate shows =
                row -> statistic.counts(values[row]) && DecimalsStatistic.isRounded(values[row], decimals) == coarser;
        return odd.finding(
                SignatureKind.PRECISION,
                Words.percent(now) + " of " + odd.feature()
                        + statistic
                                .usual()
                                .map(value -> " other than " + Words.value(value))
                                .orElse("") + " are multiples of "
                        + Words.number(Math.pow(10, -decimals)) + ", " + Words.percent(before) + " before: it is "
                        + (coarser ? "rounded" : "no longer rounded"),
                shows,
                coarser ? before : 1 - before);
    }

    /** Whether one value that has become frequent is why so many numbers are rounded. */
    private static boolean isOfOneValue(Case odd, Suspicion decimals) {
        Object value = ValueStatistic.gained(odd.now(), odd.before());
        DecimalsStatistic statistic = (DecimalsStatistic) decimals.statistic();
        return value != null
                && statistic.counts((Double) value)
                && 2 * odd.now().share(value) >= decimals.value() * statistic.countedShare(odd.now())
                && decimals.distance() > 0;
    }

    private static Optional<Finding> stuck(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.RUN);
        if (suspicion == null) {
            return Optional.empty();
        }
        RunStatistic statistic = (RunStatistic) suspicion.statistic();
        RunStatistic.Run run = Objects.requireNonNull(statistic.longest(odd.window()));
        @Nullable String sensor = statistic.sensor();
        IntPredicate shows = row -> row >= run.first()
                && row <= run.last()
                && odd.window().numbers(odd.feature())[row] == run.value()
                && (sensor == null || Objects.equals(odd.window().value(sensor, row), run.sensor()));
        long hours = (odd.window().time(run.last()) - odd.window().time(run.first())) / 3_600_000;
        return Optional.of(odd.finding(
                SignatureKind.STUCK,
                odd.feature() + " is stuck at " + Words.number(run.value()) + " for " + hours + " hours"
                        + (sensor == null ? "" : " where " + sensor + " is " + run.sensor()),
                shows,
                0));
    }

    static Optional<Finding> mostFrequent(Case odd) {
        Object value = odd.has(Symptom.GAIN) ? ValueStatistic.gained(odd.now(), odd.before()) : null;
        if (value == null) {
            return Optional.empty();
        }
        double before = odd.shareBefore(value);
        return Optional.of(odd.finding(
                SignatureKind.NEW_MOST_FREQUENT_VALUE,
                odd.feature() + " is " + Words.value(value) + " in "
                        + Words.percent(odd.now().share(value)) + " of the rows, " + Words.percent(before) + " before",
                odd.equalTo(value),
                before));
    }

    private static Optional<Finding> unseen(Case odd) {
        IntPredicate unseen = odd.unseen();
        Object gained = ValueStatistic.gained(odd.now(), odd.before());
        boolean oneValue =
                odd.has(Symptom.GAIN) && gained != null && odd.now().share(gained) >= MOST * share(odd, unseen);
        if (!odd.hasAny(Symptom.UNSEEN, Symptom.OUTSIDE) || oneValue) {
            return Optional.empty();
        }
        int first = IntStream.range(0, odd.window().rows())
                .filter(unseen)
                .findFirst()
                .orElse(0);
        return Optional.of(odd.finding(
                SignatureKind.UNSEEN_VALUES,
                odd.feature() + " has values that it never had, such as "
                        + Words.number(odd.window().numbers(odd.feature())[first]),
                unseen,
                0));
    }

    /** Whether a factor turns the numbers into the means of their categories, and which. */
    private static Optional<Finding> given(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.GIVEN);
        if (suspicion == null) {
            return Optional.empty();
        }
        GivenStatistic statistic = (GivenStatistic) suspicion.statistic();
        Map<String, Double> means = statistic.means(odd.reference());
        double[] values = odd.window().numbers(odd.feature());
        @Nullable String[] given = odd.window().categories(statistic.given());
        double products = 0;
        double squares = 0;
        for (int row = 0; row < values.length; row++) {
            Double mean = given[row] == null ? null : means.get(given[row]);
            if (mean != null && !Double.isNaN(values[row])) {
                products += mean * values[row];
                squares += mean * mean;
            }
        }
        String factor = Words.number(Math.rint(1e3 * products / squares) / 1e3);
        IntPredicate shows = row -> {
            Double mean = given[row] == null ? null : means.get(given[row]);
            return mean != null && (values[row] - mean) * suspicion.distance() > 0;
        };
        return Optional.of(odd.finding(
                SignatureKind.GIVEN_CATEGORY,
                odd.feature() + " is about " + factor + " times what it was for the same " + statistic.given(),
                shows,
                0.5));
    }

    static Optional<Finding> missing(Case odd) {
        Suspicion suspicion = odd.suspicion(Symptom.MISSING);
        if (suspicion == null) {
            return Optional.empty();
        }
        boolean more = suspicion.distance() > 0;
        double before = odd.missingBefore();
        return Optional.of(odd.finding(
                SignatureKind.MISSING,
                odd.feature() + " is missing in " + Words.percent(odd.now().missingShare()) + " of the rows, "
                        + Words.percent(before) + " before",
                more ? odd.missing() : odd.present(),
                more ? before : 1 - before));
    }
}
