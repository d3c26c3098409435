package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.leeway.model.CorruptModelException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A parsed model that {@link Examination} has found harmless, with what it takes and gives. */
final class OnnxGraph {

    /** What the bytes are, for messages. */
    static final String FORM = "the ONNX format";

    /** A property that names the classes in the order of the probabilities, percent-encoded, separated by spaces. */
    private static final String CLASSES = "leeway.classes";

    private final ModelProto proto;
    private final List<Port> inputs;
    private final List<Port> outputs;

    private OnnxGraph(ModelProto proto) {
        this.proto = proto;
        GraphProto graph = proto.getGraph();
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(each -> constants.add(each.getName()));
        this.inputs = ports(graph.getInputList()).stream()
                .filter(each -> !constants.contains(each.name()))
                .toList();
        this.outputs = ports(graph.getOutputList());
    }

    /**
     * Parses and examines a model.
     *
     * @throws CorruptModelException if the bytes are no ONNX model
     * @throws io.leeway.model.UntrustedModelException if it asks for what it may not have
     */
    static OnnxGraph of(byte[] bytes, int maxBytes) {
        if (bytes.length == 0) {
            throw new CorruptModelException(FORM, 0, "there is nothing in them");
        }
        Examination.requireSize(bytes.length, maxBytes);
        ModelProto proto;
        try {
            proto = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new CorruptModelException(FORM, bytes.length, String.valueOf(e.getMessage()), e);
        }
        if (!proto.hasGraph() || proto.getGraph().getNodeCount() == 0) {
            throw new CorruptModelException(FORM, bytes.length, "there is no graph in them");
        }
        Examination.of(proto);
        return new OnnxGraph(proto);
    }

    private static List<Port> ports(List<ValueInfoProto> values) {
        List<Port> ports = new ArrayList<>();
        for (ValueInfoProto each : values) {
            ports.add(port(each.getName(), each.getType()));
        }
        return List.copyOf(ports);
    }

    private static Port port(String name, TypeProto type) {
        if (type.hasTensorType()) {
            TypeProto.Tensor tensor = type.getTensorType();
            Optional<ElementType> element = ElementType.of(tensor.getElemType());
            List<Dimension> dimensions = tensor.getShape().getDimList();
            long[] shape = dimensions.stream()
                    .mapToLong(each -> each.hasDimValue() ? each.getDimValue() : -1)
                    .toArray();
            StringBuilder text = new StringBuilder(
                    element.map(ElementType::toString).orElseGet(() -> otherType(tensor.getElemType())));
            text.append('[');
            for (int i = 0; i < shape.length; i++) {
                text.append(i == 0 ? "" : ",").append(shape[i] < 0 ? "?" : String.valueOf(shape[i]));
            }
            return new Port(name, element.orElse(null), text.append(']').toString(), shape, false);
        }
        boolean maps =
                type.hasSequenceType() && type.getSequenceType().getElemType().hasMapType();
        return new Port(name, null, maps ? "sequence of maps" : "no tensor", new long[0], maps);
    }

    /** The name of a type that no input may have here, such as {@code float16}. */
    private static String otherType(int number) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(number);
        return type == null ? "type " + number : type.name().toLowerCase(Locale.ROOT);
    }

    ModelProto proto() {
        return proto;
    }

    /** What a row must give, without constants. */
    List<Port> inputs() {
        return inputs;
    }

    List<Port> outputs() {
        return outputs;
    }

    Optional<Port> output(String name) {
        return outputs.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Finds the names of the classes in a property of the model, as Leeway writes it, or in the operators that know them: classifiers and
     * ZipMap.
     *
     * @return the names in the order of the probabilities, where all operators that know them agree; empty otherwise
     */
    Optional<List<String>> classes() {
        for (StringStringEntryProto each : proto.getMetadataPropsList()) {
            if (each.getKey().equals(CLASSES)) {
                return Optional.of(classes(each.getValue()));
            }
        }
        Set<List<String>> found = new HashSet<>();
        for (NodeProto node : proto.getGraph().getNodeList()) {
            found.addAll(Attributes.of(node).classLabels());
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private List<String> classes(String property) {
        try {
            return Fields.read(property);
        } catch (IllegalArgumentException e) {
            throw new CorruptModelException(
                    FORM, proto.getSerializedSize(), "its property " + CLASSES + " is garbled: " + e.getMessage(), e);
        }
    }
}
