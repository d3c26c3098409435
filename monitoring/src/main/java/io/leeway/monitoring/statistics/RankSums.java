package io.leeway.monitoring.statistics;

/**
 * Sums over the distinct values of two samples in one ascending order, of which rank statistics are functions: by one walk for all of them.
 *
 * <p>At each distinct value, a numbers of the first sample and b of the second are equal to it, i and j are below it; F and G are the distribution
 * functions in the middle of its tie, (i + a / 2) / n and (j + b / 2) / m.
 *
 * @param n numbers of the first sample, above 0
 * @param m numbers of the second sample, above 0
 * @param size how many distinct values there are
 * @param above the largest excess of the first distribution function over the second, 0 or more
 * @param below the largest excess of the second over the first, 0 or more
 * @param squares the sum of (a + b) (F - G)^2
 * @param weightedSquares the sum of (a + b) (F - G)^2 / w with w = M (n + m - M) / (n + m) - (a + b) / 4 in the middle M of the tie
 * @param excess the sum of a (2 j + b - m): pairs of which the first sample has the greater number, less those of which the second has it
 * @param squaresOfX the sum of a (1 - G)^2
 * @param squaresOfY the sum of b F^2
 * @param cubes the sum of (a + b)^3
 * @param tiesOfX the sum of a (a^2 - 1)
 * @param tiesOfY the sum of b (b^2 - 1)
 * @param tiesOfBoth the sum of a b (a + b)
 * @param area the area between the distribution functions, times the scale
 * @param areaOfSquares the area under their squared difference, times the scale
 */
public record RankSums(
        double n,
        double m,
        int size,
        double above,
        double below,
        double squares,
        double weightedSquares,
        double excess,
        double squaresOfX,
        double squaresOfY,
        double cubes,
        double tiesOfX,
        double tiesOfY,
        double tiesOfBoth,
        double area,
        double areaOfSquares) {

    /**
     * Walks through two samples.
     *
     * @param x ascending, at least one number
     * @param y ascending, at least one number
     * @param scale a power of two that the numbers are multiplied by before their differences are taken
     * @return the sums
     */
    public static RankSums of(double[] x, double[] y, double scale) {
        RankWalk walk = new RankWalk(x.length, y.length, scale, x.length + y.length, true);
        new SortedMerge(x, y).addTo(walk);
        return walk.sums();
    }

    /**
     * Walks through two samples without sorting them as a whole.
     *
     * @param x at least one number
     * @param y at least one number, {@linkplain BucketedSample#isLike in the same buckets}
     * @param scale a power of two that the numbers are multiplied by before their differences are taken
     * @return the sums
     */
    public static RankSums of(BucketedSample x, BucketedSample y, double scale) {
        RankWalk walk = new RankWalk(x.size(), y.size(), scale, RankWalk.CHUNK, true);
        new BucketMerge(x, y).addTo(walk);
        return walk.sums();
    }

    /**
     * Walks through two samples.
     *
     * @param samples both in one order
     * @param scale a power of two that the numbers are multiplied by before their differences are taken
     * @return the sums
     */
    public static RankSums of(TiedSamples samples, double scale) {
        RankWalk walk = new RankWalk(samples.n(), samples.m(), scale, samples.size(), false);
        walk.add(samples.points(), samples.x(), samples.y(), samples.size());
        return walk.sums();
    }

    /**
     * Returns the largest distance between the distribution functions.
     *
     * @return in [0, 1]
     */
    public double largest() {
        return Math.max(above, below);
    }

    /**
     * Returns whether no two values are equal.
     *
     * @return whether each value occurs once
     */
    public boolean isWithoutTies() {
        return size == n + m;
    }
}
