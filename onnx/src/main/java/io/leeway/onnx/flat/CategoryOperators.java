package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Scalar.Lookup;
import io.leeway.onnx.flat.Scalar.Number;
import io.leeway.onnx.flat.Scalar.Source;
import io.leeway.onnx.flat.Scalar.Text;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that turn categories into numbers. */
final class CategoryOperators {

    /** Whole numbers from here on are not told apart by doubles. */
    private static final double LARGEST_KEY = 0x1p53;

    private CategoryOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "ml:OneHotEncoder", CategoryOperators::oneHot,
                "ml:LabelEncoder", CategoryOperators::encode);
    }

    private static void oneHot(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        List<String> texts = node.texts("cats_strings");
        List<Object> keys = new ArrayList<>(texts);
        for (long category : node.integers("cats_int64s")) {
            keys.add(key(node, category));
        }
        if (keys.isEmpty() || texts.isEmpty() == (columns.type() == ElementType.TEXT)) {
            throw node.refused("has no categories of its input's type");
        }
        walk.program().spend((long) keys.size() * columns.width());
        // Of a category that is listed twice the last place counts.
        Map<Object, Integer> places = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            places.put(keys.get(i), i);
        }
        List<Scalar> scalars = new ArrayList<>();
        for (Scalar scalar : columns.scalars()) {
            Source source = source(node, walk, scalar, texts, true);
            for (int i = 0; i < keys.size(); i++) {
                boolean counts = places.getOrDefault(keys.get(i), -1) == i;
                scalars.add(new Lookup(source, counts ? Map.of(keys.get(i), 1.0) : Map.of(), 0));
            }
            if (node.integer("zeros", 1) == 0) {
                Map<Object, Double> known = new HashMap<>();
                keys.forEach(key -> known.put(key, 1.0));
                walk.program().guard(new Lookup(source, known, 0), walk.inputOf(source.cell()));
            }
        }
        List<Integer> dimensions = new ArrayList<>(columns.dimensions());
        dimensions.add(keys.size());
        walk.put(node, 0, new Columns(ElementType.FLOAT, dimensions, scalars));
    }

    private static Object key(NodeView node, double category) throws NotCompilableException {
        if (Math.abs(category) >= LARGEST_KEY) {
            throw node.refused("has a category of " + category);
        }
        return Source.key(category);
    }

    private static Source source(NodeView node, GraphWalk walk, Scalar scalar, List<String> texts, boolean truncated)
            throws NotCompilableException {
        if (scalar instanceof Text text) {
            walk.program().known(text.cell(), texts);
            return new Source(text.cell(), true, List.of());
        }
        Scalar whole = truncated ? walk.program().step(Step.TRUNCATE, scalar) : scalar;
        if (whole instanceof Number number && number.exact()) {
            return new Source(number.cell(), false, number.steps());
        }
        throw node.refused("encodes what is no column of the input");
    }

    /** The values of the keys, and of all others. */
    private record Encoding(
            List<Object> keys, ElementType keyType, double[] values, ElementType type, double otherwise) {}

    private static void encode(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0);
        Encoding encoding = walk.opset(node) < 2 ? byPlace(node) : byPair(node);
        if (encoding.keyType != columns.type() || encoding.keys.size() != encoding.values.length) {
            throw node.refused("has no keys of its input's type, or not as many values");
        }
        // Before its fourth version, NaN is no key that anything equals. Of a key that is listed twice the first value
        // counts.
        Map<Object, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < encoding.values.length; i++) {
            Object key = encoding.keys.get(i);
            if (!key.equals(Double.NaN) || walk.opset(node) >= 4) {
                values.putIfAbsent(key, encoding.values[i]);
            }
        }
        List<String> texts = new ArrayList<>();
        values.keySet().stream().filter(String.class::isInstance).forEach(key -> texts.add((String) key));
        List<Scalar> scalars = new ArrayList<>();
        for (Scalar scalar : columns.scalars()) {
            walk.program().spend(values.size());
            scalars.add(new Lookup(source(node, walk, scalar, texts, false), values, encoding.otherwise));
        }
        walk.put(node, 0, columns.with(encoding.type, scalars));
    }

    private static Encoding byPlace(NodeView node) {
        List<Object> keys = new ArrayList<>(node.texts("classes_strings"));
        double[] values = new double[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        double otherwise = node.integer("default_int64", -1);
        return new Encoding(keys, ElementType.TEXT, values, ElementType.INTEGER, otherwise);
    }

    private static Encoding byPair(NodeView node) throws NotCompilableException {
        Literal keys = list(node, "keys");
        Literal values = list(node, "values");
        if (values.type() == ElementType.TEXT) {
            throw node.refused("gives texts");
        }
        List<Object> objects = new ArrayList<>(keys.texts());
        for (double key : keys.numbers()) {
            objects.add(keys.type() == ElementType.INTEGER ? key(node, key) : Source.key(key));
        }
        Optional<Literal> given = node.tensor("default_tensor");
        double otherwise = values.type() == ElementType.INTEGER
                ? node.integer("default_int64", -1)
                : node.number("default_float", 0);
        if (given.isPresent() && given.get().numbers().length > 0) {
            otherwise = given.get().numbers()[0];
        } else if (!node.has("default_float") && values.type() != ElementType.INTEGER) {
            otherwise = -0.0;
        }
        return new Encoding(objects, keys.type(), values.numbers(), values.type(), otherwise);
    }

    private static Literal list(NodeView node, String name) throws NotCompilableException {
        Optional<Literal> tensor = node.tensor(name + "_tensor");
        if (tensor.isPresent()) {
            return tensor.get();
        }
        if (node.has(name + "_strings")) {
            return new Literal(ElementType.TEXT, List.of(), new double[0], node.texts(name + "_strings"));
        }
        if (node.has(name + "_floats")) {
            return new Literal(ElementType.FLOAT, List.of(), node.numbers(name + "_floats"), List.of());
        }
        long[] integers = node.integers(name + "_int64s");
        double[] numbers = new double[integers.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = integers[i];
        }
        return new Literal(ElementType.INTEGER, List.of(), numbers, List.of());
    }
}
