package io.leeway.monitoring;

import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
import io.leeway.monitoring.variation.FeatureColumns;
import io.leeway.monitoring.variation.GivenOthers;
import io.leeway.monitoring.variation.NaturalVariation;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What windows are compared with: nothing, a profile, or rows.
 *
 * @param numbers the values of numbers, where rows were given and checkpoints are to be written
 * @param correlated sets of features that move together in the reference's rows
 * @param variation what blocks of the reference differ by; null if windows are not judged by it
 * @param others what features are given the others; null if windows are not judged by it
 * @param broken what signatures learnt from blocks of the reference; null if windows are not judged by them
 */
record Reference(
        @Nullable Profile profile,
        Map<String, Sample> samples,
        Map<String, double[]> numbers,
        List<Set<String>> correlated,
        @Nullable NaturalVariation variation,
        @Nullable GivenOthers others,
        @Nullable BrokenData broken) {
    static final Reference NONE = new Reference(null, Map.of(), Map.of(), List.of(), null, null, null);

    /** Takes the features of the layout and, where it is there, the prediction. */
    static Reference of(Layout<?> layout, Blocking blocking, Profile profile) {
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
        return new Reference(profile, samples, Map.of(), List.of(), blocking.of(profile), null, null);
    }

    static <R> Reference of(
            Layout<R> layout, Blocking blocking, Iterable<R> rows, @Nullable ToDoubleFunction<? super R> score) {
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        Profile profile = profile(layout, all, score);
        Map<String, Sample> samples = new LinkedHashMap<>();
        Map<String, double[]> numbers = new LinkedHashMap<>();
        for (Feature<R> feature : layout.schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                double[] values = all.stream().mapToDouble(feature::number).toArray();
                numbers.put(feature.name(), values);
                samples.put(feature.name(), Sample.of(values));
            } else {
                samples.put(feature.name(), Sample.of(profile.feature(feature.name())));
            }
        }
        List<Set<String>> correlated = Correlations.of(numbers);
        if (score != null) {
            double[] values = all.stream().mapToDouble(score).toArray();
            double[] valid = Arrays.stream(values).filter(Double::isFinite).toArray();
            numbers.put(ModelMonitor.PREDICTION, valid);
            samples.put(ModelMonitor.PREDICTION, Sample.of(valid));
        }
        List<List<R>> blocks = blocking.blocks(layout, all);
        if (blocks == null) {
            return new Reference(profile, samples, numbers, correlated, null, null, null);
        }
        NaturalVariation variation = blocking.isWanted()
                ? blocking.ofBlocks(blocks.stream()
                        .map(block -> profile(layout, block, score))
                        .toList())
                : null;
        GivenOthers others = blocking.isGivenOthers() && blocks.size() > 1
                ? blocking.givenOthers(blocks.stream()
                        .map(block -> FeatureColumns.of(layout.schema, block))
                        .toList())
                : null;
        BrokenData broken = blocking.hasSignatures() ? BrokenData.of(layout, blocks, blocking.length()) : null;
        return new Reference(profile, samples, numbers, correlated, variation, others, broken);
    }

    private static <R> Profile profile(Layout<R> layout, List<R> rows, @Nullable ToDoubleFunction<? super R> score) {
        ProfileBuilder profile = Profile.builder();
        for (Feature<R> feature : layout.schema.features()) {
            if (feature.type() == FeatureType.NUMERIC) {
                double[] values = rows.stream().mapToDouble(feature::number).toArray();
                profile.feature(feature.name(), NumericProfile.of(values));
            } else {
                List<@Nullable String> values = new ArrayList<>();
                rows.forEach(row -> values.add(feature.category(row)));
                profile.feature(feature.name(), CategoricalProfile.of(values));
            }
        }
        if (score != null) {
            double[] values = rows.stream().mapToDouble(score).toArray();
            profile.feature(ModelMonitor.PREDICTION, NumericProfile.of(values));
        }
        return profile.build();
    }

    /**
     * What of a reference is stored: from these all else follows.
     *
     * @param blocks what windows' variation is judged by, where it is
     */
    record State(
            Optional<Profile> profile,
            Map<String, double[]> numbers,
            List<List<String>> correlated,
            Optional<List<Profile>> blocks) {}

    State state() {
        List<List<String>> pairs =
                correlated.stream().map(each -> each.stream().sorted().toList()).toList();
        return new State(
                Optional.ofNullable(profile),
                numbers,
                pairs,
                Optional.ofNullable(variation).map(NaturalVariation::blocks));
    }

    static Reference of(Layout<?> layout, Blocking blocking, State state) {
        if (state.profile.isEmpty()) {
            return NONE;
        }
        Profile profile = state.profile.get();
        boolean hasBlocks = profile.blockLength().isPresent();
        Blocking unless = hasBlocks ? blocking : blocking.unwanted();
        Reference approximate = of(layout, unless, profile);
        Map<String, Sample> samples = new LinkedHashMap<>(approximate.samples);
        if (!state.numbers.isEmpty()) {
            samples.remove(ModelMonitor.PREDICTION);
        }
        state.numbers.forEach((name, values) -> samples.put(name, Sample.of(values)));
        List<Set<String>> pairs = state.correlated.stream().map(Set::copyOf).toList();
        NaturalVariation variation = hasBlocks
                ? approximate.variation
                : state.blocks.map(blocking::ofBlocks).orElse(null);
        return new Reference(profile, samples, state.numbers, pairs, variation, null, null);
    }

    Reference withoutNumbers() {
        return new Reference(profile, samples, Map.of(), correlated, variation, others, broken);
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
