package io.leeway.monitoring.signature;

import java.util.List;
import java.util.Map;

/** The share of rows in which two numbers are equal, or in which the first is above the second, where that is rare. */
record PairStatistic(Symptom symptom, String feature, String other, double clump) implements Statistic {

    /** Relations that hold in more than this share of a block's rows are not rare. */
    private static final double RARE = 0.25;

    /** Numbers have an order that is more than chance if one has so many of the other's values, or if they are so much correlated. */
    private static final double SHARED = 0.3;

    private static final double CORRELATED = 0.9;

    /** Whether the relation is rare in each block, and, of an order, the two have something in common. */
    boolean isRare(List<Block> reference) {
        boolean rare =
                reference.stream().mapToDouble(block -> of(block, reference)).allMatch(share -> share <= RARE);
        return rare && (symptom == Symptom.EQUAL || isComparable(reference));
    }

    private boolean isComparable(List<Block> reference) {
        List<Counts> mine = ValueStatistic.counts(feature, reference);
        List<Counts> theirs = ValueStatistic.counts(other, reference);
        return Math.max(shared(mine, theirs), shared(theirs, mine)) >= SHARED
                || Correlation.of(feature, other, reference) >= CORRELATED;
    }

    /** The share of values that the other feature has, too. */
    private static double shared(List<Counts> mine, List<Counts> theirs) {
        double shared = 0;
        double rows = 0;
        for (Counts counts : mine) {
            for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
                shared += Counts.known(entry.getKey(), theirs) ? entry.getValue() : 0;
                rows += entry.getValue();
            }
        }
        return shared / Math.max(1, rows);
    }

    @Override
    public double of(Block block, List<Block> others) {
        double[] mine = block.numbers(feature);
        double[] theirs = block.numbers(other);
        int related = 0;
        int rows = 0;
        for (int row = 0; row < mine.length; row++) {
            rows += Double.isNaN(mine[row]) || Double.isNaN(theirs[row]) ? 0 : 1;
            related += holds(mine[row], theirs[row]) ? 1 : 0;
        }
        return rows == 0 ? Double.NaN : (double) related / rows;
    }

    boolean holds(double mine, double theirs) {
        return symptom == Symptom.EQUAL ? mine == theirs : mine > theirs;
    }

    @Override
    public double least(BlockScale scale, Block window) {
        double[] theirs = window.numbers(other);
        double[] mine = window.numbers(feature);
        double rows = 0;
        for (int row = 0; row < mine.length; row++) {
            rows += Double.isNaN(mine[row]) || Double.isNaN(theirs[row]) ? 0 : 1;
        }
        return Statistic.leastOfShares(scale.mean(), rows / clump);
    }
}
