package io.leeway.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.leeway.model.UntrustedModelException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The functions that a model brings. ONNX Runtime replaces each call by the function's nodes when it loads a model, so a few functions that
 * call each other often could stand for more nodes than any memory holds.
 */
final class Functions {
    private static final int MAX_DEPTH = 32;

    private final long mostNodes;
    private final Map<String, List<FunctionProto>> byName = new HashMap<>();
    private final Map<String, Long> expanded = new HashMap<>();

    /** Takes the functions of a model; sums of nodes stop just above {@code mostNodes}. */
    Functions(ModelProto model, long mostNodes) {
        this.mostNodes = mostNodes;
        for (FunctionProto each : model.getFunctionsList()) {
            byName.computeIfAbsent(name(each.getDomain(), each.getName()), key -> new ArrayList<>())
                    .add(each);
        }
    }

    private static String name(String domain, String operator) {
        return (domain.equals("ai.onnx") ? "" : domain) + ":" + operator;
    }

    /** Whether a node calls one of them. */
    boolean has(NodeProto node) {
        return byName.containsKey(name(node.getDomain(), node.getOpType()));
    }

    /** How many nodes a node stands for, once functions are expanded, without those of its attributes. */
    long expanded(NodeProto node) {
        return expanded(node, new HashSet<>());
    }

    private long expanded(NodeProto node, Set<String> within) {
        String name = name(node.getDomain(), node.getOpType());
        Long known = expanded.get(name);
        if (known != null) {
            return known;
        }
        List<FunctionProto> bodies = byName.get(name);
        if (bodies == null) {
            return 1;
        }
        if (!within.add(name)) {
            throw new UntrustedModelException(
                    name,
                    "The model's function " + Excerpt.of(name)
                            + " calls itself, so expanding it would never end. Export"
                            + " the model without functions (onnx.inliner.inline_local_functions).");
        }
        if (within.size() > MAX_DEPTH) {
            throw new UntrustedModelException(
                    name,
                    "The model's functions call each other more than " + MAX_DEPTH + " deep. Export the model without"
                            + " functions (onnx.inliner.inline_local_functions).");
        }
        long sum = 0;
        for (FunctionProto body : bodies) {
            sum = atMost(sum + nodes(body.getNodeList(), within));
        }
        within.remove(name);
        expanded.put(name, sum);
        return sum;
    }

    /** The nodes of branches count too: a call hidden in one is expanded as well. */
    private long nodes(List<NodeProto> nodes, Set<String> within) {
        long sum = 0;
        for (NodeProto node : nodes) {
            sum = atMost(sum + expanded(node, within));
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    sum = atMost(sum + nodes(attribute.getG().getNodeList(), within));
                }
                for (GraphProto each : attribute.getGraphsList()) {
                    sum = atMost(sum + nodes(each.getNodeList(), within));
                }
            }
        }
        return sum;
    }

    private long atMost(long sum) {
        return Math.min(sum, mostNodes + 1);
    }
}
