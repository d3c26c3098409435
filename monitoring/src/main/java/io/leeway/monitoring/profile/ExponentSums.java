package io.leeway.monitoring.profile;

/**
 * Sums the mantissas of numbers and their squares by exponent, in longs that cannot overflow (after Neal, "Fast exact summation using small
 * and large superaccumulators", 2015). Mutable; for one thread.
 */
final class ExponentSums {
    /** The most numbers at once: so many mantissas of 53 bits fit into a signed long. */
    static final int MOST = 1 << 10;

    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN = 1L << MANTISSA_BITS;
    private static final long MANTISSA = HIDDEN - 1;
    private static final int EXPONENT_MASK = 0x7FF;

    /** A square has 106 bits: 53 in each of two sums. */
    private static final int HALF_SQUARE_BITS = 53;

    private static final long HALF_SQUARE = (1L << HALF_SQUARE_BITS) - 1;

    /** The sums of an exponent: of mantissas with their signs, and of the lower and the upper halves of their squares; a fourth is not used. */
    private static final int SUMS = 4;

    private long[] sums = new long[0];

    /** Adds numbers, given by their bits, to the sums of a state: normal ones between two exponents with a bias, and zeros, which are dropped. */
    void add(NumericAccumulator state, long[] bits, int size, int least, int greatest) {
        int normal = dropZeros(bits, size);
        if (normal == 0) {
            return;
        }
        int length = SUMS * (greatest - least + 1);
        if (sums.length < length) {
            sums = new long[length];
        }
        sum(bits, normal, least);
        for (int at = 0; at < length; at += SUMS) {
            // No square of a normal number is 0.
            if (sums[at + 2] != 0) {
                int power = least + at / SUMS - Double.MAX_EXPONENT - MANTISSA_BITS;
                state.sum.add(sums[at], power);
                state.squares.add(sums[at + 1], 2 * power);
                state.squares.add(sums[at + 2], 2 * power + HALF_SQUARE_BITS);
                sums[at] = 0;
                sums[at + 1] = 0;
                sums[at + 2] = 0;
            }
        }
    }

    private static int dropZeros(long[] bits, int size) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            long each = bits[i];
            bits[kept] = each;
            kept += each == 0 ? 0 : 1;
        }
        return kept;
    }

    private void sum(long[] bits, int size, int least) {
        long[] into = sums;
        for (int i = 0; i < size; i++) {
            long each = bits[i];
            long mantissa = each & MANTISSA | HIDDEN;
            long sign = each >> Long.SIZE - 1;
            int at = SUMS * (((int) (each >>> MANTISSA_BITS) & EXPONENT_MASK) - least);
            into[at] += (mantissa ^ sign) - sign;
            into[at + 1] += mantissa * mantissa & HALF_SQUARE;
            // The product without its lowest 53 bits: 5 + 6 bits to the left, 64 to the right.
            into[at + 2] += Math.multiplyHigh(mantissa << 5, mantissa << 6);
        }
    }
}
