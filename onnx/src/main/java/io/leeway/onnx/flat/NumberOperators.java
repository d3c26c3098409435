package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Scalar.Constant;
import io.leeway.onnx.flat.Scalar.Number;
import io.leeway.onnx.flat.Scalar.Register;
import io.leeway.onnx.flat.Scalar.Text;
import io.leeway.onnx.flat.Step.Kind;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Operators that compute each number of a row from one number. */
final class NumberOperators {

    private NumberOperators() {}

    static Map<String, Operator> all() {
        return Map.ofEntries(
                Map.entry("Cast", NumberOperators::cast),
                Map.entry("ml:Imputer", NumberOperators::impute),
                Map.entry("ml:Scaler", NumberOperators::scale),
                Map.entry("IsNaN", truth(Kind.IS_NAN)),
                Map.entry("Not", truth(Kind.NOT)),
                Map.entry("Where", NumberOperators::where),
                Map.entry("Clip", NumberOperators::clip),
                Map.entry("Abs", function(Kind.ABSOLUTE)),
                Map.entry("Neg", function(Kind.NEGATE)),
                Map.entry("Exp", function(Kind.EXP)),
                Map.entry("Sigmoid", function(Kind.LOGISTIC)),
                Map.entry("Reciprocal", function(Kind.DIVIDE_INTO)));
    }

    static void cast(NodeView node, GraphWalk walk) throws NotCompilableException {
        ElementType to = ElementType.of((int) node.integer("to", 0));
        if (walk.value(node, 0) instanceof Literal literal) {
            walk.put(node, 0, castLiteral(node, literal, to));
            return;
        }
        Columns columns = walk.columns(node, 0);
        walk.put(node, 0, columns.with(to, cast(node, walk, columns, to)));
    }

