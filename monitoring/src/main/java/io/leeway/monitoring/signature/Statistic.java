package io.leeway.monitoring.signature;

import java.util.List;

/** A number that is about the same for each block of the reference against the others, and another one if something is broken. */
interface Statistic {

    /** Which side is suspicious. */
    enum Side {
        ABOVE,

        BOTH
    }

    /** What a suspicion of this statistic is about. */
    Symptom symptom();

    /** The feature; {@link Finding#ROWS} for the rows as such. */
    String feature();

    /** Which side is suspicious. */
    default Side side() {
        return Side.ABOVE;
    }

    /** The statistic of a block that has a row, against others; {@code NaN} if it has none. */
    double of(Block block, List<Block> others);

    /** The least standard deviation to believe, for a window of so many rows. */
    double least(BlockScale scale, Block window);

    /** Of shares: what independent rows differ by, and a fifth of a percent. */
    static double leastOfShares(double share, double rows) {
        double n = Math.max(1, rows);
        double p = Math.min(0.5, Math.max(Math.abs(share), 1 / n));
        return 0.002 + Math.sqrt(p * (1 - p) / n);
    }
}
