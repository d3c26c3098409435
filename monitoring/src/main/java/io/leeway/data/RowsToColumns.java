package io.leeway.data;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.VectorFeature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads rows into columns by their schema. */
final class RowsToColumns<R> {

    private static final int START = 1_024;

    private final List<Feature<R>> features;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<Map<String, Integer>> categories = new ArrayList<>();
    private final List<VectorFeature<R>> vectors;
    /** Of each vector the columns of its numbers. */
    private final double[][][] parts;

    private final double[][] read;
    private int capacity = START;
    private int rows;

    RowsToColumns(Schema<R> schema) {
        Set<String> names = new LinkedHashSet<>();
        schema.features().forEach(feature -> names.add(feature.name()));
        schema.response().ifPresent(response -> names.add(response.name()));
        names.addAll(schema.sensitive());
        features = names.stream().map(schema::feature).toList();
        vectors = schema.vectors();
        numbers = new double[features.size()][];
        codes = new int[features.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new double[isNumber(i) ? START : 0];
            codes[i] = new int[isNumber(i) ? 0 : START];
            categories.add(new HashMap<>());
        }
        parts = new double[vectors.size()][][];
        read = new double[vectors.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new double[vectors.get(i).dimension()][START];
            read[i] = new double[vectors.get(i).dimension()];
        }
    }

    private boolean isNumber(int feature) {
        return features.get(feature).type() == FeatureType.NUMERIC;
    }

    void add(R row) {
        if (rows == capacity) {
            setCapacity(2 * capacity);
        }
        for (int i = 0; i < numbers.length; i++) {
            Feature<R> feature = features.get(i);
            if (isNumber(i)) {
                numbers[i][rows] = feature.number(row);
            } else {
                String category = feature.category(row);
                Map<String, Integer> known = categories.get(i);
                codes[i][rows] = category == null ? -1 : known.computeIfAbsent(category, key -> known.size());
            }
        }
        for (int i = 0; i < parts.length; i++) {
            vectors.get(i).read(row, read[i]);
            for (int k = 0; k < read[i].length; k++) {
                parts[i][k][rows] = read[i][k];
            }
        }
        rows++;
    }

    private void setCapacity(int to) {
        capacity = to;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Arrays.copyOf(numbers[i], isNumber(i) ? to : 0);
            codes[i] = Arrays.copyOf(codes[i], isNumber(i) ? 0 : to);
        }
        for (double[][] each : parts) {
            Arrays.setAll(each, k -> Arrays.copyOf(each[k], to));
        }
    }

    Columns columns() {
        setCapacity(rows);
        Columns.Builder builder = Columns.builder();
        for (int i = 0; i < numbers.length; i++) {
            String name = features.get(i).name();
            if (isNumber(i)) {
                builder.numbers(name, numbers[i]);
            } else {
                String[] texts = new String[categories.get(i).size()];
                categories.get(i).forEach((text, code) -> texts[code] = text);
                builder.codes(name, codes[i], List.of(texts));
            }
        }
        for (int i = 0; i < parts.length; i++) {
            builder.vectorColumns(vectors.get(i).name(), parts[i]);
        }
        return builder.build();
    }
}
