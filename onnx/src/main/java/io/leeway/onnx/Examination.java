package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.leeway.model.UntrustedModelException;
import java.util.List;
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
    private static final Set<String> LOOPS =
            Set.of("Loop", "Scan", "SequenceMap", "BeamSearch", "GreedySearch", "Sampling", "WhisperBeamSearch");

    /** Settings of a session in a model's metadata, profiling into a file among them; ONNX Runtime heeds them if its environment says so. */
    private static final String SESSION_SETTINGS = "ort_config";

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NODES = 200_000;

    private final Functions functions;
    private long nodes;

    private Examination(ModelProto model) {
        this.functions = new Functions(model, MAX_NODES);
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
        if (model.getMetadataPropsList().stream().anyMatch(each -> each.getKey().equals(SESSION_SETTINGS))) {
            throw new UntrustedModelException(
                    SESSION_SETTINGS,
                    "The model brings settings of its own for ONNX Runtime, which might write files. Remove the entry "
                            + SESSION_SETTINGS + " of its metadata.");
        }
        examination.graph(model.getGraph(), 0);
        for (FunctionProto each : model.getFunctionsList()) {
            examination.nodes(each.getNodeList(), 1);
            for (AttributeProto attribute : each.getAttributeProtoList()) {
                examination.attribute(attribute, 1);
            }
        }
    }

    private void graph(GraphProto graph, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UntrustedModelException(
                    "nesting", "The model's graphs nest more than " + MAX_DEPTH + " deep, which no exporter needs.");
        }
        graph.getInitializerList().forEach(TensorExamination::of);
        graph.getSparseInitializerList().forEach(TensorExamination::of);
        nodes(graph.getNodeList(), depth);
    }

    private void nodes(List<NodeProto> list, int depth) {
        for (NodeProto node : list) {
            count(operator(node));
            TreeExamination.of(node);
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
        String name = node.getOpType();
        if (name.equals(CONTEXT_FROM_FILE)) {
            throw new UntrustedModelException(
                    CONTEXT_FROM_FILE,
                    "The model uses the operator " + CONTEXT_FROM_FILE
                            + ", which reads a compiled model from a file. Hand over the model that it was compiled from.");
        }
        // Before functions: where a function has the name of an operator, ONNX Runtime takes the operator.
        if (DOMAINS.contains(domain) && LOOPS.contains(name)) {
            throw new UntrustedModelException(
                    name,
                    "The model uses the operator " + name + ", which repeats a graph as often as its input says and"
                            + " might never end. Export the model without loops.");
        }
        if (functions.has(node)) {
            return functions.expanded(node);
        }
        if (!DOMAINS.contains(domain)) {
            throw new UntrustedModelException(
                    domain,
                    "The model uses the operator " + Excerpt.of(name) + " of the domain \"" + Excerpt.of(domain)
                            + "\", which only a library of custom operators has, and none is loaded here. Export the model"
                            + " with ONNX's own operators.");
        }
        return 1;
    }

    private void attribute(AttributeProto attribute, int depth) {
        if (attribute.hasT()) {
            TensorExamination.of(attribute.getT());
        }
        if (attribute.hasSparseTensor()) {
            TensorExamination.of(attribute.getSparseTensor());
        }
        attribute.getTensorsList().forEach(TensorExamination::of);
        attribute.getSparseTensorsList().forEach(TensorExamination::of);
        if (attribute.hasG()) {
            graph(attribute.getG(), depth + 1);
        }
        attribute.getGraphsList().forEach(each -> graph(each, depth + 1));
    }
}
