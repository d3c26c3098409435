package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes odd models of sound ones. */
final class Onnx {
    private Onnx() {}

    /** The content of a test model, changed. */
    static byte[] changed(String model, UnaryOperator<ModelProto.Builder> change) {
        try {
            return change.apply(ModelProto.parseFrom(Orders.bytes(model)).toBuilder())
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A model with functions, whose last node calls the one named. */
    static byte[] withFunctions(String called, List<FunctionProto> functions) {
        return changed("sigmoid_vector.onnx", model -> {
            GraphProto.Builder graph = model.getGraphBuilder();
            NodeProto last = graph.getNode(graph.getNodeCount() - 1);
            graph.setNode(graph.getNodeCount() - 1, last.toBuilder().setOutput(0, "before"));
            graph.addNode(call(called, "before", last.getOutput(0)));
            return model.setIrVersion(8)
                    .addOpsetImport(
                            OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1))
                    .addAllFunctions(functions);
        });
    }

    static NodeProto call(String function, String from, String to) {
        return node(function, from, to).setDomain("local").build();
    }

    static NodeProto.Builder node(String operator, String from, String to) {
        return NodeProto.newBuilder().setOpType(operator).addInput(from).addOutput(to);
    }

    static FunctionProto function(String name, NodeProto... nodes) {
        return FunctionProto.newBuilder()
                .setName(name)
                .setDomain("local")
                .addInput("x")
                .addOutput("y")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1))
                .addAllNode(List.of(nodes))
                .build();
    }

    /** An attribute that holds a graph of one output. */
    static AttributeProto branch(String name, NodeProto... nodes) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(GraphProto.newBuilder().setName(name).addAllNode(List.of(nodes)))
                .build();
    }
}
