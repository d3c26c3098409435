package io.leeway.adaptation;

/**
 * The logistic function and its parts, the same to the bit on every machine: {@code Math.exp} and {@code Math.log} may differ between
 * processors by a unit in the last place.
 */
final class Logistic {
    /** Probabilities closer to 0 or 1 are moved to this distance: an infinite loss could not be averaged. */
    static final double LEAST = 1e-9;

    private static final double LIMIT = 700;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double ROUND = 0x1.8p52;
    private static final int BIAS = 1023;
    private static final int MANTISSA = 52;
    private static final long ROOT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

    private Logistic() {}

    /** The exponential function with a relative error below 1e-13; arguments beyond 700 are taken as 700. */
    static double exp(double x) {
        return expWithin(x > LIMIT ? LIMIT : x < -LIMIT ? -LIMIT : x);
    }

    /** The exponential function of an argument that is known to lie between -700 and 700, without a branch. */
    private static double expWithin(double x) {
        // Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
        double rounded = x * LOG2_E + ROUND;
        long n = Double.doubleToRawLongBits(rounded);
        double whole = rounded - ROUND;
        double r = x - whole * LN2_HIGH - whole * LN2_LOW;
        // Taylor's polynomial of degree 11 on |r| <= ln(2) / 2, in two halves, which the processor computes side by
        // side.
        double s = r * r;
        double even = 1 + s * (1 / 2.0 + s * (1 / 24.0 + s * (1 / 720.0 + s * (1 / 40320.0 + s * (1 / 3628800.0)))));
        double odd = 1 + s * (1 / 6.0 + s * (1 / 120.0 + s * (1 / 5040.0 + s * (1 / 362880.0 + s * (1 / 39916800.0)))));
        return (even + r * odd) * Double.longBitsToDouble((n + BIAS) << MANTISSA);
    }

    /** Replaces logits, which must not be NaN, by probabilities, each at most at a limit's distance from 1/2. */
    static void probabilities(double[] logits, double limit) {
        for (int i = 0; i < logits.length; i++) {
            double logit = logits[i] > limit ? limit : logits[i];
            logits[i] = 1 / (1 + expWithin(logit < -limit ? limit : -logit));
        }
    }

    /**
     * Replaces logits, which must not be NaN, by probabilities, each at most at a limit's distance from 1/2; the limit is 12 at most. The power
     * is computed by squaring that of the 128th part: without bits to move, so that several are computed at once. The relative error is below
     * 1e-11.
     */
    static void nearProbabilities(double[] logits, double limit) {
        for (int i = 0; i < logits.length; i++) {
            double x = Math.max(-limit, Math.min(limit, logits[i])) * (-1.0 / 128);
            double low = 1 / 24.0 + x * (1 / 120.0 + x * (1 / 720.0 + x * (1 / 5040.0 + x * (1 / 40320.0))));
            double e = 1 + x * (1 + x * (1 / 2.0 + x * (1 / 6.0 + x * low)));
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            logits[i] = 1 / (1 + e);
        }
    }

    /** The natural logarithm of a positive normal number, with an error below 1e-13 times its value or that of ln 2. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        // The exponent is chosen so that the rest lies between sqrt(1/2) and sqrt(2).
        long shifted = bits - ROOT_HALF_BITS;
        long n = shifted >> MANTISSA;
        double rest = Double.longBitsToDouble(bits - (n << MANTISSA));
        double t = (rest - 1) / (rest + 1);
        double s = t * t;
        double low = 1 + s * (1 / 3.0 + s * (1 / 5.0 + s * (1 / 7.0 + s * (1 / 9.0))));
        double high = 1 / 11.0 + s * (1 / 13.0 + s * (1 / 15.0 + s * (1 / 17.0)));
        double s5 = s * s * s * s * s;
        return n * LN2_HIGH + (2 * t * (low + s5 * high) + n * LN2_LOW);
    }

    static double probability(double logit) {
        return 1 / (1 + exp(-logit));
    }

    static double clip(double probability) {
        return Math.max(LEAST, Math.min(1 - LEAST, probability));
    }

    static double logit(double probability) {
        return log(probability / (1 - probability));
    }

    /** What a probability of the positive class costs, in nats. */
    static double loss(double probability, boolean label) {
        return -log(label ? probability : 1 - probability);
    }
}