    private static Literal castLiteral(NodeView node, Literal literal, ElementType to) throws NotCompilableException {
        if (literal.type() == ElementType.TEXT || to == ElementType.TEXT) {
            throw node.refused("converts between numbers and texts");
        }
        double[] numbers = literal.numbers().clone();
        for (Step step : castSteps(literal.type(), to)) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = step.apply(numbers[i]);
            }
        }
        return new Literal(to, literal.dimensions(), numbers, List.of());
    }

    /** Returns the elements as another type. */
    static List<Scalar> cast(NodeView node, GraphWalk walk, Columns columns, ElementType to)
            throws NotCompilableException {
        if ((columns.type() == ElementType.TEXT) != (to == ElementType.TEXT)) {
            throw node.refused("converts between numbers and texts");
        }
        List<Scalar> scalars = columns.scalars();
        for (Step step : castSteps(columns.type(), to)) {
            // A sum may round to another whole number than ONNX Runtime's.
            boolean risky = !to.fractional() && scalars.stream().anyMatch(s -> s instanceof Register r && !r.exact());
            if (risky) {
                throw node.refused("turns a computed number into a whole one");
            }
            scalars = walk.program().steps(step, scalars);
        }
        return scalars;
    }

    private static List<Step> castSteps(ElementType from, ElementType to) {
        if (from == to || from == ElementType.BOOLEAN) {
            return List.of();
        }
        return switch (to) {
            case FLOAT -> List.of(Step.ROUND);
            case INTEGER -> List.of(Step.TRUNCATE);
            case BOOLEAN -> List.of(Step.of(Kind.IS_TRUE, false));
            case DOUBLE, TEXT -> List.of();
        };
    }

    private static double at(double[] values, int place) {
        return values.length == 1 ? values[0] : values[place];
    }

    private static void impute(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        boolean whole = columns.type() == ElementType.INTEGER;
        if (!whole && columns.type() != ElementType.FLOAT) {
            throw node.refused("has an input of another type than ONNX Runtime takes");
        }
        double replaced = whole ? node.integer("replaced_value_int64", 0) : node.number("replaced_value_float", 0);
        double[] by = node.numbers("imputed_value_floats");
        if (whole) {
            long[] integers = node.integers("imputed_value_int64s");
            by = new double[integers.length];
            for (int i = 0; i < by.length; i++) {
                by[i] = integers[i];
            }
        }
        if (by.length != 1 && by.length != columns.width()) {
            throw node.refused("has " + by.length + " values for " + columns.width() + " columns");
        }
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < columns.width(); i++) {
            scalars.add(walk.program().step(Step.replace(replaced, at(by, i)), number(node, columns, i)));
        }
        walk.put(node, 0, columns.with(columns.type(), scalars));
    }

    private static Scalar number(NodeView node, Columns columns, int place) throws NotCompilableException {
        Scalar scalar = columns.scalars().get(place);
        if (scalar instanceof Text) {
            throw node.refused("computes with texts");
        }
        return scalar;
    }

    private static void scale(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        double[] offset = node.numbers("offset");
        double[] scale = node.numbers("scale");
        if (scale.length != offset.length || scale.length != 1 && scale.length != columns.width()) {
            throw node.refused("has " + scale.length + " scales for " + columns.width() + " columns");
        }
        boolean single = columns.type() != ElementType.DOUBLE;
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < columns.width(); i++) {
            Scalar scalar = number(node, columns, i);
            if (columns.type() == ElementType.INTEGER) {
                scalar = walk.program().step(Step.ROUND, scalar);
            }
            scalar = walk.program().step(Step.of(Kind.SUBTRACT, at(offset, i), single), scalar);
            scalar = walk.program().step(Step.of(Kind.MULTIPLY, at(scale, i), true), scalar);
            scalars.add(scalar);
        }
        walk.put(node, 0, columns.with(ElementType.FLOAT, scalars));
    }

    private static Operator truth(Kind kind) {
        return (node, walk) -> {
            Columns columns = walk.columns(node, 0);
            List<Scalar> scalars = new ArrayList<>();
            for (int i = 0; i < columns.width(); i++) {
                scalars.add(walk.program().step(Step.of(kind, false), number(node, columns, i)));
            }
            walk.put(node, 0, columns.with(ElementType.BOOLEAN, scalars));
        };
    }

    private static Operator function(Kind kind) {
        return (node, walk) -> {
            Columns columns = walk.columns(node, 0);
            if (!columns.type().fractional()) {
                throw node.refused("computes with whole numbers");
            }
            List<Scalar> scalars = new ArrayList<>();
            for (int i = 0; i < columns.width(); i++) {
                Step step = Step.of(
                        kind, kind == Kind.DIVIDE_INTO ? 1 : 0, columns.type().single());
                scalars.add(walk.program().step(step, number(node, columns, i)));
            }
            walk.put(node, 0, columns.with(columns.type(), scalars));
        };
    }

    private static void clip(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        if (!columns.type().fractional()) {
            throw node.refused("computes with whole numbers");
        }
        List<Scalar> scalars = columns.scalars();
        double[] least = bound(node, walk, 1, "min");
        double[] most = bound(node, walk, 2, "max");
        for (double bound : least) {
            scalars = walk.program().steps(Step.of(Kind.AT_LEAST, bound, false), scalars);
        }
        for (double bound : most) {
            scalars = walk.program().steps(Step.of(Kind.AT_MOST, bound, false), scalars);
        }
        walk.put(node, 0, columns.with(columns.type(), scalars));
    }

    // None or one.
    private static double[] bound(NodeView node, GraphWalk walk, int input, String attribute)
            throws NotCompilableException {
        double[] bound = node.has(attribute) ? new double[] {node.number(attribute, 0)} : new double[0];
        if (node.hasInput(input)) {
            bound = walk.literal(node, input).numbers();
        }
        if (bound.length > 1 || bound.length == 1 && Double.isNaN(bound[0])) {
            throw node.refused("has a bound that is no number");
        }
        return bound;
    }

    private static void where(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns condition = walk.columns(node, 0);
        List<Scalar> scalars = new ArrayList<>();
        for (int i = 0; i < condition.width(); i++) {
            scalars.add(choose(
                    node,
                    walk,
                    condition.scalars().get(i),
                    Arithmetic.element(node, walk.value(node, 1), i, condition),
                    Arithmetic.element(node, walk.value(node, 2), i, condition)));
        }
        ElementType type = Arithmetic.type(walk.value(node, 1));
        if (type != Arithmetic.type(walk.value(node, 2))) {
            throw node.refused("has inputs of different types");
        }
        walk.put(node, 0, condition.with(type, scalars));
    }

    // The only choice that is a function of one number: another value where it is missing.
    private static Scalar choose(NodeView node, GraphWalk walk, Scalar condition, Scalar yes, Scalar no)
            throws NotCompilableException {
        if (condition instanceof Number number) {
            List<Step> steps = number.steps();
            Step last = steps.isEmpty() ? Step.ROUND : steps.get(steps.size() - 1);
            Number tested = new Number(number.cell(), steps.subList(0, Math.max(0, steps.size() - 1)));
            if (last.kind() == Kind.NOT) {
                return choose(node, walk, tested, no, yes);
            }
            if (last.kind() == Kind.IS_NAN && no.equals(tested) && yes instanceof Constant constant) {
                return walk.program().step(Step.replaceNaN(constant.value()), no);
            }
        }
        throw node.refused("chooses by other than whether a number is missing");
    }
}
