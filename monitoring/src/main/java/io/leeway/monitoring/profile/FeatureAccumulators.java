package io.leeway.monitoring.profile;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Gathers the values of features: an accumulator for each number, and one for each category, in the order of the features. */
final class FeatureAccumulators {
    final NumericAccumulator[] numeric;
    final CategoricalAccumulator[] categorical;
    long rows;

    FeatureAccumulators(List<? extends Feature<?>> features) {
        this.numeric =
                each(features, FeatureType.NUMERIC, NumericAccumulator::new).toArray(NumericAccumulator[]::new);
        this.categorical = each(features, FeatureType.CATEGORICAL, CategoricalAccumulator::new)
                .toArray(CategoricalAccumulator[]::new);
    }

    private static <A> Stream<A> each(List<? extends Feature<?>> features, FeatureType type, Supplier<A> accumulator) {
        return features.stream().filter(feature -> feature.type() == type).map(feature -> accumulator.get());
    }

    void addAll(FeatureAccumulators more) {
        for (int i = 0; i < numeric.length; i++) {
            numeric[i].addAll(more.numeric[i]);
        }
        for (int i = 0; i < categorical.length; i++) {
            categorical[i].addAll(more.categorical[i]);
        }
        rows += more.rows;
    }

    /** The profile of the same features. */
    Profile profile(List<? extends Feature<?>> features, TimeBlocks blocks) {
        Map<String, FeatureProfile> profiles = new LinkedHashMap<>();
        int number = 0;
        int category = 0;
        for (Feature<?> feature : features) {
            profiles.put(
                    feature.name(),
                    feature.type() == FeatureType.NUMERIC
                            ? NumericProfile.of(numeric[number++])
                            : CategoricalProfile.of(categorical[category++]));
        }
        return new Profile(profiles, rows, blocks);
    }
}
