package io.leeway.monitoring.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of how many rows have which value of a feature; all are shares of rows.
 *
 * @param clump rows that have the same value for one reason, such as that they share an hour's weather
 * @param usual the value of most rows, which is left out of what values are unseen and outside; empty if there is none
 * @param reference what windows are judged by
 */
record ValueStatistic(Symptom symptom, String feature, double clump, Optional<Object> usual, List<Block> reference)
        implements Statistic {

    /** Values that fewer rows of each block have are no news if they are lost. */
    private static final double COMMON = 0.005;

    /** Beyond these quantiles a block has so few numbers that new ones are no news. */
    private static final double TAIL = 0.05;

    /** The share that a value may have whose share grows or shrinks by chance. */
    private static final double SHARE = 0.1;

    @Override
    public Side side() {
        return symptom == Symptom.MISSING ? Side.BOTH : Side.ABOVE;
    }

    @Override
    public double of(Block block, List<Block> others) {
        Counts counts = block.counts(feature);
        if (symptom == Symptom.MISSING) {
            return counts.missingShare();
        }
        if (counts.present() == 0) {
            return Double.NaN;
        }
        List<Counts> reference = counts(feature, others);
        return switch (symptom) {
            case GAIN -> gain(counts, reference);
            case LOSS -> loss(counts, reference);
            case UNSEEN -> unseen(counts, reference);
            case OUTSIDE -> outside(counts, reference);
            default -> throw new IllegalStateException("no statistic of values: " + symptom);
        };
    }

    @Override
    public double least(BlockScale scale, Block window) {
        boolean ofAll = symptom != Symptom.UNSEEN && symptom != Symptom.OUTSIDE;
        Counts counts = window.counts(feature);
        double rows = symptom == Symptom.MISSING ? window.rows() : ofAll ? counts.present() : unusual(counts);
        boolean ofOneValue = symptom == Symptom.GAIN || symptom == Symptom.LOSS;
        boolean ofNumbers = symptom == Symptom.UNSEEN && window.isNumeric(feature);
        double together = ofNumbers ? Math.max(clump, rowsOfUnseen(counts)) : clump;
        return Statistic.leastOfShares(ofOneValue ? SHARE : scale.mean(), rows / together);
    }

    /**
     * How many rows share a number that the reference never had, on average over such rows. They are one event and not many: a sum of clumps has the variance of the number of
     * clumps times the mean square of their size (compound Poisson), as if each row stood for so many.
     */
    private double rowsOfUnseen(Counts counts) {
        List<Counts> before = counts(feature, reference);
        double rows = 0;
        double squares = 0;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            if (isUnseen(entry.getKey(), before)) {
                rows += entry.getValue();
                squares += (double) entry.getValue() * entry.getValue();
            }
        }
        return rows == 0 ? 1 : squares / rows;
    }

    static List<Counts> counts(String feature, List<Block> blocks) {
        List<Counts> counts = new ArrayList<>(blocks.size());
        blocks.forEach(block -> counts.add(block.counts(feature)));
        return counts;
    }

    private static double gain(Counts counts, List<Counts> reference) {
        Object value = gained(counts, reference);
        return value == null ? 0 : counts.share(value) - Counts.greatestShare(value, reference);
    }

    /** The value whose share exceeds the greatest one before by most. */
    static @Nullable Object gained(Counts counts, List<Counts> reference) {
        Object most = null;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            double share = (double) entry.getValue() / counts.present();
            if (share > greatest) {
                double gain = share - Counts.greatestShare(entry.getKey(), reference);
                if (gain > greatest) {
                    greatest = gain;
                    most = entry.getKey();
                }
            }
        }
        return most;
    }

    private static double loss(Counts counts, List<Counts> reference) {
        Object value = lost(counts, reference);
        return value == null ? 0 : Counts.leastShare(value, reference) - counts.share(value);
    }

    /** The value whose share falls short of the least one before by most. */
    static @Nullable Object lost(Counts counts, List<Counts> reference) {
        Object most = null;
        double greatest = Double.NEGATIVE_INFINITY;
        for (Object value : reference.get(0).rows().keySet()) {
            double least = Counts.leastShare(value, reference);
            if (least >= COMMON && least - counts.share(value) > greatest) {
                greatest = least - counts.share(value);
                most = value;
            }
        }
        return most;
    }

    /** The share of values that no other block has; of numbers, those where most blocks have many. */
    private double unseen(Counts counts, List<Counts> reference) {
        double rows = 0;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            rows += isUnseen(entry.getKey(), reference) ? entry.getValue() : 0;
        }
        return rows / Math.max(1, unusual(counts));
    }

    private boolean isUnseen(Object value, List<Counts> before) {
        double tail = usual.isPresent() ? 0 : TAIL;
        boolean within = !(value instanceof Double number) || Range.isInside(number, before, tail);
        return within && !Counts.known(value, before);
    }

    /** The share of numbers that lie beyond all others by more than half of their range. */
    private double outside(Counts counts, List<Counts> reference) {
        double rows = 0;
        for (Map.Entry<Object, Integer> entry : counts.rows().entrySet()) {
            rows += Range.isOutside((Double) entry.getKey(), reference) ? entry.getValue() : 0;
        }
        return rows / Math.max(1, unusual(counts));
    }

    /** Rows with a value that is not the usual one. */
    private double unusual(Counts counts) {
        return counts.present() * (1 - usual.map(counts::share).orElse(0.0));
    }
}
