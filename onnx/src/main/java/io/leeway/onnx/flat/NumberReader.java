package io.leeway.onnx.flat;

import io.leeway.onnx.flat.Step.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a number of a row and takes its steps. The usual ones, rounding, imputing and scaling in single precision, take no loop.
 * Immutable.
 */
final class NumberReader<R> {

    private final Cell.OfNumber<R> cell;
    private final List<Step> steps;
    private final boolean usual;
    private final double ifMissing;
    private final float center;
    private final float scale;
    private final Step[] rest;

    NumberReader(Cell.OfNumber<R> cell, List<Step> steps) {
        this.cell = cell;
        this.steps = steps;
        Deque<Step> left = new ArrayDeque<>(steps);
        this.usual = take(left, Kind.ROUND) != null;
        Step imputed = usual ? take(left, Kind.REPLACE_NAN) : null;
        this.ifMissing = imputed == null ? Double.NaN : imputed.result();
        Step centered = usual ? take(left, Kind.SUBTRACT) : null;
        this.center = centered == null ? 0 : (float) centered.operand();
        Step scaled = usual ? take(left, Kind.MULTIPLY) : null;
        this.scale = scaled == null ? 1 : (float) scaled.operand();
        this.rest = left.toArray(Step[]::new);
    }

    // The step, if it comes next and computes with floats alone.
    private static @Nullable Step take(Deque<Step> left, Kind kind) {
        Step next = left.peek();
        boolean taken = next != null
                && next.kind() == kind
                && (next.single() || kind == Kind.REPLACE_NAN)
                && isFloat(next.operand())
                && isFloat(next.result());
        return taken ? left.poll() : null;
    }

    private static boolean isFloat(double x) {
        return Double.compare(x, (float) x) == 0;
    }

    /** Takes the same steps with the number of another cell. */
    <S> NumberReader<S> over(Map<Cell<R>, Cell<S>> cells) {
        return new NumberReader<>((Cell.OfNumber<S>) Objects.requireNonNull(cells.get(cell)), steps);
    }

    double number(R row) {
        double x = cell.number(row);
        if (usual) {
            // Infinities and NaN need no care: an absent centre is 0 and an absent scale 1.
            x = ((float) (Double.isNaN(x) ? ifMissing : x) - center) * scale;
        }
        for (Step step : rest) {
            x = step.apply(x);
        }
        return x;
    }
}
