package io.leeway.testing;

import io.leeway.monitoring.drift.Sample;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows, turned into one sample a feature. Missing categories are left out, as no test compares them. */
final class Samples {

    private Samples() {}

    static <R> Map<String, Sample> of(Schema<R> schema, Iterable<R> rows) {
        List<Column<R>> columns = schema.features().stream().map(Column::new).toList();
        for (R row : rows) {
            columns.forEach(each -> each.add(row));
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        columns.forEach(each -> samples.put(each.feature.name(), each.sample()));
        return samples;
    }

    private static final class Column<R> {
        private final Feature<R> feature;
        private final Map<String, Long> categories = new LinkedHashMap<>();
        private double[] numbers = new double[256];
        private int size;

        Column(Feature<R> feature) {
            this.feature = feature;
        }

        void add(R row) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                String category = feature.category(row);
                if (category != null) {
                    categories.merge(category, 1L, Long::sum);
                }
                return;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = feature.number(row);
        }

        Sample sample() {
            return feature.type() == FeatureType.CATEGORICAL
                    ? Sample.ofCounts(categories)
                    : Sample.of(Arrays.copyOf(numbers, size));
        }
    }
}
