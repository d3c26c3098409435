package io.leeway.monitoring.change;

/**
 * A generator whose state is one number: SplitMix64 of G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom
 * number generators", OOPSLA 2014.
 */
final class Draws {

    private static final double UNIT = 0x1.0p-53;

    private final long seed;
    private long state;

    Draws(long seed) {
        this.seed = seed;
        state = seed;
    }

    /** A whole number from 0 to below a bound. */
    int below(int bound) {
        state += 0x9E3779B97F4A7C15L;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) (((z ^ (z >>> 31)) >>> 11) * UNIT * bound);
    }

    void restart() {
        state = seed;
    }

    void form(DetectorForm form) {
        state = form.whole(state, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
