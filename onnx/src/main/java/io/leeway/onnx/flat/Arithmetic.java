package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Scalar.Constant;
import io.leeway.onnx.flat.Step.Kind;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Addition, subtraction, multiplication and division of numbers with constants and of computed numbers with each other. */
final class Arithmetic {

    private Arithmetic() {}

    static Map<String, Operator> all() {
        return Map.of(
                "Add", operator(PairStage.Kind.ADD),
                "Sum", operator(PairStage.Kind.ADD),
                "Sub", operator(PairStage.Kind.SUBTRACT),
                "Mul", operator(PairStage.Kind.MULTIPLY),
                "Div", operator(PairStage.Kind.DIVIDE));
    }

    private static Operator operator(PairStage.Kind kind) {
        return (node, walk) -> {
            Value result = walk.value(node, 0);
            for (int i = 1; i < node.inputs(); i++) {
                result = combine(node, walk, kind, result, walk.value(node, i));
            }
            walk.put(node, 0, result);
        };
    }

    static ElementType type(Value value) {
        return value instanceof Columns columns ? columns.type() : ((Literal) value).type();
    }

    /** Returns the element that broadcasting aligns with a place of the shape. */
    static Scalar element(NodeView node, Value value, int place, Columns shape) throws NotCompilableException {
        if (value instanceof Columns columns) {
            if (columns.width() == 1
                    && columns.dimensions().size() == shape.dimensions().size()) {
                return columns.scalars().get(0);
            }
            if (columns.dimensions().equals(shape.dimensions())) {
                return columns.scalars().get(place);
            }
            throw node.refused("combines different numbers of columns");
        }
        Literal literal = (Literal) value;
        boolean fits = literal.dimensions().size() <= shape.dimensions().size() + 1;
        if (literal.type() != ElementType.TEXT && fits && literal.size() == 1) {
            return new Constant(literal.numbers()[0]);
        }
        // A constant with as many dimensions as the shape has with its rows must be one row.
        List<Integer> row = literal.dimensions();
        if (row.size() == shape.dimensions().size() + 1 && row.get(0) == 1) {
            row = row.subList(1, row.size());
        }
        if (literal.type() != ElementType.TEXT && row.equals(shape.dimensions())) {
            return new Constant(literal.numbers()[place]);
        }
        throw node.refused("combines columns with a constant of another shape");
    }

    private static Columns shape(NodeView node, Value left, Value right) throws NotCompilableException {
        if (left instanceof Columns one && right instanceof Columns other) {
            return one.width() >= other.width() ? one : other;
        }
        Value columns = left instanceof Columns ? left : right;
        Value literal = left instanceof Columns ? right : left;
        if (columns instanceof Columns one && literal instanceof Literal constant) {
            boolean widens = one.dimensions().equals(List.of(1)) && constant.size() > 1;
            return widens ? Columns.vector(one.type(), repeated(one, constant.size())) : one;
        }
        throw node.refused("computes with constants alone");
    }

    private static List<Scalar> repeated(Columns columns, int times) {
        return Collections.nCopies(times, columns.scalars().get(0));
    }

    private static Columns combine(NodeView node, GraphWalk walk, PairStage.Kind kind, Value left, Value right)
            throws NotCompilableException {
        ElementType type = type(left);
        if (!type.fractional() || type != type(right)) {
            throw node.refused("computes with other than fractional numbers of one type");
        }
        Columns shape = shape(node, left, right);
        walk.program().spend(shape.width());
        List<Scalar> scalars = new ArrayList<>();
        List<Scalar> lefts = new ArrayList<>();
        List<Scalar> rights = new ArrayList<>();
        for (int i = 0; i < shape.width(); i++) {
            Scalar a = element(node, left, i, shape);
            Scalar b = element(node, right, i, shape);
            if (b instanceof Constant constant) {
                scalars.add(walk.program().step(Step.of(withRight(kind), constant.value(), type.single()), a));
            } else if (a instanceof Constant constant) {
                scalars.add(walk.program().step(Step.of(withLeft(kind), constant.value(), type.single()), b));
            } else {
                lefts.add(a);
                rights.add(b);
            }
        }
        if (!lefts.isEmpty() && !scalars.isEmpty()) {
            throw node.refused("combines constants and columns in one place");
        }
        return shape.with(type, lefts.isEmpty() ? scalars : pairs(walk, kind, lefts, rights));
    }

    private static List<Scalar> pairs(GraphWalk walk, PairStage.Kind kind, List<Scalar> lefts, List<Scalar> rights)
            throws NotCompilableException {
        int[] a = walk.program().registers(lefts);
        int[] b = walk.program().registers(rights);
        int to = walk.program().allocate(a.length);
        walk.program().add(new PairStage(kind, a, b, to));
        return ProgramBuilder.range(to, a.length, false);
    }

    private static Kind withRight(PairStage.Kind kind) {
        return switch (kind) {
            case ADD -> Kind.ADD;
            case SUBTRACT -> Kind.SUBTRACT;
            case MULTIPLY -> Kind.MULTIPLY;
            case DIVIDE -> Kind.DIVIDE;
        };
    }

    private static Kind withLeft(PairStage.Kind kind) {
        return switch (kind) {
            case ADD -> Kind.ADD;
            case SUBTRACT -> Kind.SUBTRACT_FROM;
            case MULTIPLY -> Kind.MULTIPLY;
            case DIVIDE -> Kind.DIVIDE_INTO;
        };
    }
}
