package io.leeway.online;

import org.jspecify.annotations.Nullable;

/** A row as it was read: its numbers, NaN where one is missing or unusable, and its categories, null where one is missing. */
final class Raw {
    final double[] numbers;
    final @Nullable String[] categories;

    Raw(int numbers, int categories) {
        this.numbers = new double[numbers];
        this.categories = new @Nullable String[categories];
    }

    Raw copy() {
        Raw copy = new Raw(numbers.length, categories.length);
        System.arraycopy(numbers, 0, copy.numbers, 0, numbers.length);
        System.arraycopy(categories, 0, copy.categories, 0, categories.length);
        return copy;
    }
}
