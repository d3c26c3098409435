package io.leeway.monitoring.change;

import java.util.Locale;

/**
 * SeqDrift2: compares the error rate of each block of 200 values with that of a random sample of all blocks before it, by
 * Bernstein's bound.
 *
 * <pre class="formula">{@code
 * changed when |r - l| >= (x + sqrt(x^2 + 18 b v x)) / (3 b (1 - k)),   x = ln(4 / d'),  d' = d / (2 (1 - 2^-t))
 * }</pre>
 *
 * <p>with {@code b} the length of a block, {@code v} the variance, {@code t} the number of blocks in the sample, and {@code k} from
 * which the size of the sample follows. R. Pears, S. Sakthithasan and Y. S. Koh, "Detecting concept change in dynamic data
 * streams", Machine Learning 97 (2014), in the form and with the defaults of MOA 2024.07; with the same draws
 * ({@link java.util.Random} with the same seed) changes are detected at the same elements. After a change the newest block
 * remains.
 *
 * <p>Memory: a bit for each value of the sample, about 50 kilobytes with the defaults. Cost: two shifts for each value, and a
 * draw for each value of a block once the sample is full; nothing is allocated. Not safe for use by several threads.
 */
public final class SeqDrift2 extends BaseDetector {

    /** The default probability of a false change at one block. */
    public static final double DEFAULT_DELTA = 0.01;

    /** The default number of values in a block. */
    public static final int DEFAULT_BLOCK = 200;

    /** The default seed of the draws. */
    public static final long DEFAULT_SEED = 1;

    private static final double LEAST_VARIANCE = 0.0001;
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long MASK = (1L << 48) - 1;

    private final double delta;
    private final int block;
    private final long seed;
    private final double share;

    private final long[] sample;
    private final ErrorWindow newest;
    private int size;
    private int errors;
    private int limit;
    private long added;
    private long draws;
    private boolean tested;
    private double apart;
    private double allowed;

    /** A detector with the defaults, for {@link ChangeDetectors#seqDrift2()}. */
    SeqDrift2() {
        this(DEFAULT_DELTA, DEFAULT_BLOCK, DEFAULT_SEED);
    }

    private SeqDrift2(double delta, int block, long seed) {
        super("seq-drift2", Input.ERRORS, 0);
        this.delta = delta;
        this.block = block;
        this.seed = seed;
        share = share();
        sample = new long[(sampleSize(share) + 63) >>> 6];
        newest = new ErrorWindow(block);
        clear();
    }

    /**
     * Sets the probability of a false change at one block.
     *
     * @param probability in (0, 1), 0.01 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if outside (0, 1)
     */
    public SeqDrift2 withDelta(double probability) {
        return new SeqDrift2(Options.probability(probability, "delta"), block, seed);
    }

    /**
     * Sets the number of values in a block.
     *
     * @param values 100 to 10,000, 200 by default
     * @return a new detector that has seen no value
     * @throws IllegalArgumentException if out of range
     */
    public SeqDrift2 withBlock(int values) {
        if (values > 10_000) {
            throw new IllegalArgumentException("a block has at most 10000 values, was " + values);
        }
        return new SeqDrift2(delta, Options.atLeast(100, values, "the block"), seed);
    }

    /**
     * Sets the seed of the draws.
     *
     * @param number any number, 1 by default
     * @return a new detector that has seen no value
     */
    public SeqDrift2 withSeed(long number) {
        return new SeqDrift2(delta, block, number);
    }

    /** A smaller share of the tolerance for the sample improves the bound by less than a ten thousandth. */
    private static double share() {
        double k = 0.5;
        double before;
        double after;
        do {
            before = 1 / (1 - k);
            k = 3 * k / 4;
            after = 1 / (1 - k);
        } while ((before - after) / before >= 0.0001);
        return 4 * k / 3;
    }

    private int sampleSize(double k) {
        return (int) (block * (1 - k) / k);
    }

    @Override
    protected ChangeState next(double value) {
        newest.add(value);
        if (!newest.isFull()) {
            return tested ? ChangeState.STABLE : ChangeState.LEARNING;
        }
        boolean changed = size > 0 && differs();
        tested |= size > 0;
        if (changed) {
            size = 0;
            errors = 0;
        }
        for (int i = 0; i < block; i++) {
            sample(newest.at(i));
        }
        newest.clear();
        if (changed) {
            return ChangeState.CHANGE;
        }
        return tested ? ChangeState.STABLE : ChangeState.LEARNING;
    }

    private boolean differs() {
        double right = (double) newest.errors() / block;
        double left = (double) errors / size;
        int tests = size / block;
        double k = share;
        double rise = right - left;
        if (rise > 0) {
            k += (1 - rise * rise * rise * rise) * share;
        }
        limit = sampleSize(k);
        double x = Math.log(4.0 / (delta / (2.0 * (1.0 - Math.pow(0.5, tests)))));
        double root = Math.sqrt(x * x + 18.0 * block * x * variance());
        allowed = 1.0 / (3 * block * (1 - k)) * (x + root);
        apart = Math.abs(rise);
        return allowed <= apart;
    }

    private double variance() {
        double width = size + block;
        double total = errors + newest.errors();
        double mean = total / width;
        double variance = (total * (mean - 1) * (mean - 1) + (width - total) * mean * mean) / (width - 1);
        return variance == 0 ? LEAST_VARIANCE : variance;
    }

    private void sample(long bit) {
        int at = size;
        if (size < limit) {
            size++;
        } else {
            at = (int) (draw() * added);
            if (at >= limit) {
                added++;
                return;
            }
            errors -= (int) (sample[at >>> 6] >>> at & 1);
        }
        sample[at >>> 6] = sample[at >>> 6] & ~(1L << at) | bit << at;
        errors += (int) bit;
        added++;
    }

    /** As {@link java.util.Random#nextDouble()} draws. */
    private double draw() {
        draws = draws * MULTIPLIER + 0xBL & MASK;
        long high = draws >>> 22;
        draws = draws * MULTIPLIER + 0xBL & MASK;
        return ((high << 27) + (draws >>> 21)) * 0x1.0p-53;
    }

    @Override
    protected void restart() {
        // The newest block is the sample now.
        tested = false;
    }

    @Override
    protected void clear() {
        newest.clear();
        size = 0;
        errors = 0;
        limit = block;
        added = 0;
        draws = (seed ^ MULTIPLIER) & MASK;
        tested = false;
        apart = 0;
        allowed = 0;
    }

    @Override
    protected void form(DetectorForm form) {
        form.option("delta", delta);
        form.option("block", block);
        form.option("seed", seed);
        int longest = sampleSize(share);
        newest.form(form);
        size = (int) form.whole(size, 0, longest);
        errors = (int) form.whole(errors, 0, size);
        limit = (int) form.whole(limit, 1, longest);
        added = form.count(added);
        draws = form.whole(draws, 0, MASK);
        tested = form.whole(tested ? 1 : 0, 0, 1) == 1;
        apart = form.number(apart);
        allowed = form.number(allowed);
        form.bits(sample, (size + 63) >>> 6);
    }

    @Override
    protected String lack() {
        return String.format(
                Locale.ROOT, "has %d values and compares blocks of %d: too few to tell", size + newest.size(), block);
    }

    @Override
    protected String finding() {
        return String.format(
                Locale.ROOT,
                "finds the error rate of the newest block of %d values %.4g away from that before, %.4g are a change",
                block,
                apart,
                allowed);
    }
}
