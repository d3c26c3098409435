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

    /** Before there are so many hashes, most change a register. */
    private static final int FIRST_SETTLING = 4 * REGISTERS;

    /** So many numbers of zeros have a place each in the table. */
    private static final int ZEROS_BITS = 6;

    /** By register and number of zeros, what becomes of the register. */
    private static final byte[] AFTER = new byte[(BYTE + 1) << ZEROS_BITS];

    /** By register, a bit for each number of zeros that would change it. */
    private static final long[] NEWS = new long[BYTE + 1];

    static {
        for (int register = 0; register <= BYTE; register++) {
            for (int zeros = 0; zeros <= REST_BITS; zeros++) {
                int after = with(register, zeros);
                AFTER[register << ZEROS_BITS | zeros] = (byte) after;
                NEWS[register] |= after == register ? 0 : 1L << zeros;
            }
        }
    }

    private final UltraLogLog sketch;
    private final byte[] registers;

    /** No hash with fewer zeros changes a register any more. */
    private int settled;

    /** Whether there were few different hashes when this was looked at last. */
    private boolean few;

    /** How many hashes are still to be added before this is looked at again, and before the next time. */
    private long untilSettling = FIRST_SETTLING;

    private long settlings = FIRST_SETTLING;

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
        registers[place] = AFTER[(registers[place] & BYTE) << ZEROS_BITS | zeros(hash)];
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

    /** Adds the hashes of the bits of numbers, and needs two arrays as long. */
    void add(long[] bits, int n, long[] hashes, long[] news) {
        int left = n;
        if (settled == 0) {
            hash(bits, hashes, n);
            if (few) {
                addNews(hashes, n);
                left = 0;
            }
        } else {
            hash(bits, hashes, news, Long.SIZE - settled, n);
            left = keep(hashes, news, n);
        }
        addAll(hashes, left);
        untilSettling -= n;
        if (untilSettling < 0) {
            settle();
        }
    }

    private void addAll(long[] hashes, int n) {
        for (int i = 0; i < n; i++) {
            add(hashes[i]);
        }
    }

    /** Adds hashes of which few change a register: those are told by a branch, so that the others do not wait for one another. */
    private void addNews(long[] hashes, int n) {
        for (int i = 0; i < n; i++) {
            long hash = hashes[i];
            int register = registers[(int) (hash >>> REST_BITS)] & BYTE;
            if ((NEWS[register] >>> zeros(hash) & 1) != 0) {
                add(hash);
            }
        }
    }

    private static void hash(long[] bits, long[] hashes, int n) {
        for (int i = 0; i < n; i++) {
            hashes[i] = hash(bits[i]);
        }
    }

    /** The news are 1 for a hash that has nothing but zeros at the beginning of what is left after a shift, 0 for others. */
    private static void hash(long[] bits, long[] hashes, long[] news, int shift, int n) {
        for (int i = 0; i < n; i++) {
            long hash = hash(bits[i]);
            hashes[i] = hash;
            news[i] = (hash << PRECISION >>> shift) - 1 >>> Long.SIZE - 1;
        }
    }

    private static int keep(long[] hashes, long[] news, int n) {
        int left = 0;
        for (int i = 0; i < n; i++) {
            // Without a branch that a processor would have to guess.
            hashes[left] = hashes[i];
            left += (int) news[i];
        }
        return left;
    }

    private void settle() {
        long news = 1L << REST_BITS;
        int empty = 0;
        for (byte register : registers) {
            empty += register == 0 ? 1 : 0;
            news |= NEWS[register & BYTE];
        }
        settled = Long.numberOfTrailingZeros(news);
        few = empty > REGISTERS / 32;
        settlings += settlings / 2;
        untilSettling = settlings;
    }

    /** Spreads the bits of a number (the finaliser of SplitMix64, Stafford's variant 13): one to one, so that numbers never collide. */
    static long hash(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
