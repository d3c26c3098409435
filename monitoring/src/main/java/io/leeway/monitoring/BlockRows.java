package io.leeway.monitoring;

import io.leeway.monitoring.variation.FeatureColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a block of a reference, by column.
 *
 * @param columns the features
 * @param ids the ids; empty if rows have none that is a number
 * @param times the times, epoch milliseconds; empty if rows have none
 */
record BlockRows(FeatureColumns columns, long[] ids, long[] times) {

    static <R> BlockRows of(Layout<R> layout, List<R> rows) {
        return new BlockRows(
                FeatureColumns.of(layout.schema, rows),
                layout.hasNumericId ? rows.stream().mapToLong(layout.schema::id).toArray() : new long[0],
                layout.hasTime
                        ? rows.stream().mapToLong(layout.schema::timeMillis).toArray()
                        : new long[0]);
    }

    int rows() {
        return columns.rows();
    }

    /** The form in which checkpoints keep it: categories by their numbers, -1 where they are missing. */
    record State(int rows, Map<String, double[]> numbers, List<Codes> categories, long[] ids, long[] times) {}

    record Codes(String feature, List<String> names, int[] codes) {}

    State state() {
        List<Codes> coded = new ArrayList<>();
        columns.categories().forEach((feature, values) -> coded.add(codes(feature, values)));
        return new State(columns.rows(), columns.numbers(), coded, ids, times);
    }

    private static Codes codes(String feature, @Nullable String[] values) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] codes = new int[values.length];
        for (int row = 0; row < values.length; row++) {
            String value = values[row];
            codes[row] = value == null ? CategoryCodes.MISSING : numbers.computeIfAbsent(value, key -> numbers.size());
        }
        return new Codes(feature, List.copyOf(numbers.keySet()), codes);
    }

    static BlockRows of(State state) {
        Map<String, @Nullable String[]> categories = new LinkedHashMap<>();
        for (Codes each : state.categories) {
            @Nullable String[] values = new String[each.codes.length];
            for (int row = 0; row < values.length; row++) {
                values[row] = each.codes[row] < 0 ? null : each.names.get(each.codes[row]);
            }
            categories.put(each.feature, values);
        }
        return new BlockRows(new FeatureColumns(state.rows, state.numbers, categories), state.ids, state.times);
    }
}
