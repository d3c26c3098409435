package io.leeway.monitoring.profile;

import java.math.BigInteger;

/** Rounds a quotient of exact integers to the nearest double, once. */
final class ExactRatio {
    private static final int QUOTIENT_BITS = 66;

    /** The least double is 2 to this power. */
    private static final int LEAST_EXPONENT = -1074;

    private ExactRatio() {}

    /** Gives {@code numerator / denominator * 2^exponent}; the denominator is above 0. */
    static double toDouble(BigInteger numerator, BigInteger denominator, int exponent) {
        if (numerator.signum() == 0) {
            return 0;
        }
        BigInteger magnitude = numerator.abs();
        int shift = Math.max(0, QUOTIENT_BITS - (magnitude.bitLength() - denominator.bitLength()));
        BigInteger[] parts = magnitude.shiftLeft(shift).divideAndRemainder(denominator);
        // A last bit below all that a double holds stands for the remainder, so that the rounding knows of it.
        BigInteger quotient = parts[0].shiftLeft(1);
        if (parts[1].signum() != 0) {
            quotient = quotient.setBit(0);
        }
        int scale = exponent - shift - 1;
        int excess = quotient.bitLength() - QUOTIENT_BITS;
        if (excess > 0) {
            boolean sticky = quotient.getLowestSetBit() < excess;
            quotient = quotient.shiftRight(excess);
            if (sticky) {
                quotient = quotient.setBit(0);
            }
            scale += excess;
        }
        double result = scale + quotient.bitLength() <= Double.MIN_EXPONENT
                ? subnormal(quotient, LEAST_EXPONENT - scale)
                : Math.scalb(quotient.doubleValue(), scale);
        return numerator.signum() < 0 ? -result : result;
    }

    /** A multiple of the least double, half to even: rounded to 53 bits first it would be rounded twice. */
    private static double subnormal(BigInteger quotient, int shift) {
        BigInteger below = quotient.shiftRight(shift);
        boolean half = quotient.testBit(shift - 1);
        boolean more = quotient.getLowestSetBit() < shift - 1;
        boolean up = half && (more || below.testBit(0));
        return (below.longValue() + (up ? 1 : 0)) * Double.MIN_VALUE;
    }
}
