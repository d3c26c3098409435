package io.leeway.monitoring.profile;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;

/**
 * The UltraLogLog of a numeric feature (Ertl, "UltraLogLog: a practical and more space-efficient alternative to HyperLogLog", 2024).
 * Mutable.
 *
 * <p>A register holds the greatest number of zeros (plus {@value #MORE}) behind the bits of a hash that select it, and in its last two bits
 * whether the two numbers below have come.
 */
final class DistinctCount {
    /** 2^10 registers of a byte. */
    private static final int PRECISION = 10;

    static final int REGISTERS = 1 << PRECISION;
    private static final int REST_BITS = Long.SIZE - PRECISION;
    private static final int MORE = PRECISION - 1;
    private static final int BYTE = 0xFF;

    /** By register, a bit for each number of zeros that would change it. */
    private static final long[] NEWS = new long[BYTE + 1];

    static {
        for (int register = 0; register < NEWS.length; register++) {
            for (int zeros = 0; zeros <= REST_BITS; zeros++) {
                NEWS[register] |= with(register, zeros) == register ? 0 : 1L << zeros;
            }
        }
    }

    private final UltraLogLog sketch;
    private final byte[] registers;

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

    /** Adds a hash, as {@link UltraLogLog#add(long)} does but without a branch. */
    void add(long hash) {
        int place = (int) (hash >>> REST_BITS);
        registers[place] = (byte) with(registers[place] & BYTE, zeros(hash));
    }

    private static int zeros(long hash) {
        return Long.numberOfLeadingZeros(hash << PRECISION | REGISTERS - 1);
    }

    /** What becomes of a register. */
    private static int with(int register, int zeros) {
        // A bit for each number that is known to have come; none for a register of 0, from which 4 is shifted out.
        long numbers = (0b100L | register & 0b11) << (register >>> 2) - 2 | 1L << zeros + MORE;
        int above = Long.numberOfLeadingZeros(numbers) + 1;
        return (-above << 2 | (int) (numbers << above >>> Long.SIZE - 2)) & BYTE;
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
            // One more if it is new, without a branch that a processor would have to guess.
            left += (int) (NEWS[registers[(int) (hash >>> REST_BITS)] & BYTE] >>> zeros(hash)) & 1;
        }
        for (int i = 0; i < left; i++) {
            add(hashes[i]);
        }
    }
}
