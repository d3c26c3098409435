package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.leeway.model.CorruptModelException;
import io.leeway.model.UntrustedModelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks through a model before native code sees it, and refuses what reaches outside it (files, operators of other libraries) and
 * what has no end (loops, graphs within graphs within graphs).
 */
final class Examination {
    /** The operators of these domains are part of ONNX Runtime. */
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

    /** Reads a compiled model from a path that the graph names. */
    private static final String CONTEXT_FROM_FILE = "EPContext";

    /** Operators that run a graph as often as their input says. */
    private static final Set<String> LOOPS = Set.of("Loop", "Scan", "SequenceMap");

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 200_000;

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Map<String, Long> expanded = new HashMap<>();
    private long nodes;

    private Examination(ModelProto model) {
        for (FunctionProto each : model.getFunctionsList()) {
            functions.put(each.getDomain() + ":" + each.getName(), each);
        }
    }

    static void requireSize(long bytes, int most) {
        if (bytes > most) {
            throw new UntrustedModelException(
                    bytes + " bytes",
                    "The model has " + bytes + " bytes, more than the limit of " + most
                            + ". If it comes from you, raise the limit: OnnxFormat.create().maxBytes(...).");
        }
    }

    /** Refuses a model that asks for what it may not have. */
    static void of(ModelProto model) {
        Examination examination = new Examination(model);
        if (model.getTrainingInfoCount() > 0) {
            throw new UntrustedModelException(
                    "training_info",
                    "The model carries instructions for training it further, which nothing here follows. Export it for"
                            + " inference only.");
        }
        examination.graph(model.getGraph(), 0);
        for (FunctionProto each : model.getFunctionsList()) {
            examination.nodes(each.getNodeList(), 1);
        }
    }

    private void graph(GraphProto graph, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UntrustedModelException(
                    "nesting", "The model's graphs nest more than " + MAX_DEPTH + " deep, which no exporter needs.");
        }
        graph.getInitializerList().forEach(Examination::tensor);
        graph.getSparseInitializerList().forEach(Examination::sparse);
        nodes(graph.getNodeList(), depth);
    }

    private void nodes(List<NodeProto> list, int depth) {
        for (NodeProto node : list) {
            count(operator(node));
            for (AttributeProto each : node.getAttributeList()) {
                attribute(each, depth);
            }
        }
    }

    private void count(long more) {
        nodes += more;
        if (nodes > MAX_NODES) {
            throw new UntrustedModelException(
                    "nodes",
                    "The model has more than " + MAX_NODES + " nodes, its functions expanded, which is more than can be"
                            + " examined.");
        }
    }

    /** Refuses an operator, or returns how many nodes it stands for: a function of the model is expanded when it is loaded. */
    private long operator(NodeProto node) {
        String domain = node.getDomain();
        String name = domain + ":" + node.getOpType();
        if (functions.containsKey(name)) {
            return expanded(name, new HashSet<>());
        }
        if (!DOMAINS.contains(domain)) {
            throw new UntrustedModelException(
                    domain,
                    "The model uses the operator " + node.getOpType() + " of the domain \"" + domain
                            + "\", which only a library of custom operators has, and none is loaded here. Export the model"
                            + " with ONNX's own operators.");
        }
        if (node.getOpType().equals(CONTEXT_FROM_FILE)) {
            throw new UntrustedModelException(
                    CONTEXT_FROM_FILE,
                    "The model uses the operator " + CONTEXT_FROM_FILE
                            + ", which reads a compiled model from a file. Hand over the model that it was compiled from.");
        }
        if (LOOPS.contains(node.getOpType())) {
            throw new UntrustedModelException(
                    node.getOpType(),
                    "The model uses the operator " + node.getOpType()
                            + ", which repeats a graph as often as its input says and"
                            + " might never end. Export the model without loops.");
        }
        return 1;
    }

    private long expanded(String function, Set<String> within) {
        Long known = expanded.get(function);
        if (known != null) {
            return known;
        }
        FunctionProto body = functions.get(function);
        if (body == null) {
            return 1;
        }
        if (!within.add(function)) {
            throw new UntrustedModelException(
                    function, "The model's function " + function + " calls itself, so expanding it would never end.");
        }
        long sum = 0;
        for (NodeProto node : body.getNodeList()) {
            sum = Math.min(MAX_NODES + 1L, sum + expanded(node.getDomain() + ":" + node.getOpType(), within));
        }
        within.remove(function);
        expanded.put(function, sum);
        return sum;
    }

    private void attribute(AttributeProto attribute, int depth) {
        if (attribute.hasT()) {
            tensor(attribute.getT());
        }
        if (attribute.hasSparseTensor()) {
            sparse(attribute.getSparseTensor());
        }
        attribute.getTensorsList().forEach(Examination::tensor);
        attribute.getSparseTensorsList().forEach(Examination::sparse);
        if (attribute.hasG()) {
            graph(attribute.getG(), depth + 1);
        }
        attribute.getGraphsList().forEach(each -> graph(each, depth + 1));
    }

    private static void sparse(SparseTensorProto tensor) {
        tensor(tensor.getValues());
        tensor(tensor.getIndices());
    }

    private static void tensor(TensorProto tensor) {
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            String location = tensor.getExternalDataList().stream()
                    .filter(each -> each.getKey().equals("location"))
                    .map(each -> each.getValue())
                    .findFirst()
                    .orElse("another file");
            throw new UntrustedModelException(
                    location,
                    "The model keeps the values of " + tensor.getName() + " in another file, " + location
                            + ", and a model may read no files. Save it as one file (onnx.save_model with"
                            + " save_as_external_data=False).");
        }
        long elements = 1;
        for (long each : tensor.getDimsList()) {
            elements = each < 0 ? -1 : each == 0 ? 0 : Math.multiplyHigh(elements, each) != 0 ? -1 : elements * each;
            if (elements < 0) {
                throw new CorruptModelException(
                        OnnxGraph.FORM,
                        tensor.getSerializedSize(),
                        "the tensor " + tensor.getName() + " has the impossible shape " + tensor.getDimsList());
            }
        }
    }
}
