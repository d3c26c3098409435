package io.leeway.monitoring.drift.multivariate;

import io.leeway.data.Columns;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes one number, 0 or 1, of each frequent category of the reference, one of all others, and one of missing values.
 *
 * @param name the column
 * @param places the place of each frequent category
 */
record CategoryEncoder(String name, Map<String, Integer> places) implements ColumnEncoder {

    /** How many categories have a number of their own. */
    static final int FREQUENT = 20;

    static CategoryEncoder of(String name, Columns reference, Columns current) {
        Map<String, Integer> counts = counts(name, reference);
        if (counts.isEmpty()) {
            counts = counts(name, current);
        }
        List<String> frequent = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(FREQUENT)
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Integer> places = new HashMap<>();
        frequent.forEach(category -> places.put(category, places.size()));
        return new CategoryEncoder(name, Map.copyOf(places));
    }

    private static Map<String, Integer> counts(String name, Columns columns) {
        List<String> categories = columns.categories(name);
        Map<String, Integer> counts = new HashMap<>();
        for (int code : columns.codes(name)) {
            if (code >= 0) {
                counts.merge(categories.get(code), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Override
    public int width() {
        return places.size() + 2;
    }

    @Override
    public Reader reader(Columns of) {
        int[] codes = of.codes(name);
        int[] placeOfCode = of.categories(name).stream()
                .mapToInt(category -> places.getOrDefault(category, places.size()))
                .toArray();
        int missing = places.size() + 1;
        return (index, into, at) -> into[at + (codes[index] < 0 ? missing : placeOfCode[codes[index]])] = 1;
    }
}
