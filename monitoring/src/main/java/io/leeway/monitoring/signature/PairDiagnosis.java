package io.leeway.monitoring.signature;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Says what is wrong with two features that no longer relate as they did: swapped, one copied to the other, or out of order. */
final class PairDiagnosis {
    /** Swapping may not bring the distributions farther apart than by this factor: weeks differ, too. */
    private static final double FARTHER = 1.5;

    /** A conversion must explain the rows so much better than that columns are swapped. */
    private static final double CLEARLY = 0.7;

    /** Fewer rows without the fault say too little of what numbers should be. */
    private static final double LEAST_OTHERS = 0.1;

    /** Of correlations, which differ by so much at least. */
    private static final double LEAST_DEVIATION = 0.05;

    private final Block window;
    private final List<Block> reference;

    PairDiagnosis(Block window, List<Block> reference) {
        this.window = window;
        this.reference = reference;
    }

    Finding of(Suspicion suspicion) {
        PairStatistic pair = (PairStatistic) suspicion.statistic();
        double[] mine = window.numbers(pair.feature());
        double[] theirs = window.numbers(pair.other());
        IntPredicate shows = row -> pair.holds(mine[row], theirs[row]);
        double[] a = chosen(mine, shows);
        double[] b = chosen(theirs, shows);
        double[] beforeA = all(pair.feature());
        double[] beforeB = all(pair.other());
        double straight = UnitFit.distance(a, beforeA) + UnitFit.distance(b, beforeB);
        double crossed = UnitFit.distance(a, beforeB) + UnitFit.distance(b, beforeA);
        Optional<Finding> unit = pair.symptom() == Symptom.ORDER ? unit(suspicion, pair, shows) : Optional.empty();
        if (unit.isPresent()) {
            return unit.get();
        }
        if (pair.symptom() == Symptom.ORDER && crossed < FARTHER * straight) {
            return finding(
                    suspicion,
                    pair.feature(),
                    SignatureKind.COLUMNS_SWAPPED,
                    pair.feature() + " and " + pair.other() + " are swapped in " + Words.percent(suspicion.value())
                            + " of the rows",
                    shows);
        }
        boolean first = pair.symptom() == Symptom.EQUAL
                ? strangeness(pair.feature(), pair.other()) >= strangeness(pair.other(), pair.feature())
                : UnitFit.distance(a, beforeA) >= UnitFit.distance(b, beforeB);
        String wrong = first ? pair.feature() : pair.other();
        String other = first ? pair.other() : pair.feature();
        return pair.symptom() == Symptom.EQUAL
                ? finding(
                        suspicion,
                        wrong,
                        SignatureKind.COLUMN_COPIED,
                        wrong + " holds the values of " + other + " in " + Words.percent(suspicion.value())
                                + " of the rows",
                        shows)
                : finding(
                        suspicion,
                        wrong,
                        SignatureKind.OUT_OF_ORDER,
                        pair.feature() + " is above " + pair.other() + " in " + Words.percent(suspicion.value())
                                + " of the rows",
                        shows);
    }

    /** A conversion of one of the two that explains the rows better, by the window's other rows, than that both are swapped. */
    private Optional<Finding> unit(Suspicion suspicion, PairStatistic pair, IntPredicate shows) {
        double[] mine = window.numbers(pair.feature());
        double[] theirs = window.numbers(pair.other());
        IntPredicate others = shows.negate().and(row -> !Double.isNaN(mine[row] + theirs[row]));
        double[][] shown = {chosen(mine, shows), chosen(theirs, shows)};
        double[][] usual = {chosen(mine, others), chosen(theirs, others)};
        if (usual[0].length < LEAST_OTHERS * window.rows()) {
            return Optional.empty();
        }
        double least = CLEARLY * (UnitFit.distance(shown[0], usual[1]) + UnitFit.distance(shown[1], usual[0]));
        UnitMap best = null;
        String wrong = pair.feature();
        for (int which = 0; which < shown.length; which++) {
            double straight = UnitFit.distance(shown[1 - which], usual[1 - which]);
            for (UnitMap map : UnitMap.KNOWN) {
                double[] back =
                        Arrays.stream(shown[which]).map(map.back()).sorted().toArray();
                double distance = straight + UnitFit.distance(back, usual[which]);
                if (distance < least) {
                    least = distance;
                    best = map;
                    wrong = which == 0 ? pair.feature() : pair.other();
                }
            }
        }
        return best == null
                ? Optional.empty()
                : Optional.of(finding(suspicion, wrong, best.kind(), best.sentence(wrong), shows));
    }

    /** By how much a feature's most unusual correlation differs from those of the reference's blocks, in deviations of these. */
    private double strangeness(String feature, String partner) {
        double greatest = 0;
        for (String other : window.numeric()) {
            double now = Correlation.of(feature, other, List.of(window));
            double[] before = reference.stream()
                    .mapToDouble(block -> Correlation.of(feature, other, List.of(block)))
                    .filter(Double::isFinite)
                    .toArray();
            boolean third = !other.equals(feature) && !other.equals(partner);
            if (third && Double.isFinite(now) && before.length >= Signatures.MINIMUM_BLOCKS) {
                greatest = Math.max(greatest, Math.abs(BlockScale.of(before).distance(now, LEAST_DEVIATION)));
            }
        }
        return greatest;
    }

    private Finding finding(
            Suspicion suspicion, String feature, SignatureKind kind, String sentence, IntPredicate shows) {
        Evidence evidence = Evidence.of(window, shows, 0, feature);
        return new Finding(
                feature,
                kind,
                sentence,
                suspicion.strength(),
                evidence.affected(),
                evidence.rows(),
                evidence.since(),
                evidence.until(),
                evidence.segment());
    }

    private static double[] chosen(double[] values, IntPredicate rows) {
        return IntStream.range(0, values.length)
                .filter(rows)
                .mapToDouble(row -> values[row])
                .sorted()
                .toArray();
    }

    private double[] all(String feature) {
        return reference.stream()
                .flatMapToDouble(block -> Arrays.stream(block.numbers(feature)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }
}
