package io.leeway.onnx.flat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The operators that the compiler knows, by name. */
final class Operators {

    /** Computes a node's outputs from its inputs. */
    @FunctionalInterface
    interface Operator {
        void apply(NodeView node, GraphWalk walk) throws NotCompilableException;
    }

    /** Those that rearrange or encode columns, by which categories can be followed. */
    private static final Map<String, Operator> ENCODING = new HashMap<>();

    private static final Set<String> NETWORKS = Set.of(
            "Relu",
            "LeakyRelu",
            "Elu",
            "Gelu",
            "Selu",
            "Softplus",
            "Tanh",
            "Conv",
            "LSTM",
            "GRU",
            "BatchNormalization");

    private static final Map<String, Operator> ALL = new HashMap<>();

    static {
        ENCODING.putAll(ShapeOperators.all());
        ENCODING.putAll(CategoryOperators.all());
        ENCODING.put("Cast", NumberOperators::cast);
        ALL.putAll(ENCODING);
        ALL.putAll(NumberOperators.all());
        ALL.putAll(Arithmetic.all());
        ALL.putAll(RowOperators.all());
        ALL.putAll(LinearOperators.all());
        ALL.putAll(TreeOperators.all());
    }

    private Operators() {}

    static void apply(NodeView node, GraphWalk walk) throws NotCompilableException {
        find(ALL, node).apply(node, walk);
    }

    /** Applies an operator only if it passes columns on unchanged or encodes them. */
    static void follow(NodeView node, GraphWalk walk) throws NotCompilableException {
        find(ENCODING, node).apply(node, walk);
    }

    private static Operator find(Map<String, Operator> operators, NodeView node) throws NotCompilableException {
        Operator operator = operators.get(node.qualifiedName());
        if (operator == null && NETWORKS.contains(node.qualifiedName())) {
            throw node.refused("belongs to a neural network, which ONNX Runtime answers");
        }
        if (operator == null) {
            throw node.refused("cannot be compiled");
        }
        return operator;
    }
}
