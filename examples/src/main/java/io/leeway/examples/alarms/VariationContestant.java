package io.leeway.examples.alarms;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.variation.NaturalVariation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Weeks that differ from those before by more than these differ from each other. */
record VariationContestant(String name, double level) implements Contestant {

    @Override
    public Watch learn(List<Table> blocks) {
        NaturalVariation weeks = NaturalVariation.of(
                        blocks.stream().map(Table::profile).toList())
                .withBlockLength(Duration.ofDays(7))
                .withAlpha(level);
        return week -> weeks.compare(week.profile()).drifted().stream()
                .sorted(Comparator.comparingDouble(VariationContestant::pValue))
                .map(FeatureDrift::feature)
                .toList();
    }

    private static double pValue(FeatureDrift feature) {
        return feature.results().stream()
                .map(DriftResult::pValue)
                .mapToDouble(p -> p.orElse(1))
                .min()
                .orElse(1);
    }
}
