package io.leeway.onnx.flat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** ONNX Runtime's own answers, for comparison. */
final class OnRuntime {

    static final List<String> TEXTS = List.of("AA", "UA", "DL", "", "never seen", "Zoë");

    private OnRuntime() {}

    /** Compiles a graph's first output and requires ONNX Runtime's answers, on usual rows and on extreme ones. */
    static FlatGraph<TestRow> requireSame(ModelProto model) throws NotCompilableException {
        return requireSame(model, 1e-6);
    }

    static FlatGraph<TestRow> requireSame(ModelProto model, double tolerance) throws NotCompilableException {
        String output = model.getGraph().getOutput(0).getName();
        requireSame(model, output, TestRow.make(model, 300, TEXTS, 3, false), tolerance);
        return requireSame(model, output, TestRow.make(model, 300, TEXTS, 3, true), tolerance);
    }

    static void requireRefused(ModelProto model, String reason) {
        String output = model.getGraph().getOutput(0).getName();
        assertThatThrownBy(() -> GraphCompiler.compile(model, TestRow.cells(model), output))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining(reason);
    }

    static double[][] scores(ModelProto model, String output, List<TestRow> rows) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try (OrtSession session = environment.createSession(model.toByteArray())) {
            int place = 0;
            for (ValueInfoProto input : TestRow.inputs(model)) {
                tensors.put(input.getName(), OnnxTensor.createTensor(environment, values(input, rows, place)));
                place += TestRow.width(input);
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return numbers(model, result.get(0));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static Object values(ValueInfoProto input, List<TestRow> rows, int place) {
        int width = TestRow.width(input);
        boolean flat = input.getType().getTensorType().getShape().getDimCount() == 1;
        switch (TestRow.type(input)) {
            case DataType.STRING_VALUE -> {
                String[][] texts = new String[rows.size()][width];
                for (int i = 0; i < texts.length; i++) {
                    System.arraycopy(rows.get(i).texts(), place, texts[i], 0, width);
                }
                return flat ? column(texts) : texts;
            }
            case DataType.INT64_VALUE -> {
                long[][] longs = new long[rows.size()][width];
                for (int i = 0; i < longs.length; i++) {
                    for (int j = 0; j < width; j++) {
                        longs[i][j] = (long) rows.get(i).numbers()[place + j];
                    }
                }
                long[] column = new long[longs.length];
                for (int i = 0; i < column.length; i++) {
                    column[i] = longs[i][0];
                }
                return flat ? column : longs;
            }
            case DataType.DOUBLE_VALUE -> {
                double[][] doubles = new double[rows.size()][width];
                for (int i = 0; i < doubles.length; i++) {
                    System.arraycopy(rows.get(i).numbers(), place, doubles[i], 0, width);
                }
                return doubles;
            }
            default -> {
                float[][] floats = new float[rows.size()][width];
                for (int i = 0; i < floats.length; i++) {
                    for (int j = 0; j < width; j++) {
                        floats[i][j] = (float) rows.get(i).numbers()[place + j];
                    }
                }
                return floats;
            }
        }
    }

    private static String[] column(String[][] texts) {
        String[] column = new String[texts.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = texts[i][0];
        }
        return column;
    }

    // A map from classes to probabilities has no order of its own.
    private static List<Object> classes(ModelProto model) {
        List<Object> classes = new ArrayList<>();
        for (NodeProto node : model.getGraph().getNodeList()) {
            if (node.getOpType().equals("ZipMap")) {
                node.getAttributeList().forEach(attribute -> {
                    classes.addAll(attribute.getIntsList());
                    attribute.getStringsList().forEach(text -> classes.add(text.toStringUtf8()));
                });
            }
        }
        return classes;
    }

    private static double[][] numbers(ModelProto model, OnnxValue value) throws OrtException {
        Object raw = value.getValue();
        if (raw instanceof List<?> maps) {
            double[][] numbers = new double[maps.size()][];
            for (int i = 0; i < numbers.length; i++) {
                Map<?, ?> byClass = ((OnnxMap) maps.get(i)).getValue();
                numbers[i] = classes(model).stream()
                        .mapToDouble(each -> ((Number) requireNonNull(byClass.get(each))).doubleValue())
                        .toArray();
            }
            return numbers;
        }
        double[][] numbers = new double[Array.getLength(raw)][];
        for (int i = 0; i < numbers.length; i++) {
            Object line = Array.get(raw, i);
            int width = line.getClass().isArray() ? Array.getLength(line) : 1;
            numbers[i] = new double[width];
            for (int j = 0; j < width; j++) {
                Object element = line.getClass().isArray() ? Array.get(line, j) : line;
                numbers[i][j] = ((Number) element).doubleValue();
            }
        }
        return numbers;
    }

    /** Compiles an output and requires the same answers, relative to their size above 1. */
    static FlatGraph<TestRow> requireSame(ModelProto model, String output, List<TestRow> rows, double tolerance)
            throws NotCompilableException {
        FlatGraph<TestRow> flat = GraphCompiler.compile(model, TestRow.cells(model), output);
        double[][] expected = scores(model, output, rows);
        double[] actual = new double[flat.width()];
        for (int i = 0; i < expected.length; i++) {
            TestRow row = rows.get(i);
            flat.scores(row, actual);
            assertThat(actual).hasSameSizeAs(expected[i]);
            for (int j = 0; j < actual.length; j++) {
                assertThat(agree(actual[j], expected[i][j], tolerance))
                        .as(
                                "row %d %s %s, value %d: %s where ONNX Runtime gives %s",
                                i, Arrays.toString(row.numbers()), List.of(row.texts()), j, actual[j], expected[i][j])
                        .isTrue();
                assertThat(Double.compare(flat.score(row, j), actual[j])).isZero();
            }
        }
        return flat;
    }

    private static boolean agree(double actual, double expected, double tolerance) {
        // Beyond the floats' range doubles go on.
        return Double.compare(actual, expected) == 0
                || Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected))
                || Double.isInfinite(expected) && (float) actual == expected;
    }
}
