package io.leeway.monitoring.profile;

import java.math.BigInteger;

/**
 * A sum of doubles, or of their squares, without any rounding: a fixed-point number wide enough for all of them (a "long
 * accumulator", after Kulisch). Whatever the order of additions and merges, the sum is the same to the bit.
 *
 * <p>It is held in limbs of 32 bits, each in a long, so that carries need to be moved only once in 2^30 additions.
 */
final class ExactSum {
    private static final int LIMB_BITS = 32;
    private static final long LIMB = 0xFFFFFFFFL;
    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN = 1L << MANTISSA_BITS;
    private static final int EXPONENT_MASK = 0x7FF;
    private static final int MAX_PENDING = 1 << 30;

    /** The weight of the lowest bit of any double is 2^-1074. */
    private static final int VALUE_EXPONENT = -1074;

    /** From bit -1074 to bit 1023, and 96 bits for carries and the sign. */
    private static final int VALUE_LIMBS = (1074 + 1024) / LIMB_BITS + 4;

    private static final int SQUARE_LIMBS = (2148 + 2048) / LIMB_BITS + 4;

    private final long[] limbs;
    private final int exponent;
    private int pending;

    private ExactSum(long[] limbs, int exponent) {
        this.limbs = limbs;
        this.exponent = exponent;
    }

    static ExactSum ofValues() {
        return new ExactSum(new long[VALUE_LIMBS], VALUE_EXPONENT);
    }

    static ExactSum ofSquares() {
        return new ExactSum(new long[SQUARE_LIMBS], 2 * VALUE_EXPONENT);
    }

    /** Adds a finite number. */
    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = bits & (HIDDEN - 1);
        int shift = 0;
        if (biased != 0) {
            mantissa |= HIDDEN;
            shift = biased - 1;
        }
        addShifted(0, mantissa, shift, bits < 0 ? -1 : 1);
        settleSometimes();
    }

    /** Adds the square of a finite number. */
    void addSquare(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
        long mantissa = bits & (HIDDEN - 1);
        int shift = 0;
        if (biased != 0) {
            mantissa |= HIDDEN;
            shift = 2 * (biased - 1);
        }
        addShifted(Math.multiplyHigh(mantissa, mantissa), mantissa * mantissa, shift, 1);
        settleSometimes();
    }

    /** Adds an integer times 2 to the power of an exponent, which is not below {@link #exponent()}. */
    void add(long value, int power) {
        addShifted(0, Math.abs(value), power - exponent, value < 0 ? -1 : 1);
        settleSometimes();
    }

    /** Adds a number of up to 106 bits, shifted to the left. */
    private void addShifted(long high, long low, int shift, int sign) {
        int i = shift >>> 5;
        int s = shift & 31;
        // Five limbs hold 106 bits shifted by up to 31.
        long w0 = low & LIMB;
        long w1 = low >>> LIMB_BITS;
        limbs[i] += sign * ((w0 << s) & LIMB);
        limbs[i + 1] += sign * (((w1 << s) & LIMB) | (w0 << s >>> LIMB_BITS));
        if (high == 0) {
            limbs[i + 2] += sign * (w1 << s >>> LIMB_BITS);
            return;
        }
        long w2 = high & LIMB;
        long w3 = high >>> LIMB_BITS;
        limbs[i + 2] += sign * (((w2 << s) & LIMB) | (w1 << s >>> LIMB_BITS));
        limbs[i + 3] += sign * (((w3 << s) & LIMB) | (w2 << s >>> LIMB_BITS));
        limbs[i + 4] += sign * (w3 << s >>> LIMB_BITS);
    }

    private void settleSometimes() {
        if (++pending == MAX_PENDING) {
            settle();
        }
    }

    /** Moves the carries, so that equal sums have equal limbs: all but the last between 0 and 2^32 - 1. */
    private void settle() {
        long carry = 0;
        for (int i = 0; i < limbs.length - 1; i++) {
            long limb = limbs[i] + carry;
            limbs[i] = limb & LIMB;
            carry = limb >> LIMB_BITS;
        }
        limbs[limbs.length - 1] += carry;
        pending = 0;
    }

    void addAll(ExactSum other) {
        settle();
        ExactSum settled = other.copy();
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] += settled.limbs[i];
        }
        settle();
    }

    ExactSum copy() {
        ExactSum copy = new ExactSum(limbs.clone(), exponent);
        copy.settle();
        return copy;
    }

    /** The sum is this times 2 to the power of {@link #exponent()}. */
    BigInteger unscaled() {
        ExactSum settled = copy();
        BigInteger result = BigInteger.valueOf(settled.limbs[limbs.length - 1]);
        for (int i = limbs.length - 2; i >= 0; i--) {
            result = result.shiftLeft(LIMB_BITS);
            if (settled.limbs[i] != 0) {
                result = result.add(BigInteger.valueOf(settled.limbs[i]));
            }
        }
        return result;
    }

    int exponent() {
        return exponent;
    }

    /** Sets an empty sum to what {@link #unscaled} gave; says whether it fits. */
    boolean set(BigInteger unscaled) {
        if (unscaled.bitLength() > LIMB_BITS * (limbs.length - 1) + LIMB_BITS - 1) {
            return false;
        }
        BigInteger rest = unscaled;
        BigInteger mask = BigInteger.valueOf(LIMB);
        for (int i = 0; i < limbs.length - 1; i++) {
            limbs[i] = rest.and(mask).longValue();
            rest = rest.shiftRight(LIMB_BITS);
        }
        limbs[limbs.length - 1] = rest.longValue();
        return true;
    }
}
