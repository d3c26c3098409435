package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statistics that are worth computing for a reference. */
final class Catalogue {
    static final int LEAST_DECIMALS = -1;
    static final int MOST_DECIMALS = 2;

    /** A value that more rows have is the usual one. */
    private static final double MOST = 0.5;

    private Catalogue() {}

    static List<Statistic> statistics(List<Block> reference) {
        List<Statistic> statistics = new ArrayList<>();
        Block first = reference.get(0);
        Map<String, Double> clumps = new HashMap<>();
        for (String feature : first.numeric()) {
            RunStatistic run = RunStatistic.of(feature, reference);
            double clump = run == null ? 1 : run.clump();
            clumps.put(feature, clump);
            addNumber(feature, run, clump, reference, statistics);
            if (run != null) {
                statistics.add(run);
                statistics.add(new FlickerStatistic(feature, run.sensor()));
            }
        }
        for (String feature : first.categorical()) {
            addCategory(feature, reference, statistics);
        }
        addPairs(clumps, reference, statistics);
        statistics.add(new RowsStatistic(Symptom.DUPLICATES));
        statistics.add(new RowsStatistic(Symptom.VOLUME));
        statistics.add(new RowsStatistic(Symptom.GAP));
        return statistics;
    }

    private static void addCategory(String feature, List<Block> reference, List<Statistic> statistics) {
        statistics.add(new ValueStatistic(Symptom.MISSING, feature, 1, Optional.empty(), reference));
        DateTexts dates = DateTexts.of(feature, reference);
        if (dates == null) {
            for (Symptom symptom : List.of(Symptom.GAIN, Symptom.LOSS, Symptom.UNSEEN)) {
                statistics.add(new ValueStatistic(symptom, feature, 1, Optional.empty(), reference));
            }
            return;
        }
        // Dates go on: that one is new, or gone, says nothing.
        statistics.add(new DateStatistic(Symptom.NO_DATE, feature, dates));
        if (dates.isOrderKnown()) {
            statistics.add(new DateStatistic(Symptom.SWAPPED_DATES, feature, dates));
            statistics.add(new DateStatistic(Symptom.EARLY_DAYS, feature, dates));
        }
    }

    private static void addNumber(
            String feature,
            @Nullable RunStatistic run,
            double clump,
            List<Block> reference,
            List<Statistic> statistics) {
        Optional<Object> usual = usual(feature, reference);
        double unusual = run == null || usual.isEmpty() ? clump : run.clumpWithout(usual.get(), reference);
        statistics.add(new ValueStatistic(Symptom.MISSING, feature, clump, usual, reference));
        statistics.add(new ValueStatistic(Symptom.GAIN, feature, clump, usual, reference));
        statistics.add(new ValueStatistic(Symptom.UNSEEN, feature, unusual, usual, reference));
        statistics.add(new ValueStatistic(Symptom.OUTSIDE, feature, unusual, usual, reference));
        for (int decimals = LEAST_DECIMALS; decimals <= MOST_DECIMALS; decimals++) {
            statistics.add(new DecimalsStatistic(feature, decimals, unusual, usual));
        }
        statistics.add(new ShapeStatistic(feature, reference));
        GivenStatistic given = GivenStatistic.of(feature, reference);
        if (given != null) {
            statistics.add(given);
        }
    }

    /** The value that most rows have, if there is one. */
    static Optional<Object> usual(String feature, List<Block> reference) {
        List<Counts> counts = ValueStatistic.counts(feature, reference);
        return counts.get(0).rows().keySet().stream()
                .filter(value -> counts.stream()
                                .mapToDouble(each -> each.share(value))
                                .average()
                                .orElse(0)
                        > MOST)
                .findFirst();
    }

    private static void addPairs(Map<String, Double> clumps, List<Block> reference, List<Statistic> statistics) {
        List<String> features = reference.get(0).numeric();
        for (String feature : features) {
            for (String other : features) {
                double clump = Math.max(clumps.getOrDefault(feature, 1.0), clumps.getOrDefault(other, 1.0));
                List<PairStatistic> pairs = new ArrayList<>();
                if (!feature.equals(other)) {
                    pairs.add(new PairStatistic(Symptom.ORDER, feature, other, clump));
                }
                if (feature.compareTo(other) < 0) {
                    pairs.add(new PairStatistic(Symptom.EQUAL, feature, other, clump));
                }
                pairs.stream().filter(pair -> pair.isRare(reference)).forEach(statistics::add);
            }
        }
    }
}
