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
    private static final int BIAS = 1023;
    private static final int MANTISSA = 52;

    private Logistic() {}

    /** The exponential function with a relative error below 1e-13; arguments beyond 700 are taken as 700. */
    static double exp(double x) {
        double in = Math.max(-LIMIT, Math.min(LIMIT, x));
        double shifted = in * LOG2_E;
        int n = (int) (shifted >= 0 ? shifted + 0.5 : shifted - 0.5);
        double r = in - n * LN2_HIGH - n * LN2_LOW;
        // Taylor's polynomial of degree 11 on |r| <= ln(2) / 2, in two halves, which the processor computes side by
        // side.
        double s = r * r;
        double even = 1 + s * (1 / 2.0 + s * (1 / 24.0 + s * (1 / 720.0 + s * (1 / 40320.0 + s * (1 / 3628800.0)))));
        double odd = 1 + s * (1 / 6.0 + s * (1 / 120.0 + s * (1 / 5040.0 + s * (1 / 362880.0 + s * (1 / 39916800.0)))));
        return (even + r * odd) * Double.longBitsToDouble((long) (n + BIAS) << MANTISSA);
    }

    static double probability(double logit) {
        return 1 / (1 + exp(-logit));
    }

    static double clip(double probability) {
        return Math.max(LEAST, Math.min(1 - LEAST, probability));
    }

    static double logit(double probability) {
        return StrictMath.log(probability / (1 - probability));
    }

    /** What a probability of the positive class costs, in nats. */
    static double loss(double probability, boolean label) {
        return -StrictMath.log(label ? probability : 1 - probability);
    }
}
