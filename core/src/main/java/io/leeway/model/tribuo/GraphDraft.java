package io.leeway.model.tribuo;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** An ONNX graph while it is written. Tensors are named by the node that makes them. */
final class GraphDraft {
    /** Has softmax over one axis and everything else that is used here; onnxruntime 1.7 and later read it. */
    private static final long OPSET = 13;

    private static final long ML_OPSET = 2;
    private static final long IR_VERSION = 7;
    private static final String ML = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int tensors;

    /** Adds an input of one column; its batch dimension is free. */
    void input(String name, int type) {
        graph.addInput(value(name, type, 1));
    }

    void output(String name, int type, int columns) {
        graph.addOutput(value(name, type, columns));
    }

    private static ValueInfoProto value(String name, int type, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"));
        if (columns > 0) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }

    /** Adds a constant of doubles, row by row. */
    String constant(double[] values, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(fresh("constant")).setDataType(DataType.DOUBLE_VALUE);
        for (long each : shape) {
            tensor.addDims(each);
        }
        for (double each : values) {
            tensor.addDoubleData(each);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    String constant(long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(fresh("constant"))
                .setDataType(DataType.INT64_VALUE)
                .addDims(values.length);
        for (long each : values) {
            tensor.addInt64Data(each);
        }
        graph.addInitializer(tensor);
        return tensor.getName();
    }

    /** Adds a node of ONNX's own operators and returns its output. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add("", operator, fresh(operator), inputs, attributes);
    }

    /** Adds a node whose output has a given name. */
    void named(String output, String operator, List<String> inputs, AttributeProto... attributes) {
        add("", operator, output, inputs, attributes);
    }

    /** Adds a node of ONNX's operators of machine learning. */
    String learning(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        return add(ML, operator, output, inputs, attributes);
    }

    private String add(
            String domain, String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setName(output)
                .setDomain(domain)
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    /** A name that no feature can have, because names of features are those of Java components or columns. */
    String fresh(String what) {
        return "leeway/" + what + "/" + tensors++;
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto integers(String name, List<Long> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INTS)
                .addAllInts(values)
                .build();
    }

    static AttributeProto texts(String name, List<String> values) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.STRINGS)
                .addAllStrings(values.stream().map(ByteString::copyFromUtf8).toList())
                .build();
    }

    byte[] model(String name, List<StringStringEntryProto> properties) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("leeway")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_OPSET))
                .addAllMetadataProps(properties)
                .setGraph(graph.setName(name))
                .build()
                .toByteArray();
    }
}
