package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Operators.Operator;
import io.leeway.onnx.flat.Step.Kind;
import io.leeway.onnx.flat.Value.Columns;
import io.leeway.onnx.flat.Value.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that compute linear sums of a row's numbers. */
final class LinearOperators {

    private LinearOperators() {}

    static Map<String, Operator> all() {
        return Map.of(
                "ml:LinearClassifier", LinearOperators::classify,
                "ml:LinearRegressor", LinearOperators::regress,
                "MatMul", LinearOperators::multiply,
                "Gemm", LinearOperators::gemm);
    }

    private static void classify(NodeView node, GraphWalk walk) throws NotCompilableException {
        double[] bias = node.numbers("intercepts");
        int labels = Math.max(
                node.integers("classlabels_ints").length,
                node.texts("classlabels_strings").size());
        List<Scalar> scores = sums(node, walk, bias.length, bias);
        String transform = node.text("post_transform", "NONE");
        if (bias.length > 1) {
            scores = PostTransforms.several(node, walk.program(), transform, scores);
        } else if (labels == 2) {
            // Whatever the transformation, ONNX Runtime takes the score of a single line of coefficients for a
            // probability.
            if (transform.equals("PROBIT")) {
                throw node.refused("leaves one of two probabilities open");
            }
            // ONNX Runtime takes an untransformed score of a single line of coefficients for a probability.
            scores = transform.equals("LOGISTIC")
                    ? PostTransforms.opposite(walk.program(), true, scores.get(0))
                    : PostTransforms.complement(walk.program(), scores.get(0));
        } else if (transform.equals("PROBIT")) {
            scores = walk.program().steps(Step.of(Kind.PROBIT, true), scores);
        }
        walk.put(node, 1, Columns.vector(ElementType.FLOAT, scores));
    }

    private static void regress(NodeView node, GraphWalk walk) throws NotCompilableException {
        long targets = node.integer("targets", 1);
        if (targets < 1 || targets > 1 << 20) {
            throw node.refused("has " + targets + " targets");
        }
        double[] given = node.numbers("intercepts");
        double[] bias = given.length == targets ? given : new double[(int) targets];
        List<Scalar> scores = sums(node, walk, bias.length, bias);
        String transform = node.text("post_transform", "NONE");
        if (bias.length > 1) {
            scores = PostTransforms.several(node, walk.program(), transform, scores);
        } else if (transform.equals("PROBIT")) {
            scores = walk.program().steps(Step.of(Kind.PROBIT, true), scores);
        }
        walk.put(node, 0, Columns.vector(ElementType.FLOAT, scores));
    }

    private static List<Scalar> sums(NodeView node, GraphWalk walk, int count, double[] bias)
            throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        double[] flat = node.numbers("coefficients");
        if (count == 0 || flat.length != (long) count * columns.width()) {
            throw node.refused(
                    "has " + flat.length + " coefficients for " + columns.width() + " columns and " + count + " sums");
        }
        double[][] coefficients = new double[count][columns.width()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(flat, i * columns.width(), coefficients[i], 0, columns.width());
        }
        List<Scalar> floats = NumberOperators.cast(node, walk, columns, ElementType.FLOAT);
        return LinearDraft.sums(walk.program(), ElementType.FLOAT, floats, coefficients, bias);
    }

    /** The coefficients of a constant matrix with one line per column, or with one column per column. */
    private static double[][] coefficients(
            NodeView node, GraphWalk walk, Columns columns, Literal matrix, boolean transposed)
            throws NotCompilableException {
        List<Integer> dimensions = matrix.dimensions();
        boolean vector = dimensions.size() == 1;
        if (matrix.type() != columns.type()
                || !columns.type().fractional()
                || dimensions.size() > 2
                || dimensions.isEmpty()) {
            throw node.refused("multiplies by other than a matrix of its own type");
        }
        int lines = dimensions.get(0);
        int width = vector ? 1 : dimensions.get(1);
        int terms = transposed ? width : lines;
        int count = transposed ? lines : width;
        if (terms != columns.width() || count == 0) {
            throw node.refused("has a matrix for " + terms + " columns and gets " + columns.width());
        }
        walk.program().spend(count);
        double[][] coefficients = new double[count][terms];
        for (int i = 0; i < lines; i++) {
            for (int j = 0; j < width; j++) {
                double value = matrix.numbers()[i * width + j];
                coefficients[transposed ? i : j][transposed ? j : i] = value;
            }
        }
        return coefficients;
    }

    private static void multiply(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        Literal matrix = walk.literal(node, 1);
        double[][] coefficients = coefficients(node, walk, columns, matrix, false);
        List<Scalar> sums = LinearDraft.sums(
                walk.program(), columns.type(), columns.scalars(), coefficients, new double[coefficients.length]);
        List<Integer> dimensions = matrix.dimensions().size() == 1 ? List.of() : List.of(sums.size());
        walk.put(node, 0, new Columns(columns.type(), dimensions, sums));
    }

    private static void gemm(NodeView node, GraphWalk walk) throws NotCompilableException {
        Columns columns = walk.columns(node, 0).vector(node);
        Literal matrix = walk.literal(node, 1);
        if (node.integer("transA", 0) != 0 || matrix.dimensions().size() != 2) {
            throw node.refused("mixes rows");
        }
        double alpha = node.number("alpha", 1);
        double beta = node.number("beta", 1);
        double[][] coefficients = coefficients(node, walk, columns, matrix, node.integer("transB", 0) != 0);
        double[] bias = new double[coefficients.length];
        Optional<Literal> added = walk.optionalLiteral(node, 2);
        List<Scalar> shape = new ArrayList<>();
        for (int i = 0; i < bias.length; i++) {
            shape.add(new Scalar.Constant(0));
            for (int j = 0; j < coefficients[i].length; j++) {
                coefficients[i][j] *= alpha;
            }
        }
        for (int i = 0; i < bias.length && added.isPresent(); i++) {
            Scalar element = Arithmetic.element(node, added.get(), i, Columns.vector(columns.type(), shape));
            bias[i] = element instanceof Scalar.Constant constant ? beta * constant.value() : 0;
        }
        List<Scalar> sums = LinearDraft.sums(walk.program(), columns.type(), columns.scalars(), coefficients, bias);
        walk.put(node, 0, Columns.vector(columns.type(), sums));
    }
}
