package io.leeway.monitoring.signature;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which known category the rows of a new one are like, by the other categorical features. */
final class Likeness {

    /** The nearest category must be as near as this part of the next one's distance. */
    private static final double CLEARLY = 0.8;

    private static final int MOST_CATEGORIES = 500;

    private final Case odd;

    Likeness(Case odd) {
        this.odd = odd;
    }

    /** The known category that a new one replaces; null if none is clearly nearest. */
    @Nullable
    String nearest(String category) {
        Map<String, Double> distances = new HashMap<>();
        for (String other : odd.window().categorical()) {
            if (!other.equals(odd.feature())
                    && odd.window().counts(other).rows().size() <= MOST_CATEGORIES) {
                distances(category, other).forEach((known, distance) -> distances.merge(known, distance, Double::sum));
            }
        }
        List<Map.Entry<String, Double>> nearest = distances.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(2)
                .toList();
        boolean clear = nearest.size() == 1
                || nearest.size() == 2
                        && nearest.get(0).getValue() <= CLEARLY * nearest.get(1).getValue();
        return clear ? nearest.get(0).getKey() : null;
    }

    /** The total variation, over the categories of another feature, between the rows of a new category and those of each known one. */
    private Map<String, Double> distances(String category, String other) {
        Map<String, Integer> mine = new HashMap<>();
        Map<String, Map<String, Integer>> theirs = new HashMap<>();
        for (int row = 0; row < odd.window().rows(); row++) {
            Object value = odd.window().value(odd.feature(), row);
            if (category.equals(value)) {
                mine.merge(String.valueOf(odd.window().value(other, row)), 1, Integer::sum);
            }
        }
        for (Block block : odd.reference()) {
            for (int row = 0; row < block.rows(); row++) {
                Object value = block.value(odd.feature(), row);
                if (value != null) {
                    theirs.computeIfAbsent((String) value, key -> new HashMap<>())
                            .merge(String.valueOf(block.value(other, row)), 1, Integer::sum);
                }
            }
        }
        Map<String, Double> distances = new HashMap<>();
        theirs.forEach((known, counts) -> distances.put(known, distance(mine, counts)));
        return distances;
    }

    private static double distance(Map<String, Integer> a, Map<String, Integer> b) {
        double rowsOfA = a.values().stream().mapToInt(Integer::intValue).sum();
        double rowsOfB = b.values().stream().mapToInt(Integer::intValue).sum();
        Set<String> keys = new HashSet<>(a.keySet());
        keys.addAll(b.keySet());
        double distance = 0;
        for (String key : keys) {
            distance += Math.abs(a.getOrDefault(key, 0) / rowsOfA - b.getOrDefault(key, 0) / rowsOfB) / 2;
        }
        return distance;
    }
}
