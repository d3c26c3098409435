package io.leeway.pipeline;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Output;

/**
 * Rows in the form in which trees are grown from them.
 *
 * @param columns the features
 * @param targets the answers
 * @param places the row of each example
 */
record TreeRows<T extends Output<T>>(BinnedColumns columns, Targets<T> targets, Map<Example<T>, Integer> places) {

    static <T extends Output<T>> TreeRows<T> of(Dataset<T> examples, Function<Dataset<T>, Targets<T>> targets) {
        Map<Example<T>, Integer> places = new IdentityHashMap<>();
        int row = 0;
        for (Example<T> each : examples) {
            // What stands in the examples twice is the same row twice: either place will do.
            places.put(each, row++);
        }
        return new TreeRows<>(BinnedColumns.of(examples, examples.getFeatureIDMap()), targets.apply(examples), places);
    }

    /** Where the examples of a bag, drawn from these, are; some several times. */
    int[] rows(Dataset<T> bag) {
        int[] rows = new int[bag.size()];
        int next = 0;
        for (Example<T> each : bag) {
            rows[next++] = Objects.requireNonNull(places.get(each));
        }
        return rows;
    }
}
