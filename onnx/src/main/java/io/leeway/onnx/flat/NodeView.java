package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import io.leeway.onnx.flat.Value.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of a graph with its attributes by name. */
final class NodeView {

    private final NodeProto node;
    private final Map<String, AttributeProto> attributes = new HashMap<>();

    NodeView(NodeProto node) {
        this.node = node;
        node.getAttributeList().forEach(attribute -> attributes.put(attribute.getName(), attribute));
    }

    /** Returns the operator's name, after {@code ml:} for those of ONNX for machine learning. */
    String qualifiedName() {
        return switch (node.getDomain()) {
            case "", "ai.onnx" -> node.getOpType();
            case "ai.onnx.ml" -> "ml:" + node.getOpType();
            default -> node.getDomain() + ":" + node.getOpType();
        };
    }

    /** Whether the operator is one of ONNX for machine learning rather than of ONNX itself. */
    boolean ofMachineLearning() {
        return node.getDomain().equals("ai.onnx.ml");
    }

    NotCompilableException refused(String why) {
        String name = node.getName().isEmpty() ? "" : " (" + node.getName() + ")";
        return new NotCompilableException("its operator " + node.getOpType() + name + " " + why);
    }

    int inputs() {
        return node.getInputCount();
    }

    boolean hasInput(int place) {
        return place < node.getInputCount() && !node.getInput(place).isEmpty();
    }

    String input(int place) throws NotCompilableException {
        if (!hasInput(place)) {
            throw refused("lacks its input " + place);
        }
        return node.getInput(place);
    }

    int outputs() {
        return node.getOutputCount();
    }

    String output(int place) throws NotCompilableException {
        if (place >= node.getOutputCount()) {
            throw refused("lacks its output " + place);
        }
        return node.getOutput(place);
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    private @Nullable AttributeProto attribute(String name) {
        return attributes.get(name);
    }

    long integer(String name, long otherwise) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? otherwise : attribute.getI();
    }

    double number(String name, double otherwise) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? otherwise : attribute.getF();
    }

    String text(String name, String otherwise) {
        AttributeProto attribute = attribute(name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    long[] integers(String name) {
        AttributeProto attribute = attribute(name);
        return attribute == null
                ? new long[0]
                : attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    double[] numbers(String name) {
        AttributeProto attribute = attribute(name);
        return attribute == null
                ? new double[0]
                : attribute.getFloatsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray();
    }

    List<String> texts(String name) {
        AttributeProto attribute = attribute(name);
        return attribute == null
                ? List.of()
                : attribute.getStringsList().stream()
                        .map(ByteString::toStringUtf8)
                        .toList();
    }

    Optional<Literal> tensor(String name) throws NotCompilableException {
        AttributeProto attribute = attribute(name);
        return attribute == null ? Optional.empty() : Optional.of(Literals.read(attribute.getT()));
    }

    /** Returns the numbers of an attribute, or of the one with {@code _as_tensor} behind its name. */
    double[] numbersOrTensor(String name) throws NotCompilableException {
        Optional<Literal> tensor = tensor(name + "_as_tensor");
        return tensor.isPresent() ? tensor.get().numbers() : numbers(name);
    }
}
