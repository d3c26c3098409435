package io.leeway.model.tribuo;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableInfo;

/**
 * The places of a model's features in an array: the numbers that it knows in the order of the schema, then one place for each category that it
 * knows.
 *
 * @param numbers the numeric features that the model knows, by their place in the schema
 * @param columns the categorical features, by their place in the schema
 * @param categories for each of them the categories that the model knows
 * @param byName the places by Tribuo's feature name, such as {@code distance} or {@code carrier=AA}
 */
record FeaturePlaces(
        List<Integer> numbers, List<Integer> columns, List<List<String>> categories, Map<String, Integer> byName) {

    /** Lays out the features that a model knows; each must belong to one column of the schema. */
    static FeaturePlaces of(Schema<?> schema, ImmutableFeatureMap known) throws NotCompilableException {
        Set<String> names = new TreeSet<>();
        for (VariableInfo each : known) {
            names.add(each.getName());
        }
        Map<String, Integer> byName = new LinkedHashMap<>();
        List<Integer> numbers = new ArrayList<>();
        for (Feature<?> feature : schema.features()) {
            if (feature.type() == FeatureType.NUMERIC && names.contains(feature.name())) {
                numbers.add(feature.index());
                byName.put(feature.name(), byName.size());
            }
        }
        List<Integer> columns = new ArrayList<>();
        List<List<String>> categories = new ArrayList<>();
        for (Feature<?> feature : schema.features()) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                columns.add(feature.index());
                categories.add(categories(feature.name(), names, byName));
            }
        }
        for (String each : names) {
            if (!byName.containsKey(each)) {
                throw new NotCompilableException("its feature " + each + " belongs to no column of the schema");
            }
        }
        return new FeaturePlaces(numbers, columns, categories, byName);
    }

    private static List<String> categories(String column, Set<String> names, Map<String, Integer> byName)
            throws NotCompilableException {
        String prefix = RowEncoder.featureName(column, "");
        List<String> categories = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(prefix)) {
                if (byName.putIfAbsent(name, byName.size()) != null) {
                    throw new NotCompilableException("its feature " + name + " belongs to several columns");
                }
                categories.add(name.substring(prefix.length()));
            }
        }
        return categories;
    }

    int size() {
        return byName.size();
    }

    /** Returns the place of the feature that a model's tree knows by a number. */
    int place(ImmutableFeatureMap ids, int id) throws NotCompilableException {
        VariableInfo feature = id < 0 || id >= ids.size() ? null : ids.get(id);
        Integer place = feature == null ? null : byName.get(feature.getName());
        if (place == null) {
            throw new NotCompilableException("its trees ask feature " + id + ", which the model does not list");
        }
        return place;
    }
}
