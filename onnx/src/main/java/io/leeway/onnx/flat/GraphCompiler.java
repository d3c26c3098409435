package io.leeway.onnx.flat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.leeway.onnx.flat.Value.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles graphs of the operators that scikit-learn's pipelines are written with to flat arrays.
 *
 * <p>It interprets the graph once, symbolically: each number that a row has inside the graph is a constant, a cell's number after some
 * steps, a function of one category, or the result of an earlier stage such as a linear sum. So scaling takes no pass of its own, and a
 * one-hot encoding of any size takes one look-up.
 */
public final class GraphCompiler {

    private GraphCompiler() {}

    /**
     * Compiles one output of a graph.
     *
     * @param <R> the type of rows
     * @param model the graph
     * @param inputs the cells of each of the graph's inputs, in the order of columns
     * @param output the name of a tensor of numbers, or of a sequence of maps from classes to probabilities
     * @return the compiled graph
     * @throws NotCompilableException where the graph is of another kind
     */
    public static <R> FlatGraph<R> compile(ModelProto model, Map<String, List<Cell<R>>> inputs, String output)
            throws NotCompilableException {
        try {
            return compiled(model, inputs, output);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            // A graph that contradicts itself in a way that no other check names.
            throw new NotCompilableException("it is malformed: " + e.getMessage());
        }
    }

    private static <R> FlatGraph<R> compiled(ModelProto model, Map<String, List<Cell<R>>> inputs, String output)
            throws NotCompilableException {
        GraphWalk walk = new GraphWalk(model);
        List<Cell<R>> cells = new ArrayList<>();
        Map<String, ValueInfoProto> declared = walk.inputs();
        for (Map.Entry<String, List<Cell<R>>> each : new TreeMap<>(inputs).entrySet()) {
            ValueInfoProto input = declared.get(each.getKey());
            if (input == null) {
                throw new NotCompilableException("it has no input " + each.getKey());
            }
            requireKind(input, each.getValue());
            walk.input(input, each.getValue().size());
            cells.addAll(each.getValue());
        }
        if (!(walk.value(output) instanceof Columns columns) || columns.type() == ElementType.TEXT) {
            throw new NotCompilableException("its output " + output + " has no numbers per row");
        }
        return walk.program().build(cells, columns.scalars());
    }

    private static <R> void requireKind(ValueInfoProto input, List<Cell<R>> cells) throws NotCompilableException {
        boolean text = ElementType.of(input.getType().getTensorType().getElemType()) == ElementType.TEXT;
        for (Cell<R> cell : cells) {
            if (cell instanceof Cell.OfText<R> != text) {
                throw new NotCompilableException("its input " + input.getName() + " is of another type than its cells");
            }
        }
    }
}
