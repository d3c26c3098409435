package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A row for the inputs of a graph: one number and one text per column, of which the column's type chooses.
 *
 * @param numbers by the place of the column over all inputs
 * @param texts by the place of the column over all inputs
 */
record TestRow(double[] numbers, String[] texts) {

    private static final double[] EXTREMES = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        1e-30,
        Double.MIN_VALUE,
        1e9,
        -1e9,
        3e38,
        1e39,
        0.1,
        16777217
    };

    static List<ValueInfoProto> inputs(ModelProto model) {
        GraphProto graph = model.getGraph();
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        return graph.getInputList().stream()
                .filter(input -> !constants.contains(input.getName()))
                .toList();
    }

    static int width(ValueInfoProto input) {
        var shape = input.getType().getTensorType().getShape();
        return shape.getDimCount() < 2 ? 1 : (int) shape.getDim(1).getDimValue();
    }

    static int type(ValueInfoProto input) {
        return input.getType().getTensorType().getElemType();
    }

    /** Returns the cells of a graph's inputs, in order. */
    static Map<String, List<Cell<TestRow>>> cells(ModelProto model) {
        Map<String, List<Cell<TestRow>>> cells = new LinkedHashMap<>();
        int place = 0;
        for (ValueInfoProto input : inputs(model)) {
            List<Cell<TestRow>> columns = new ArrayList<>();
            for (int i = 0; i < width(input); i++) {
                int column = place++;
                columns.add(
                        type(input) == DataType.STRING_VALUE
                                ? (Cell.OfText<TestRow>) row -> row.texts[column]
                                : (Cell.OfNumber<TestRow>) row -> row.numbers[column]);
            }
            cells.put(input.getName(), columns);
        }
        return cells;
    }

    /** Makes rows up: usual and extreme numbers, whole ones for inputs of whole numbers, known and unknown texts. */
    static List<TestRow> make(ModelProto model, int count, List<String> texts, double spread, boolean extremes) {
        Map<String, List<String>> byInput = new HashMap<>();
        inputs(model).forEach(input -> byInput.put(input.getName(), texts));
        return make(model, count, byInput, spread, extremes);
    }

    static List<TestRow> make(
            ModelProto model, int count, Map<String, List<String>> byInput, double spread, boolean extremes) {
        SplittableRandom random = new SplittableRandom(count);
        List<TestRow> rows = new ArrayList<>();
        int width = inputs(model).stream().mapToInt(TestRow::width).sum();
        for (int r = 0; r < count; r++) {
            TestRow row = new TestRow(new double[width], new String[width]);
            int place = 0;
            for (ValueInfoProto input : inputs(model)) {
                List<String> texts = byInput.getOrDefault(input.getName(), List.of(""));
                for (int i = 0; i < width(input); i++) {
                    row.numbers[place] = number(type(input), random, spread, extremes);
                    row.texts[place++] = texts.get(random.nextInt(texts.size()));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static double number(int type, SplittableRandom random, double spread, boolean extremes) {
        if (type == DataType.INT64_VALUE) {
            return random.nextInt(-2, 6);
        }
        if (extremes && random.nextInt(6) == 0) {
            return EXTREMES[random.nextInt(EXTREMES.length)];
        }
        double number = random.nextGaussian() * spread;
        // Halves and quarters meet thresholds exactly.
        return random.nextInt(3) == 0 ? Math.rint(number * 4) / 4 : number;
    }
}
