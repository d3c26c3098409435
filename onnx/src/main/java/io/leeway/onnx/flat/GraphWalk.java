package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.leeway.onnx.flat.Scalar.Number;
import io.leeway.onnx.flat.Scalar.Text;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies a graph's operators in order and keeps what is known of each tensor. */
final class GraphWalk {

    private static final int MOST_NODES = 100_000;

    private final GraphProto graph;
    private final Map<String, Value> values = new HashMap<>();
    private final List<String> inputOfCell = new ArrayList<>();
    private final ProgramBuilder program = new ProgramBuilder();
    private final long opset;
    private final long opsetOfMachineLearning;

    GraphWalk(ModelProto model) throws NotCompilableException {
        this.graph = model.getGraph();
        this.opset = opset(model, "");
        this.opsetOfMachineLearning = opset(model, "ai.onnx.ml");
        if (graph.getNodeCount() > MOST_NODES) {
            throw new NotCompilableException("it has " + graph.getNodeCount() + " operators");
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new NotCompilableException("it has sparse tensors");
        }
    }

    private static long opset(ModelProto model, String domain) {
        return model.getOpsetImportList().stream()
                .filter(each -> each.getDomain().equals(domain))
                .mapToLong(OperatorSetIdProto::getVersion)
                .max()
                .orElse(1);
    }

    ProgramBuilder program() {
        return program;
    }

    /** Returns the version of the operator set that the node belongs to. */
    long opset(NodeView node) {
        return node.ofMachineLearning() ? opsetOfMachineLearning : opset;
    }

    /** Returns the inputs that rows give, by name; those with an initial value are constants. */
    Map<String, ValueInfoProto> inputs() {
        Set<String> constants = new HashSet<>();
        graph.getInitializerList().forEach(tensor -> constants.add(tensor.getName()));
        Map<String, ValueInfoProto> inputs = new HashMap<>();
        for (ValueInfoProto input : graph.getInputList()) {
            if (!constants.contains(input.getName())) {
                inputs.put(input.getName(), input);
            }
        }
        return inputs;
    }

    /** Adds an input, whose cells get the next numbers. */
    void input(ValueInfoProto input, int cells) throws NotCompilableException {
        int rank = input.getType().getTensorType().getShape().getDimCount();
        boolean shaped = input.getType().getTensorType().hasShape();
        if (shaped && (rank < 1 || rank > 2) || rank == 1 && cells != 1) {
            throw new NotCompilableException("its input " + input.getName() + " has no column per cell");
        }
        long declared =
                rank == 2 ? input.getType().getTensorType().getShape().getDim(1).getDimValue() : 0;
        if (declared > 0 && declared != cells) {
            throw new NotCompilableException(
                    "its input " + input.getName() + " has " + declared + " columns for " + cells + " cells");
        }
        ElementType type = ElementType.of(input.getType().getTensorType().getElemType());
        program.spend(cells);
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < cells; i++) {
            scalars.add(scalar(type, inputOfCell.size()));
            inputOfCell.add(input.getName());
        }
        values.put(input.getName(), new Columns(type, rank == 1 ? List.of() : List.of(cells), scalars));
    }

    private static Scalar scalar(ElementType type, int cell) throws NotCompilableException {
        return switch (type) {
            case TEXT -> new Text(cell);
            case FLOAT -> new Number(cell, List.of(Step.ROUND));
            case DOUBLE -> new Number(cell, List.of());
            case INTEGER -> new Number(cell, List.of(Step.TRUNCATE));
            case BOOLEAN -> throw new NotCompilableException("it has an input of truth values");
        };
    }

    String inputOf(int cell) {
        return inputOfCell.get(cell);
    }

    /** Applies the operators that the output depends on. */
    Value value(String output) throws NotCompilableException {
        Set<String> needed = new HashSet<>(Set.of(output));
        Deque<NodeProto> nodes = new ArrayDeque<>();
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            NodeProto node = graph.getNode(i);
            if (node.getOutputList().stream().anyMatch(name -> !name.isEmpty() && needed.contains(name))) {
                nodes.push(node);
                needed.addAll(node.getInputList());
            }
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            if (needed.contains(tensor.getName())) {
                values.put(tensor.getName(), Literals.read(tensor));
            }
        }
        for (NodeProto node : nodes) {
            Operators.apply(new NodeView(node), this);
        }
        return named(output);
    }

    /** Applies all operators that only rearrange or encode columns, and skips the others. */
    void everything() throws NotCompilableException {
        for (TensorProto tensor : graph.getInitializerList()) {
            try {
                values.put(tensor.getName(), Literals.read(tensor));
            } catch (NotCompilableException e) {
                values.remove(tensor.getName());
            }
        }
        for (NodeProto node : graph.getNodeList()) {
            program.spend(1);
            try {
                Operators.follow(new NodeView(node), this);
            } catch (NotCompilableException e) {
                // What this node computes stays unknown, and so does all that depends on it.
                node.getOutputList().forEach(values::remove);
            }
        }
    }

    private Value named(String name) throws NotCompilableException {
        Value value = values.get(name);
        if (value == null) {
            throw new NotCompilableException(
                    "its tensor " + name + " is neither an input nor a constant nor the result of a compiled operator");
        }
        return value;
    }

    Columns columns(NodeView node, int input) throws NotCompilableException {
        if (named(node.input(input)) instanceof Columns columns) {
            return columns;
        }
        throw node.refused("computes with constants alone");
    }

    Value value(NodeView node, int input) throws NotCompilableException {
        return named(node.input(input));
    }

    Literal literal(NodeView node, int input) throws NotCompilableException {
        if (named(node.input(input)) instanceof Literal literal) {
            return literal;
        }
        throw node.refused("needs a constant as input " + input);
    }

    Optional<Literal> optionalLiteral(NodeView node, int input) throws NotCompilableException {
        return node.hasInput(input) ? Optional.of(literal(node, input)) : Optional.empty();
    }

    void put(NodeView node, int output, Value value) throws NotCompilableException {
        if (value instanceof Columns columns) {
            program.spend(columns.width());
        }
        String name = node.output(output);
        if (!name.isEmpty() && values.put(name, value) != null) {
            throw node.refused("computes " + name + " once more");
        }
    }
}
