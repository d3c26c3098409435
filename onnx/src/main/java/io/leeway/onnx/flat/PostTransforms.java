package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Step.Kind;
import java.util.ArrayList;
import java.util.List;

/** The transformations of scores into outputs that ONNX's models name. */
final class PostTransforms {

    private PostTransforms() {}

    /** Transforms two scores or more. */
    static List<Scalar> several(NodeView node, ProgramBuilder program, String transform, List<Scalar> scores)
            throws NotCompilableException {
        return switch (transform) {
            case "NONE" -> scores;
            case "LOGISTIC" -> program.steps(Step.of(Kind.LOGISTIC, true), scores);
            case "PROBIT" -> program.steps(Step.of(Kind.PROBIT, true), scores);
            case "SOFTMAX" -> RowOperators.shares(program, scores, false);
            case "SOFTMAX_ZERO" -> RowOperators.shares(program, scores, true);
            default -> throw node.refused("has an unknown transformation " + transform);
        };
    }

    /** Interprets a score as the probability of the second class. */
    static List<Scalar> complement(ProgramBuilder program, Scalar score) throws NotCompilableException {
        List<Scalar> both = new ArrayList<>();
        both.add(program.step(Step.of(Kind.SUBTRACT_FROM, 1, true), score));
        both.add(score);
        return both;
    }

    /** Interprets a score as that of the second class, and its negation as that of the first. */
    static List<Scalar> opposite(ProgramBuilder program, boolean logistic, Scalar score) throws NotCompilableException {
        List<Scalar> both = new ArrayList<>();
        both.add(program.step(Step.of(Kind.NEGATE, false), score));
        both.add(score);
        return logistic ? program.steps(Step.of(Kind.LOGISTIC, true), both) : both;
    }
}
