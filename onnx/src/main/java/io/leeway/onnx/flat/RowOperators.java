package io.leeway.onnx.flat;

import io.leeway.onnx.flat.NormalizeStage.Norm;
import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Scalar.Lookup;
import io.leeway.onnx.flat.Scalar.Number;
import io.leeway.onnx.flat.Scalar.Register;
import io.leeway.onnx.flat.Scalar.Source;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Operators that compute with all numbers of a row together. */
final class RowOperators {

    private RowOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "ml:Normalizer", RowOperators::normalize,
                "Softmax", RowOperators::softmax,
                "ReduceSum", RowOperators::sum);
    }

    private static void normalize(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        Norm norm =
                switch (node.text("norm", "MAX")) {
                    case "MAX" -> Norm.MAX;
                    case "L1" -> Norm.L1;
                    case "L2" -> Norm.L2;
                    default -> throw node.refused("has an unknown norm");
                };
        if (columns.type() != ElementType.FLOAT) {
            throw node.refused("normalises other than floats");
        }
        int[] from = walk.program().registers(columns.scalars());
        int to = walk.program().allocate(from.length);
        walk.program().add(new NormalizeStage(norm, from, to));
        boolean exact = columns.scalars().stream().allMatch(RowOperators::exact);
        walk.put(node, 0, columns.with(ElementType.FLOAT, ProgramBuilder.range(to, from.length, exact)));
    }

    /** Whether ONNX Runtime has the very same number. */
    static boolean exact(Scalar scalar) {
        if (scalar instanceof Register register) {
            return register.exact();
        }
        return !(scalar instanceof Number number) || number.exact();
    }

    private static void softmax(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        long axis = node.integer("axis", walk.opset(node) < 13 ? 1 : -1);
        if (axis != 1 && axis != -1) {
            throw node.refused("mixes rows");
        }
        walk.put(node, 0, columns.with(columns.type(), shares(walk.program(), columns.scalars(), false)));
    }

    static List<Scalar> shares(ProgramBuilder program, List<Scalar> scores, boolean skipsZeros)
            throws NotCompilableException {
        int[] from = program.registers(scores);
        int to = program.allocate(from.length);
        program.add(new SoftmaxStage(from, to, skipsZeros));
        return ProgramBuilder.range(to, from.length, false);
    }

    private static void sum(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        Optional<Literal> second = walk.optionalLiteral(node, 1);
        long[] axes = second.isPresent()
                ? Arrays.stream(second.get().numbers())
                        .mapToLong(axis -> (long) axis)
                        .toArray()
                : node.integers("axes");
        boolean last = axes.length == 1
                && (axes[0] == -1 || axes[0] == columns.dimensions().size());
        if (!last || !columns.isLine() || !columns.type().fractional()) {
            throw node.refused("adds up other than the fractional numbers of each row");
        }
        Scalar merged = merged(walk, columns);
        List<Scalar> sum = merged != null ? List.of(merged) : added(walk, columns);
        boolean kept = node.integer("keepdims", 1) != 0;
        List<Integer> dimensions =
                new ArrayList<>(Collections.nCopies(columns.dimensions().size() - (kept ? 0 : 1), 1));
        walk.put(node, 0, new Columns(columns.type(), dimensions, sum));
    }

    private static List<Scalar> added(GraphWalk walk, Columns columns) throws NotCompilableException {
        double[] ones = new double[columns.width()];
        Arrays.fill(ones, 1);
        return LinearDraft.sums(
                walk.program(), columns.type(), columns.scalars(), new double[][] {ones}, new double[1]);
    }

    // Of columns of one source, such as those of rare categories, the sum is a column of it again.
    private static @Nullable Scalar merged(GraphWalk walk, Columns columns) throws NotCompilableException {
        Set<Source> sources = new HashSet<>();
        Set<Object> keys = new HashSet<>();
        List<Lookup> lookups = new ArrayList<>();
        for (Scalar scalar : columns.scalars()) {
            if (!(scalar instanceof Lookup lookup)) {
                return null;
            }
            sources.add(lookup.source());
            keys.addAll(lookup.values().keySet());
            lookups.add(lookup);
        }
        if (sources.size() != 1) {
            return null;
        }
        walk.program().spend((long) keys.size() * lookups.size());
        Map<Object, Double> values = new HashMap<>();
        for (Object key : keys) {
            values.put(key, sum(columns.type(), lookups, key));
        }
        return new Lookup(lookups.get(0).source(), values, sum(columns.type(), lookups, null));
    }

    private static double sum(ElementType type, List<Lookup> lookups, @Nullable Object key) {
        double sum = 0;
        for (Lookup lookup : lookups) {
            Double value = key == null ? null : lookup.values().get(key);
            sum += value == null ? lookup.otherwise() : value;
            sum = type.single() ? (float) sum : sum;
        }
        return sum;
    }
}
