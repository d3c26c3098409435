package io.leeway.monitoring.signature;

import java.util.List;

/** Pearson's correlation of two numbers, over the rows that have both. */
final class Correlation {
    private Correlation() {}

    /** The correlation; {@code NaN} if one of them does not vary. */
    static double of(String feature, String other, List<Block> blocks) {
        double[] means = new double[3];
        for (Block block : blocks) {
            double[] mine = block.numbers(feature);
            double[] theirs = block.numbers(other);
            for (int row = 0; row < mine.length; row++) {
                if (!Double.isNaN(mine[row]) && !Double.isNaN(theirs[row])) {
                    means[0]++;
                    means[1] += (mine[row] - means[1]) / means[0];
                    means[2] += (theirs[row] - means[2]) / means[0];
                }
            }
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (Block block : blocks) {
            double[] mine = block.numbers(feature);
            double[] theirs = block.numbers(other);
            for (int row = 0; row < mine.length; row++) {
                double x = mine[row] - means[1];
                double y = theirs[row] - means[2];
                if (!Double.isNaN(x) && !Double.isNaN(y)) {
                    xx += x * x;
                    xy += x * y;
                    yy += y * y;
                }
            }
        }
        return xy / Math.sqrt(xx * yy);
    }
}
