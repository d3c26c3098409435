package io.leeway.onnx;

import io.leeway.model.UnseenCategories;
import io.leeway.schema.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the place of a row's category in a list. Immutable. */
final class CategoryPlaces<R> {
    private final Feature<R> feature;
    private final Map<String, Integer> places;
    private final boolean counting;

    private CategoryPlaces(Feature<R> feature, Map<String, Integer> places, boolean counting) {
        this.feature = feature;
        this.places = places;
        this.counting = counting;
    }

    static <R> CategoryPlaces<R> of(Feature<R> feature, List<String> categories) {
        Map<String, Integer> places = new HashMap<>();
        for (String each : categories) {
            places.put(each, places.size());
        }
        return new CategoryPlaces<>(feature, places, true);
    }

    /** The same look-up, which counts nothing. */
    CategoryPlaces<R> uncounted() {
        return new CategoryPlaces<>(feature, places, false);
    }

    /** The feature whose unknown categories are counted; -1 for none. */
    int counts() {
        return counting ? feature.index() : -1;
    }

    /** Returns the place, or -1 for a missing value and for an unknown category, which is counted. */
    int of(R row, UnseenCategories unseen) {
        String category = feature.category(row);
        @Nullable Integer place = category == null ? null : places.get(category);
        if (place != null) {
            return place;
        }
        if (counting && category != null) {
            unseen.count(feature.index());
        }
        return -1;
    }
}
