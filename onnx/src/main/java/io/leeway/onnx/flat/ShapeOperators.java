package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operators that rearrange columns and compute nothing. */
final class ShapeOperators {

    private ShapeOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Identity", (node, walk) -> walk.put(node, 0, walk.value(node, 0))),
                Map.entry("Constant", ShapeOperators::constant),
                Map.entry("ml:ZipMap", ShapeOperators::zip),
                Map.entry("Concat", ShapeOperators::concat),
                Map.entry("ml:FeatureVectorizer", ShapeOperators::vectorize),
                Map.entry("Reshape", ShapeOperators::reshape),
                Map.entry("Flatten", ShapeOperators::flatten),
                Map.entry("Squeeze", ShapeOperators::squeeze),
                Map.entry("Unsqueeze", ShapeOperators::unsqueeze),
                Map.entry("Gather", ShapeOperators::gather),
                Map.entry("ml:ArrayFeatureExtractor", ShapeOperators::extract),
                Map.entry("Slice", ShapeOperators::slice),
                Map.entry("Split", ShapeOperators::split));
    }

    private static void constant(NodeView node, GraphWalk walk) throws NotCompilableException {
        Optional<Literal> tensor = node.tensor("value");
        if (tensor.isEmpty()) {
            throw node.refused("has no tensor");
        }
        walk.put(node, 0, tensor.get());
    }

    private static void zip(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        Set<Object> classes = new HashSet<>(node.texts("classlabels_strings"));
        for (long label : node.integers("classlabels_int64s")) {
            classes.add(label);
        }
        if (classes.size() != columns.width()) {
            throw node.refused("names " + classes.size() + " classes for " + columns.width() + " columns");
        }
        walk.put(node, 0, columns);
    }

    // The last axis, where those between it and the rows have one place each.
    private static void requireColumnAxis(NodeView node, long axis, Columns columns) throws NotCompilableException {
        if (axis != -1 && axis != columns.dimensions().size() || !columns.isLine()) {
            throw node.refused("works on another axis than the columns");
        }
    }

    private static void concat(NodeView node, GraphWalk walk) throws NotCompilableException {
        List<Scalar> scalars = new ArrayList<>();
        ElementType type = walk.columns(node, 0).type();
        for (int i = 0; i < node.inputs(); i++) {
            Columns part = walk.columns(node, i);
            requireColumnAxis(node, node.integer("axis", 0), part);
            if (part.type() != type
                    || part.dimensions().size()
                            != walk.columns(node, 0).dimensions().size()) {
                throw node.refused("joins different types or shapes");
            }
            walk.program().spend(part.width());
            scalars.addAll(part.scalars());
        }
        walk.put(node, 0, walk.columns(node, 0).line(type, scalars));
    }

    private static void vectorize(NodeView node, GraphWalk walk) throws NotCompilableException {
        long[] widths = node.integers("inputdimensions");
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < node.inputs(); i++) {
            Columns part = walk.columns(node, i).vector(node);
            if (i >= widths.length || widths[i] != part.width()) {
                throw node.refused("pads or cuts its inputs");
            }
            scalars.addAll(NumberOperators.cast(node, walk, part, ElementType.FLOAT));
        }
        walk.put(node, 0, Columns.vector(ElementType.FLOAT, scalars));
    }

    private static void reshape(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        int[] target = walk.literal(node, 1).integers(node);
        List<Integer> dimensions = new ArrayList<>();
        long known = 1;
        int open = -1;
        for (int i = 1; i < target.length; i++) {
            int size = target[i];
            if (size == 0 && i - 1 < columns.dimensions().size()) {
                size = columns.dimensions().get(i - 1);
            }
            if (size == -1) {
                open = i - 1;
            } else {
                known *= size;
            }
            dimensions.add(size);
        }
        boolean rowsKept = target.length > 0 && (target[0] == 0 || target[0] == -1 && open < 0);
        if (rowsKept && open >= 0 && known > 0 && columns.width() % known == 0) {
            dimensions.set(open, (int) (columns.width() / known));
            known = columns.width();
        }
        if (!rowsKept || known != columns.width()) {
            throw node.refused("mixes rows");
        }
        walk.put(node, 0, new Columns(columns.type(), dimensions, columns.scalars()));
    }

    private static void flatten(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        if (node.integer("axis", 1) != 1) {
            throw node.refused("mixes rows");
        }
        walk.put(node, 0, Columns.vector(columns.type(), columns.scalars()));
    }

    private static int[] axes(NodeView node, GraphWalk walk, int rank) throws NotCompilableException {
        Optional<Literal> second = walk.optionalLiteral(node, 1);
        double[] given = second.isPresent()
                ? second.get().numbers()
                : Arrays.stream(node.integers("axes")).asDoubleStream().toArray();
        int[] axes = new int[given.length];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = (int) (given[i] < 0 ? given[i] + rank : given[i]) - 1;
            if (axes[i] < 0 || axes[i] >= rank - 1) {
                throw node.refused("mixes rows");
            }
        }
        Arrays.sort(axes);
        return axes;
    }

    private static void squeeze(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        List<Integer> dimensions = new ArrayList<>(columns.dimensions());
        int[] axes = axes(node, walk, dimensions.size() + 1);
        for (int i = axes.length - 1; i >= 0; i--) {
            if (dimensions.remove(axes[i]) != 1) {
                throw node.refused("drops columns");
            }
        }
        if (axes.length == 0) {
            throw node.refused("does not say which axes");
        }
        walk.put(node, 0, new Columns(columns.type(), dimensions, columns.scalars()));
    }

    private static void unsqueeze(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        List<Integer> dimensions = new ArrayList<>(columns.dimensions());
        int added = walk.optionalLiteral(node, 1).map(Literal::size).orElse(node.integers("axes").length);
        for (int axis : axes(node, walk, dimensions.size() + 1 + Math.min(added, 4))) {
            dimensions.add(axis, 1);
        }
        walk.put(node, 0, new Columns(columns.type(), dimensions, columns.scalars()));
    }

    private static List<Scalar> select(NodeView node, Columns columns, int... places) throws NotCompilableException {
        List<Scalar> scalars = new ArrayList<>();
        for (int place : places) {
            int counted = place < 0 ? place + columns.width() : place;
            if (counted < 0 || counted >= columns.width()) {
                throw node.refused("takes column " + place + " of " + columns.width());
            }
            scalars.add(columns.scalars().get(counted));
        }
        return scalars;
    }

    private static void gather(NodeView node, GraphWalk walk) throws NotCompilableException {
        if (walk.value(node, 0) instanceof Literal) {
            throw node.refused("looks up embeddings, as neural networks do, which ONNX Runtime answers");
        }
        Columns columns = walk.columns(node, 0);
        requireColumnAxis(node, node.integer("axis", 0), columns);
        Literal places = walk.literal(node, 1);
        List<Scalar> scalars = select(node, columns, places.integers(node));
        List<Integer> dimensions = new ArrayList<>(
                columns.dimensions().subList(0, columns.dimensions().size() - 1));
        dimensions.addAll(places.dimensions());
        walk.put(node, 0, new Columns(columns.type(), dimensions, scalars));
    }

    private static void extract(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        requireColumnAxis(node, -1, columns);
        int[] places = walk.literal(node, 1).integers(node);
        if (Arrays.stream(places).anyMatch(place -> place < 0)) {
            throw node.refused("counts columns from the end");
        }
        walk.put(node, 0, columns.line(columns.type(), select(node, columns, places)));
    }

    private static int[] range(int from, int to) {
        int[] range = new int[Math.max(0, to - from)];
        Arrays.setAll(range, i -> from + i);
        return range;
    }

    private static int bound(double given, int width) {
        double counted = given < 0 ? given + width : given;
        return (int) Math.max(0, Math.min(width, counted));
    }

    private static double[] bounds(NodeView node, GraphWalk walk, int input, String attribute)
            throws NotCompilableException {
        Optional<Literal> given = walk.optionalLiteral(node, input);
        return given.isPresent()
                ? given.get().numbers()
                : Arrays.stream(node.integers(attribute)).asDoubleStream().toArray();
    }

    private static void slice(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        double[] from = bounds(node, walk, 1, "starts");
        double[] to = bounds(node, walk, 2, "ends");
        double[] axes = bounds(node, walk, 3, "axes");
        double[] steps = bounds(node, walk, 4, "steps");
        boolean columnsOnly = from.length == 1 && to.length == 1 && axes.length == 1;
        if (!columnsOnly || axes[0] != 1 && axes[0] != -1 || steps.length > 0 && steps[0] != 1) {
            throw node.refused("cuts other than a range of columns");
        }
        int[] places = range(bound(from[0], columns.width()), bound(to[0], columns.width()));
        walk.put(node, 0, Columns.vector(columns.type(), select(node, columns, places)));
    }

    private static void split(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        requireColumnAxis(node, node.integer("axis", 0), columns);
        double[] sizes = bounds(node, walk, 1, "split");
        if (sizes.length == 0) {
            int parts = Math.max(1, node.outputs());
            sizes = new double[parts];
            int size = (columns.width() + parts - 1) / parts;
            Arrays.fill(sizes, size);
            sizes[parts - 1] = columns.width() - size * (parts - 1.0);
        }
        if (sizes.length != node.outputs() || Arrays.stream(sizes).sum() != columns.width()) {
            throw node.refused("has parts that do not add up");
        }
        int from = 0;
        for (int i = 0; i < sizes.length; i++) {
            int[] places = range(from, from + (int) sizes[i]);
            walk.put(node, i, columns.line(columns.type(), select(node, columns, places)));
            from += (int) sizes[i];
        }
    }
}
