package io.leeway.monitoring.variation;

import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the middle of a feature's residuals lies in each block, and how wide they are: unlike shares of bins, both go on growing with a
 * fault, and neither follows a few wild rows.
 */
final class Residuals {
    /** How many p-values are corrected for: the shape's, the middle's and the width's. */
    static final int JUDGEMENTS = 3;

    private static final double TAIL = 0.01;

    /** Residuals are standard scores: less is no difference. */
    private static final double LEAST_WIDTH = 1e-3;

    /** The width from quantile to quantile of normal residuals, in standard deviations. */
    private static final double NORMAL_WIDTH = 4.653;

    /** The sampling variance of a median and of the logarithm of a width, of normal rows of variance 1 (asymptotic), times the rows. */
    private static final double MEDIAN_NOISE = Math.PI / 2;

    private static final double WIDTH_NOISE = 1.29;

    private final Scatter middle;
    private final Scatter width;

    private Residuals(Scatter middle, Scatter width) {
        this.middle = middle;
        this.width = width;
    }

    /** What blocks of residuals differ by; null if one of them has none. */
    static @Nullable Residuals of(List<FeatureProfile> blocks) {
        List<double[]> middles = new ArrayList<>();
        List<double[]> widths = new ArrayList<>();
        double[] rows = new double[blocks.size()];
        double deviation = 0;
        for (int b = 0; b < rows.length; b++) {
            NumericProfile block = (NumericProfile) blocks.get(b);
            if (block.count() == 0) {
                return null;
            }
            rows[b] = block.count();
            middles.add(middle(block));
            widths.add(logWidth(block));
            deviation += Math.exp(widths.get(b)[0]) / NORMAL_WIDTH / rows.length;
        }
        return new Residuals(
                new Scatter(middles, rows, MEDIAN_NOISE * deviation * deviation),
                new Scatter(widths, rows, WIDTH_NOISE));
    }

    private static double[] middle(NumericProfile residuals) {
        return new double[] {residuals.quantile(0.5)};
    }

    private static double[] logWidth(NumericProfile residuals) {
        double width = residuals.quantile(1 - TAIL) - residuals.quantile(TAIL);
        return new double[] {Math.log(Math.max(LEAST_WIDTH, width))};
    }

    /** The judgement of a window with the least p-value: of what its shape was judged to be, of its middle or of its width. */
    Judgement least(Judgement shape, NumericProfile window, Dependence dependence) {
        return window.count() == 0
                ? shape
                : shape.orLess(middle.judge(middle(window), window.count(), dependence))
                        .orLess(width.judge(logWidth(window), window.count(), dependence));
    }

    /** The same by ranks among the blocks. */
    Judgement leastRank(Judgement shape, NumericProfile window) {
        return window.count() == 0
                ? shape
                : shape.orLess(new Judgement(shape.ratio(), middle.rank(middle(window))))
                        .orLess(new Judgement(shape.ratio(), width.rank(logWidth(window))));
    }
}
