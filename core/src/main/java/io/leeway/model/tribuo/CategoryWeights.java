package io.leeway.model.tribuo;

import java.util.Map;

/**
 * The weight of each category of one feature: a fixed table with open addressing, so that a look-up touches two flat arrays and
 * allocates nothing. Immutable.
 */
final class CategoryWeights {

    private final String[] keys;
    private final double[] weights;
    private final int mask;

    CategoryWeights(Map<String, Double> byCategory) {
        int capacity = Integer.highestOneBit(Math.max(4, byCategory.size() * 2) - 1) << 1;
        this.mask = capacity - 1;
        this.keys = new String[capacity];
        this.weights = new double[capacity];
        byCategory.forEach(this::put);
    }

    private void put(String category, double weight) {
        int slot = slot(category);
        while (occupied(slot)) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = category;
        weights[slot] = weight;
    }

    // A fresh array of texts holds nulls, which its type does not say.
    @SuppressWarnings("ConstantConditions")
    private boolean occupied(int slot) {
        return keys[slot] != null;
    }

    private int slot(String category) {
        int hash = category.hashCode();
        return (hash ^ (hash >>> 16)) & mask;
    }

    /** Returns the weight, or NaN for a category that training did not see. */
    double of(String category) {
        int slot = slot(category);
        while (occupied(slot)) {
            if (keys[slot].equals(category)) {
                return weights[slot];
            }
            slot = (slot + 1) & mask;
        }
        return Double.NaN;
    }
}
