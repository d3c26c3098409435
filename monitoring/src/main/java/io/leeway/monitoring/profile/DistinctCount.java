package io.leeway.monitoring.profile;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

/**
 * The UltraLogLog of a numeric feature (Ertl, "UltraLogLog: a practical and more space-efficient alternative to HyperLogLog", 2024).
 * Mutable. What most hashes would not change is not even looked at: those that no register can learn from are known by a mask.
 */
final class DistinctCount {
    /** 2^10 registers of a byte. */
    private static final int PRECISION = 10;

    static final int REGISTERS = 1 << PRECISION;
    private static final int REST_BITS = Long.SIZE - PRECISION;

    private final UltraLogLog sketch;
    private final byte[] registers;

    /** A hash with one of these bits changes no register. */
    private long useless;

    private long seen;
    private long renewAt = 8 * REGISTERS;

    private DistinctCount(UltraLogLog sketch) {
        this.sketch = sketch;
        this.registers = sketch.getState();
    }

    DistinctCount() {
        this(UltraLogLog.create(PRECISION));
    }

    /** Takes over {@value #REGISTERS} registers. */
    static DistinctCount of(byte[] registers) {
        return new DistinctCount(UltraLogLog.wrap(registers));
    }

    DistinctCount copy() {
        return new DistinctCount(sketch.copy());
    }

    /** The registers; not to be changed. */
    byte[] registers() {
        return registers;
    }

    double estimate() {
        return sketch.getDistinctCountEstimate();
    }

    void add(long hash) {
        sketch.add(hash);
    }

    void addAll(DistinctCount other) {
        sketch.add(other.sketch);
    }

    /** Adds the first so many hashes, in whose place others are left. */
    void add(long[] hashes, int n) {
        int left = 0;
        for (int i = 0; i < n; i++) {
            long hash = hashes[i];
            hashes[left] = hash;
            // One more if none of the bits is set, without a branch that a processor would have to guess.
            left += (int) ((hash & useless) - 1 >>> Long.SIZE - 1);
        }
        for (int i = 0; i < left; i++) {
            if (isNew(hashes[i])) {
                sketch.add(hashes[i]);
            }
        }
        seen += n;
        if (seen >= renewAt) {
            renewAt = 2 * seen;
            useless = uselessBits();
        }
    }

    /**
     * Whether a hash may change its register. A register holds the greatest number of zeros behind the bits that select it (plus 9), and in its
     * last two bits whether the two numbers below have come.
     */
    private boolean isNew(long hash) {
        int known = (registers[(int) (hash >>> REST_BITS)] & 0xFF) >>> 2;
        int below = known - (Long.numberOfLeadingZeros(hash << PRECISION | REGISTERS - 1) + PRECISION - 1);
        return below < 0 || below == 1 || below == 2;
    }

    private long uselessBits() {
        int least = Integer.MAX_VALUE;
        for (byte register : registers) {
            least = Math.min(least, (register & 0xFF) >>> 2);
        }
        // With fewer zeros than this, a number is more than two below what every register holds.
        int zeros = Math.max(0, least - 2 - (PRECISION - 1));
        return ((1L << zeros) - 1) << REST_BITS - zeros;
    }
}
