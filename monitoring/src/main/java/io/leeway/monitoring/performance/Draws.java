package io.leeway.monitoring.performance;

import java.util.Arrays;

/**
 * Blocks drawn with replacement. SplitMix64 (Steele, Lea and Flood 2014) with Lemire's multiplication instead of the
 * platform's generator, so that a seed gives the same draws on every Java version.
 */
final class Draws {
    private long state;

    Draws(long seed) {
        this.state = seed;
    }

    /** Fills {@code draws} with how often each block was drawn in as many draws as there are blocks. */
    void next(int[] draws) {
        Arrays.fill(draws, 0);
        for (int i = 0; i < draws.length; i++) {
            // The bias of not rejecting is under blocks / 2^64.
            draws[(int) Math.multiplyHigh(nextLong() >>> 1, (long) draws.length << 1)]++;
        }
    }

    private long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
