package io.leeway.monitoring;

import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.price.SampledRows;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.ProfileBuilder;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What windows are compared with: nothing, a profile, or rows.
 *
 * @param numbers the values of numbers, where rows were given and checkpoints are to be written
 * @param correlated sets of features that move together in the reference's rows
 * @param variation what blocks of the reference differ by; null if windows are not judged by it
 * @param others what features are given the others; null if windows are not judged by it
 * @param broken what signatures learnt from blocks of the reference; null if windows are not judged by them
 * @param blocks the rows of the blocks, the oldest first; empty where neither windows are judged by them nor checkpoints need them
 * @param priced rows that drift is priced by; null if it is not
 */
record Reference(
        @Nullable Profile profile,
        Map<String, Sample> samples,
        Map<String, double[]> numbers,
        List<Set<String>> correlated,
        @Nullable NaturalVariation variation,
        @Nullable GivenOthers others,
        @Nullable BrokenData broken,
        List<BlockRows> blocks,
        @Nullable SampledRows priced) {
    static final Reference NONE = new Reference(null, Map.of(), Map.of(), List.of(), null, null, null, List.of(), null);

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
        for (String column : layout.form.columns()) {
            if (profile.has(column) && profile.type(column) == FeatureType.NUMERIC) {
                samples.put(column, Sample.of(profile.feature(column)));
            }
        }
        return new Reference(profile, samples, Map.of(), List.of(), blocking.of(profile), null, null, List.of(), null);
    }

    static <R> Reference of(
            Layout<R> layout, Blocking blocking, Iterable<R> rows, @Nullable Function<? super R, double[]> score) {
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        double[][] predicted = predicted(layout, all, score);
        Profile profile = profile(layout, all, predicted);
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
        for (int i = 0; i < predicted.length; i++) {
            String column = layout.form.columns().get(i);
            double[] valid =
                    Arrays.stream(predicted[i]).filter(Double::isFinite).toArray();
            numbers.put(column, valid);
            samples.put(column, Sample.of(valid));
        }
        SampledRows priced = blocking.isPriced() ? SampledRows.of(layout.schema, all) : null;
        List<List<R>> blocks = blocking.blocks(layout, all);
        if (blocks == null) {
            return new Reference(profile, samples, numbers, correlated, null, null, null, List.of(), priced);
        }
        NaturalVariation variation = blocking.isWanted()
                ? blocking.ofBlocks(blocks.stream()
                        .map(block -> profile(layout, block, predicted(layout, block, score)))
                        .toList())
                : null;
        List<BlockRows> rowsOfBlocks = blocking.needsRows()
                ? blocks.stream().map(block -> BlockRows.of(layout, block)).toList()
                : List.of();
        return new Reference(profile, samples, numbers, correlated, variation, null, null, rowsOfBlocks, priced)
                .learnt(blocking);
    }

    /** Learns from the rows of the blocks what windows are judged by beside their variation. */
    private Reference learnt(Blocking blocking) {
        GivenOthers given = blocking.isGivenOthers() && blocks.size() > 1
                ? blocking.givenOthers(blocks.stream().map(BlockRows::columns).toList())
                : null;
        BrokenData signatures =
                blocking.hasSignatures() && !blocks.isEmpty() ? BrokenData.of(blocks, blocking.length()) : null;
        return new Reference(profile, samples, numbers, correlated, variation, given, signatures, blocks, priced);
    }

    /** The numbers of the predictions of rows, column by column; none without a score. */
    private static <R> double[][] predicted(
            Layout<R> layout, List<R> rows, @Nullable Function<? super R, double[]> score) {
        if (score == null) {
            return new double[0][];
        }
        PredictionForm form = layout.form;
        double[][] columns = new double[form.columns().size()][rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            double[] prediction = score.apply(rows.get(row));
            if (prediction.length != form.width()) {
                throw new IllegalArgumentException("the prediction of row " + row + " of the reference has "
                        + prediction.length + " numbers, and that of a " + form + " " + form.width());
            }
            for (int i = 0; i < columns.length; i++) {
                columns[i][row] = form.column(prediction, 0, i);
            }
        }
        return columns;
    }

    private static <R> Profile profile(Layout<R> layout, List<R> rows, double[][] predicted) {
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
        for (int i = 0; i < predicted.length; i++) {
            profile.feature(layout.form.columns().get(i), NumericProfile.of(predicted[i]));
        }
        return profile.build();
    }

    /**
     * What of a reference is stored: from these all else follows.
     *
     * @param blocks what windows' variation is judged by, where it is
     * @param rows the rows of the blocks, where something is learnt from them
     */
    record State(
            Optional<Profile> profile,
            Map<String, double[]> numbers,
            List<List<String>> correlated,
            Optional<List<Profile>> blocks,
            List<BlockRows.State> rows,
            Optional<SampledRows> priced) {}

    State state() {
        List<List<String>> pairs =
                correlated.stream().map(each -> each.stream().sorted().toList()).toList();
        return new State(
                Optional.ofNullable(profile),
                numbers,
                pairs,
                Optional.ofNullable(variation).map(NaturalVariation::blocks),
                blocks.stream().map(BlockRows::state).toList(),
                Optional.ofNullable(priced));
    }

    static Reference of(Layout<?> layout, Blocking blocking, State state) {
        if (state.profile.isEmpty()) {
            return NONE;
        }
        Profile profile = state.profile.get();
        boolean hasBlocks = profile.blockLength().isPresent();
        Blocking unless = hasBlocks ? blocking.ofProfiles() : blocking.unwanted();
        Reference approximate = of(layout, unless, profile);
        Map<String, Sample> samples = new LinkedHashMap<>(approximate.samples);
        if (!state.numbers.isEmpty()) {
            layout.form.columns().forEach(samples::remove);
        }
        state.numbers.forEach((name, values) -> samples.put(name, Sample.of(values)));
        List<Set<String>> pairs = state.correlated.stream().map(Set::copyOf).toList();
        NaturalVariation variation = hasBlocks
                ? approximate.variation
                : state.blocks.map(blocking::ofBlocks).orElse(null);
        List<BlockRows> rows = state.rows.stream().map(BlockRows::of).toList();
        return new Reference(
                        profile, samples, state.numbers, pairs, variation, null, null, rows, state.priced.orElse(null))
                .learnt(blocking);
    }

    /** Without what only checkpoints need. */
    Reference withoutNumbers(boolean keepsRows) {
        return new Reference(
                profile,
                samples,
                Map.of(),
                correlated,
                variation,
                others,
                broken,
                keepsRows ? blocks : List.of(),
                priced);
    }

    /** Fresh numbers for the categories of each feature, those of the reference first. */
    CategoryCodes[] codes(Layout<?> layout) {
        CategoryCodes[] codes = new CategoryCodes[layout.codes()];
        for (int i = 0; i < codes.length; i++) {
            boolean isFeature = i < layout.categorical.size();
            codes[i] = new CategoryCodes(
                    isFeature ? categories(layout.categorical.get(i).name()) : Set.of());
        }
        return codes;
    }

    /** Lets the numbers of categories have room for those of this reference beside others. */
    void expectedBy(CategoryCodes[] codes, Layout<?> layout) {
        for (int i = 0; i < layout.categorical.size(); i++) {
            codes[i].expect(categories(layout.categorical.get(i).name()));
        }
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
