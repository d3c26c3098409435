package io.leeway.onnx;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import io.leeway.model.MismatchedModelException;
import io.leeway.onnx.OutputForm.Form;
import java.lang.reflect.Array;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the raw values of rows out of what ONNX Runtime returns. Immutable. */
final class OutputReader {
    private final OutputForm output;

    /** The keys of maps and the labels as the graph writes them, with the place of their class. */
    private final Map<String, Integer> places = new HashMap<>();

    OutputReader(OutputForm output, OnnxGraph graph) {
        this.output = output;
        List<String> written = graph.classes()
                .filter(each -> each.size() == output.classes().size())
                .orElse(output.classes());
        for (String each : written) {
            places.put(each, places.size());
        }
    }

    /** Returns {@link OutputForm#rawWidth()} values a row. */
    double[] read(OnnxValue value, int rows) throws OrtException {
        if (output.form() == Form.MAPS) {
            return maps(value, rows);
        }
        if (!(value instanceof OnnxTensor tensor)) {
            throw unexpected("a tensor", String.valueOf(value.getInfo()));
        }
        if (output.form() == Form.LABELS) {
            return labels(tensor, rows);
        }
        int expected = rows * output.rawWidth();
        long elements = 1;
        for (long each : tensor.getInfo().getShape()) {
            elements *= each;
        }
        if (elements != expected) {
            throw unexpected(
                    rows + " rows of " + output.rawWidth() + " values",
                    java.util.Arrays.toString(tensor.getInfo().getShape()));
        }
        double[] raw = new double[expected];
        switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                for (int i = 0; i < expected; i++) {
                    raw[i] = floats.get(i);
                }
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                doubles.get(raw);
            }
            default -> throw unexpected("float or double", String.valueOf(tensor.getInfo().type));
        }
        return raw;
    }

    private double[] labels(OnnxTensor tensor, int rows) throws OrtException {
        Object values = tensor.getValue();
        if (!values.getClass().isArray() || Array.getLength(values) != rows) {
            throw unexpected(rows + " labels", String.valueOf(tensor.getInfo()));
        }
        double[] raw = new double[rows];
        for (int i = 0; i < rows; i++) {
            raw[i] = place(String.valueOf(Array.get(values, i)));
        }
        return raw;
    }

    private int place(String label) {
        Integer place = places.get(label);
        if (place == null) {
            throw unexpected("one of the classes " + places.keySet(), label);
        }
        return place;
    }

    private double[] maps(OnnxValue value, int rows) throws OrtException {
        if (!(value instanceof OnnxSequence sequence) || sequence.getValue().size() != rows) {
            throw unexpected("a map a row", String.valueOf(value.getInfo()));
        }
        int width = output.rawWidth();
        double[] raw = new double[rows * width];
        int from = 0;
        for (OnnxValue each : sequence.getValue()) {
            try (OnnxMap map = (OnnxMap) each) {
                if (map.size() != width) {
                    throw unexpected(
                            "a probability of each of " + places.keySet(),
                            map.getValue().toString());
                }
                for (Map.Entry<?, ?> entry : map.getValue().entrySet()) {
                    raw[from + place(String.valueOf(entry.getKey()))] = ((Number) entry.getValue()).doubleValue();
                }
            }
            from += width;
        }
        return raw;
    }

    private MismatchedModelException unexpected(String expected, String actual) {
        return new MismatchedModelException(
                "output " + output.output(),
                expected,
                actual,
                "Look at the graph's outputs (netron, or onnxruntime's get_outputs()) and name the right one:"
                        + " OnnxModel.of(...).output(name)");
    }
}
