package io.leeway.monitoring;

import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What windows are compared with: nothing, a profile, or rows. */
record Reference(@Nullable Profile profile, Map<String, Sample> samples, List<Set<String>> correlated) {
    static final Reference NONE = new Reference(null, Map.of(), List.of());

    /** Takes the features of the layout and, where it is there, the prediction. */
    static Reference of(Layout<?> layout, Profile profile) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        for (Feature<?> feature : layout.schema.features()) {
            String name = feature.name();
            if (!profile.has(name)) {
                throw new IllegalArgumentException("the reference has no feature \"" + name + "\", only "
                        + profile.features() + "; profile the rows by the monitor's schema");
            }
            if (profile.type(name) != feature.type()) {
                throw new IllegalArgumentException("feature \"" + name + "\" is " + profile.type(name)
                        + " in the reference and " + feature.type() + " in the monitor's schema");
            }
            samples.put(name, Sample.of(profile.feature(name)));
        }
        if (profile.has(ModelMonitor.PREDICTION) && profile.type(ModelMonitor.PREDICTION) == FeatureType.NUMERIC) {
            samples.put(ModelMonitor.PREDICTION, Sample.of(profile.feature(ModelMonitor.PREDICTION)));
        }
        return new Reference(profile, samples, List.of());
    }

    static <R> Reference of(Layout<R> layout, Iterable<R> rows, @Nullable ToDoubleFunction<? super R> score) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        Map<String, double[]> numbers = new LinkedHashMap<>();
        ProfileBuilder profile = Profile.builder();
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        for (Feature<R> feature : layout.schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                double[] values = all.stream().mapToDouble(feature::number).toArray();
                numbers.put(feature.name(), values);
                samples.put(feature.name(), Sample.of(values));
                profile.feature(feature.name(), NumericProfile.of(values));
            } else {
                List<@Nullable String> values = new ArrayList<>();
                all.forEach(row -> values.add(feature.category(row)));
                CategoricalProfile counts = CategoricalProfile.of(values);
                samples.put(feature.name(), Sample.of(counts));
                profile.feature(feature.name(), counts);
            }
        }
        if (score != null) {
            double[] values = all.stream().mapToDouble(score).toArray();
            double[] valid = Arrays.stream(values).filter(Double::isFinite).toArray();
            samples.put(ModelMonitor.PREDICTION, Sample.of(valid));
            profile.feature(ModelMonitor.PREDICTION, NumericProfile.of(values));
        }
        return new Reference(profile.build(), samples, Correlations.of(numbers));
    }

    /** Fresh numbers for the categories of each feature, those of the reference first. */
    CategoryCodes[] codes(Layout<?> layout) {
        return layout.categorical.stream()
                .map(feature -> new CategoryCodes(categories(feature.name())))
                .toArray(CategoryCodes[]::new);
    }

    private Set<String> categories(String feature) {
        return profile == null
                ? Set.of()
                : profile.categorical(feature).counts().keySet();
    }

    /** How many values of a window are of categories that the reference does not know; 0 where it does not know all. */
    long unseen(String feature, FeatureProfile current) {
        if (profile == null || !(current instanceof CategoricalProfile now)) {
            return 0;
        }
        CategoricalProfile before = profile.categorical(feature);
        if (before.other() > 0) {
            return 0;
        }
        Set<String> known = before.counts().keySet();
        return now.other()
                + now.counts().entrySet().stream()
                        .filter(entry -> !known.contains(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
    }
}
