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

    /**
     * Reads {@link OutputForm#rawWidth()} values a row.
     *
     * @param raw receives them, with room for more
     */
    void read(OnnxValue value, int rows, double[] raw) throws OrtException {
        if (output.form() == Form.MAPS) {
            maps(value, rows, raw);
            return;
        }
        if (!(value instanceof OnnxTensor tensor)) {
            throw unexpected("a tensor", String.valueOf(value.getInfo()));
        }
        if (output.form() == Form.LABELS) {
            labels(tensor, rows, raw);
            return;
        }
        int expected = rows * output.rawWidth();
        if (elements(tensor) != expected) {
            throw unexpected(
                    rows + " rows of " + output.rawWidth() + " values",
                    java.util.Arrays.toString(tensor.getInfo().getShape()));
        }
        switch (tensor.getInfo().type) {
            case FLOAT -> {
                FloatBuffer floats = tensor.getFloatBuffer();
                for (int i = 0; i < expected; i++) {
                    raw[i] = floats.get(i);
                }
            }
            case DOUBLE -> {
                DoubleBuffer doubles = tensor.getDoubleBuffer();
                doubles.get(raw, 0, expected);
            }
            default -> throw unexpected("float or double", String.valueOf(tensor.getInfo().type));
        }
    }

    private static long elements(OnnxTensor tensor) {
        long elements = 1;
        for (long each : tensor.getInfo().getShape()) {
            elements *= each;
        }
        return elements;
    }

    private void labels(OnnxTensor tensor, int rows, double[] raw) throws OrtException {
        // Before the values are copied to the heap.
        if (elements(tensor) != rows || tensor.getInfo().isScalar()) {
            throw unexpected(rows + " labels", String.valueOf(tensor.getInfo()));
        }
        Object values = tensor.getValue();
        for (int i = 0; i < rows; i++) {
            Object label = Array.get(values, i);
            while (label.getClass().isArray() && Array.getLength(label) == 1) {
                label = Array.get(label, 0);
            }
            raw[i] = place(String.valueOf(label));
        }
    }

    private int place(String label) {
        Integer place = places.get(label);
        if (place == null) {
            throw unexpected("one of the classes " + places.keySet(), label);
        }
        return place;
    }

    private void maps(OnnxValue value, int rows, double[] raw) throws OrtException {
        if (!(value instanceof OnnxSequence sequence) || sequence.getInfo().length != rows) {
            throw unexpected("a map a row", String.valueOf(value.getInfo()));
        }
        // Each call of getValue() makes the elements anew, outside the heap.
        List<? extends OnnxValue> elements = sequence.getValue();
        try {
            int from = 0;
            for (OnnxValue each : elements) {
                map(each, raw, from);
                from += output.rawWidth();
            }
        } finally {
            elements.forEach(OnnxValue::close);
        }
    }

    private void map(OnnxValue value, double[] raw, int from) throws OrtException {
        if (!(value instanceof OnnxMap map)) {
            throw unexpected("a map a row", String.valueOf(value.getInfo()));
        }
        if (map.size() != output.rawWidth()) {
            throw unexpected("a probability of each of " + places.keySet(), String.valueOf(map.getInfo()));
        }
        for (Map.Entry<?, ?> entry : map.getValue().entrySet()) {
            if (!(entry.getValue() instanceof Number number)) {
                throw unexpected("numbers", String.valueOf(map.getInfo()));
            }
            raw[from + place(String.valueOf(entry.getKey()))] = number.doubleValue();
        }
    }

    private MismatchedModelException unexpected(String expected, String actual) {
        return new MismatchedModelException(
                "output " + output.output(),
                expected,
                Excerpt.of(actual),
                "Look at the graph's outputs (netron, or onnxruntime's get_outputs()) and name the right one:"
                        + " OnnxModel.of(...).output(name)");
    }
}
