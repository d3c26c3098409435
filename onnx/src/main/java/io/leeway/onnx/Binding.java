package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.UnseenCategories;
import io.leeway.onnx.flat.Cell;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A mapping bound to the readers of a schema. Immutable. */
final class Binding<R> {
    private final Map<String, List<Cell<R>>> cells = new LinkedHashMap<>();
    private final Map<String, Input<R>> inputs = new LinkedHashMap<>();
    private final List<Known<R>> known = new ArrayList<>();

    /**
     * What fills an input.
     *
     * @param cells of its columns
     * @param fillers the same for several columns at once; none for an input of texts
     */
    @SuppressWarnings("ArrayRecordComponent") // Read for each row, and never compared.
    record Input<R>(Cell<R>[] cells, Filler<R>[] fillers) {}

    /** The categories of a feature that the model knows. */
    private record Known<R>(Feature<R> feature, Set<String> categories) {}

    private Binding() {}

    /**
     * Binds a mapping.
     *
     * @param categories by input, the categories of each of its columns that the graph itself knows; null where it does not tell
     * @throws MismatchedModelException if the schema lacks a feature of the mapping, or has it as another type
     */
    static <R> Binding<R> of(Schema<R> schema, Mapping mapping, Map<String, List<@Nullable Set<String>>> categories) {
        Map<String, Feature<R>> features = new LinkedHashMap<>();
        schema.features().forEach(each -> features.put(each.name(), each));
        Map<String, Set<String>> byFeature = new LinkedHashMap<>();
        Set<String> untold = new HashSet<>();
        Binding<R> binding = new Binding<>();
        for (Mapping.Input input : mapping.inputs()) {
            List<@Nullable Set<String>> told = categories.getOrDefault(input.name(), List.of());
            List<Cell<R>> columns = new ArrayList<>();
            for (int i = 0; i < input.columns().size(); i++) {
                Mapping.Column column = input.columns().get(i);
                Feature<R> feature = feature(features, column);
                columns.add(column.encoding().cell(feature));
                List<String> own = column.encoding().known();
                Set<String> names = own != null ? Set.copyOf(own) : i < told.size() ? told.get(i) : null;
                if (names == null) {
                    untold.add(feature.name());
                } else {
                    byFeature
                            .computeIfAbsent(feature.name(), key -> new HashSet<>())
                            .addAll(names);
                }
            }
            binding.cells.put(input.name(), List.copyOf(columns));
        }
        binding.fill(mapping, features);
        byFeature.forEach((name, names) -> {
            Feature<R> feature = features.get(name);
            if (feature != null && !untold.contains(name) && feature.type() == FeatureType.CATEGORICAL) {
                binding.known.add(new Known<>(feature, Set.copyOf(names)));
            }
        });
        return binding;
    }

    /** A feature that is looked up in two places would be counted twice, so then neither counts. */
    private void fill(Mapping mapping, Map<String, Feature<R>> features) {
        Map<Integer, Integer> places = new HashMap<>();
        Map<String, List<Filler<R>>> fillers = new LinkedHashMap<>();
        for (Mapping.Input input : mapping.inputs()) {
            List<Filler<R>> own = Filler.of(input, features, cells.getOrDefault(input.name(), List.of()));
            own.forEach(filler -> filler.counted().forEach(each -> places.merge(each, 1, Integer::sum)));
            fillers.put(input.name(), own);
        }
        fillers.forEach((input, own) -> inputs.put(input, input(cells.getOrDefault(input, List.of()), own, places)));
    }

    @SuppressWarnings("unchecked")
    private static <R> Input<R> input(List<Cell<R>> cells, List<Filler<R>> fillers, Map<Integer, Integer> places) {
        return new Input<>(
                cells.toArray((Cell<R>[]) new Cell<?>[0]),
                fillers.stream()
                        .map(each -> each.countingOnly(feature -> places.getOrDefault(feature, 0) == 1))
                        .toArray(size -> (Filler<R>[]) new Filler<?>[size]));
    }

    private static <R> Feature<R> feature(Map<String, Feature<R>> features, Mapping.Column column) {
        Feature<R> feature = features.get(column.feature());
        boolean number = column.encoding() instanceof Encoding.AsNumber;
        if (feature == null || (feature.type() == FeatureType.NUMERIC) != number) {
            throw new MismatchedModelException(
                    "feature " + column.feature(),
                    number ? "a number of the schema" : "a category of the schema",
                    feature == null
                            ? "none of " + features.keySet()
                            : "a " + feature.type().toString().toLowerCase(java.util.Locale.ROOT) + " feature");
        }
        return feature;
    }

    /** The cells of each input, in the order of its columns. */
    Map<String, List<Cell<R>>> cells() {
        return cells;
    }

    /** For each cell, that of another binding of the same mapping. */
    <S> Map<Cell<R>, Cell<S>> pairedWith(Binding<S> other) {
        Map<Cell<R>, Cell<S>> pairs = new HashMap<>();
        cells.forEach((input, columns) -> {
            List<Cell<S>> others = Objects.requireNonNull(other.cells.get(input));
            for (int i = 0; i < columns.size(); i++) {
                pairs.put(columns.get(i), others.get(i));
            }
        });
        return pairs;
    }

    /** What fills each input. */
    Map<String, Input<R>> inputs() {
        return inputs;
    }

    /** Whether filling the inputs of ONNX Runtime counts the unknown categories of a feature: it is looked up there, once. */
    boolean countsWhileFilling(int feature) {
        return inputs.values().stream()
                .flatMap(input -> Arrays.stream(input.fillers()))
                .flatMapToInt(Filler::counted)
                .anyMatch(each -> each == feature);
    }

    /** Leaves the counting of some features to what answers. */
    Binding<R> without(IntPredicate counted) {
        Binding<R> fewer = new Binding<>();
        fewer.cells.putAll(cells);
        fewer.inputs.putAll(inputs);
        known.stream().filter(each -> !counted.test(each.feature().index())).forEach(fewer.known::add);
        return fewer;
    }

    /** Counts the categories of rows that the model does not know. */
    void countUnseen(List<? extends R> rows, UnseenCategories unseen) {
        if (!known.isEmpty()) {
            for (R row : rows) {
                countUnseen(row, unseen);
            }
        }
    }

    /** Counts the categories of a row that the model does not know. */
    void countUnseen(R row, UnseenCategories unseen) {
        if (unseen == UnseenCategories.IGNORED) {
            return;
        }
        for (int i = 0; i < known.size(); i++) {
            Known<R> each = known.get(i);
            String category = each.feature().category(row);
            if (category != null && !each.categories().contains(category)) {
                unseen.count(each.feature().index());
            }
        }
    }
}
