package io.leeway.examples.alarms;

import io.leeway.monitoring.drift.Correction;
import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.signature.Signatures;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Signatures, natural variation and features given the others, as a monitor judges by all three: half of the level is for signatures. */
record TogetherContestant(String name, double level) implements Contestant {

    @Override
    public Watch learn(List<Table> blocks) {
        Signatures signatures =
                Signatures.of(blocks.stream().map(Table::block).toList()).withLevel(level / 2);
        NaturalVariation variation = NaturalVariation.of(
                        blocks.stream().map(Table::profile).toList())
                .withAlpha(level / 2)
                .withCorrection(Correction.NONE);
        GivenOthers others = GivenOthers.of(
                        blocks.stream().map(TogetherContestant::columns).toList())
                .withAlpha(level / 2)
                .withCorrection(Correction.NONE);
        return week -> {
            Set<String> alarms = new LinkedHashSet<>();
            signatures.judge(week.block()).stream().map(Finding::feature).forEach(alarms::add);
            DriftReport report = variation
                    .compare(week.profile())
                    .merge(others.compare(columns(week)))
                    .judgedBy(level / 2, DriftDetector.DEFAULT_CORRECTION);
            report.drifted().stream()
                    .sorted(Comparator.comparingDouble(TogetherContestant::pValue))
                    .map(FeatureDrift::feature)
                    .forEach(alarms::add);
            return List.copyOf(alarms);
        };
    }

    private static FeatureColumns columns(Table table) {
        return new FeatureColumns(table.rows(), table.numbers(), table.categories());
    }

    private static double pValue(FeatureDrift feature) {
        return feature.results().stream()
                .map(DriftResult::pValue)
                .mapToDouble(p -> p.orElse(1))
                .min()
                .orElse(1);
    }
}
