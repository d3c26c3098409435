package io.leeway.monitoring;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.FeatureDrift;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.price.DriftPrice;
import io.leeway.monitoring.price.DriftPrices;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.signature.Finding;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.schema.RowCells;
import io.leeway.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prices what a window's findings are about.
 *
 * @param model makes the function that scores cells
 * @param tolerance below which drift costs nothing
 */
record Pricing(Function<? super Schema<RowCells>, ? extends ToDoubleFunction<RowCells>> model, double tolerance) {
    private static final System.Logger LOGGER = System.getLogger(ModelMonitor.class.getName());

    Pricing {
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("a price is tolerated below " + tolerance + "; give 0 or more");
        }
    }

    /** The price of each feature that drifted or is broken; nothing if the reference has no rows or the model fails. */
    Map<String, DriftPrice> prices(
            Layout<?> layout,
            MonitoringSnapshot found,
            Reference reference,
            WindowData data,
            boolean classification,
            double threshold) {
        SampledRows rows = reference.priced();
        List<String> features = features(layout, found);
        if (rows == null || features.isEmpty()) {
            return Map.of();
        }
        try {
            DriftPrices prices = classification
                    ? DriftPrices.classification(layout.schema, rows, model, threshold)
                    : DriftPrices.regression(layout.schema, rows, model);
            return prices.prices(features, data.columns()).stream()
                    .collect(Collectors.toMap(DriftPrice::feature, price -> price));
        } catch (RuntimeException e) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the drift of " + features + " in window " + found.number() + " of monitor \"" + found.monitor()
                            + "\" has no price: the model failed on rows of the reference",
                    e);
            return Map.of();
        }
    }

    private static List<String> features(Layout<?> layout, MonitoringSnapshot found) {
        Stream<String> drifted = found.drift().map(DriftReport::drifted).orElse(List.of()).stream()
                .map(FeatureDrift::feature);
        Stream<String> broken = found.findings().stream().map(Finding::feature);
        List<String> known =
                layout.schema.features().stream().map(each -> each.name()).toList();
        return Stream.concat(drifted, broken).filter(known::contains).distinct().toList();
    }

    /** Whether a feature's drift costs nothing, and nothing else is wrong with it. */
    boolean isNote(FeatureDrift drift, DriftPrice price, MonitoringSnapshot found) {
        String feature = drift.feature();
        boolean broken =
                found.findings().stream().anyMatch(each -> each.feature().equals(feature))
                        || found.expectations().stream()
                                .flatMap(each -> each.failures().stream())
                                .anyMatch(each -> each.column().equals(feature));
        boolean marginal = drift.results().stream()
                .noneMatch(
                        each -> each.verdict() == Verdict.DRIFT && each.test().equals(GivenOthers.NAME));
        return !broken && marginal && price.isBelow(tolerance);
    }
}
