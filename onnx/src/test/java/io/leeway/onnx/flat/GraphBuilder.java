package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** Writes small graphs for tests. */
final class GraphBuilder {

    static final int FLOAT = DataType.FLOAT_VALUE;
    static final int DOUBLE = DataType.DOUBLE_VALUE;
    static final int INT64 = DataType.INT64_VALUE;
    static final int TEXT = DataType.STRING_VALUE;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private int opset = 17;
    private int opsetOfMachineLearning = 3;

    /** Starts a graph with an input {@code x} of floats. */
    static GraphBuilder numbers(int width) {
        return new GraphBuilder().input("x", FLOAT, width);
    }

    GraphBuilder opsets(int onnx, int machineLearning) {
        opset = onnx;
        opsetOfMachineLearning = machineLearning;
        return this;
    }

    private static ValueInfoProto value(String name, int type, int width) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("N");
        if (width > 0) {
            shape.addDimBuilder().setDimValue(width);
        }
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        if (width >= 0) {
            tensor.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** Adds an input of that many columns, or for 0 one of a single dimension. */
    GraphBuilder input(String name, int type, int width) {
        graph.addInput(value(name, type, width));
        return this;
    }

    static TensorProto floats(List<Long> dimensions, double... numbers) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().addAllDims(dimensions).setDataType(FLOAT);
        for (double number : numbers) {
            tensor.addFloatData((float) number);
        }
        return tensor.build();
    }

    static TensorProto doubles(List<Long> dimensions, double... numbers) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().addAllDims(dimensions).setDataType(DOUBLE);
        for (double number : numbers) {
            tensor.addDoubleData(number);
        }
        return tensor.build();
    }

    static TensorProto integers(long... numbers) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().addDims(numbers.length).setDataType(INT64);
        for (long number : numbers) {
            tensor.addInt64Data(number);
        }
        return tensor.build();
    }

    GraphBuilder constant(String name, TensorProto tensor) {
        graph.addInitializer(tensor.toBuilder().setName(name));
        return this;
    }

    /**
     * Adds a node.
     *
     * @param operator with {@code ml:} before it for those of machine learning
     */
    GraphBuilder node(String operator, List<String> inputs, List<String> outputs, AttributeProto... attributes) {
        boolean ml = operator.startsWith("ml:");
        graph.addNode(NodeProto.newBuilder()
                .setOpType(ml ? operator.substring(3) : operator)
                .setDomain(ml ? "ai.onnx.ml" : "")
                .addAllInput(inputs)
                .addAllOutput(outputs)
                .addAllAttribute(List.of(attributes)));
        return this;
    }

    GraphBuilder node(String operator, String input, String output, AttributeProto... attributes) {
        return node(operator, List.of(input), List.of(output), attributes);
    }

    ModelProto build(String output, int type) {
        graph.addOutput(value(output, type, -1));
        return ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(opsetOfMachineLearning))
                .setGraph(graph)
                .build();
    }

    ModelProto build(String output) {
        return build(output, FLOAT);
    }

    private static AttributeProto.Builder attribute(String name, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }

    static AttributeProto number(String name, double number) {
        return attribute(name, AttributeType.FLOAT).setF((float) number).build();
    }

    static AttributeProto integer(String name, long integer) {
        return attribute(name, AttributeType.INT).setI(integer).build();
    }

    static AttributeProto text(String name, String text) {
        return attribute(name, AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(text))
                .build();
    }

    static AttributeProto tensor(String name, TensorProto tensor) {
        return attribute(name, AttributeType.TENSOR).setT(tensor).build();
    }

    static AttributeProto numbers(String name, double... numbers) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.FLOATS);
        for (double number : numbers) {
            attribute.addFloats((float) number);
        }
        return attribute.build();
    }

    static AttributeProto integers(String name, long... integers) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.INTS);
        for (long integer : integers) {
            attribute.addInts(integer);
        }
        return attribute.build();
    }

    static AttributeProto texts(String name, String... texts) {
        AttributeProto.Builder attribute = attribute(name, AttributeType.STRINGS);
        for (String text : texts) {
            attribute.addStrings(ByteString.copyFromUtf8(text));
        }
        return attribute.build();
    }
}
