package io.leeway.adaptation;

/**
 * The logistic function and its parts, the same to the bit on every machine: {@code Math.exp} and {@code Math.log} may differ between
 * processors by a unit in the last place.
 */
final class Logistic {
    /** Probabilities closer to 0 or 1 are moved to this distance: an infinite loss could not be averaged. */
    static final double LEAST = 1e-9;

    private static final double LIMIT = 700;

    /** Powers of 2 that are kept: 2^(j / 64). */
    private static final int PARTS_BITS = 6;

    private static final int PARTS = 1 << PARTS_BITS;
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 6.93147180369123816490e-01;
    private static final double LN2_LOW = 1.90821492927058770002e-10;
    private static final double ROUND = 0x1.8p52;
    private static final int MANTISSA = 52;
    private static final long ROOT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final long[] POWERS = new long[PARTS];

    static {
        for (int j = 0; j < PARTS; j++) {
            POWERS[j] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) j / PARTS));
        }
    }

    private Logistic() {}

    /** The exponential function with a relative error below 1e-13; arguments beyond 700 are taken as 700. */
    static double exp(double x) {
        return expWithin(x > LIMIT ? LIMIT : x < -LIMIT ? -LIMIT : x);
    }

    /** The exponential function of an argument that is known to lie between -700 and 700, without a branch. */
    private static double expWithin(double x) {
        // Adding 1.5 * 2^52 rounds to a whole number, which then stands in the lowest bits.
        double rounded = x * (PARTS * LOG2_E) + ROUND;
        long n = Double.doubleToRawLongBits(rounded);
        double whole = rounded - ROUND;
        double r = x - whole * (LN2_HIGH / PARTS) - whole * (LN2_LOW / PARTS);
        // Taylor's polynomial of degree 4 on |r| <= ln(2) / 128.
        double power = 1 + r + r * r * (1 / 2.0 + r * (1 / 6.0) + r * r * (1 / 24.0));
        return power * Double.longBitsToDouble(POWERS[(int) n & PARTS - 1] + (n >> PARTS_BITS << MANTISSA));
    }

    /**
     * Fills in the probabilities of logits, which must not be NaN, each at most at a limit's distance from 1/2: number by number, because an array that was just written number by
     * number is read slowly in pieces of another size.
     */
    static void probabilities(double[] logits, double limit, double[] into) {
        for (int i = 0; i < into.length; i++) {
            double logit = logits[i];
            into[i] = 1 / (1 + expWithin(logit > limit ? -limit : logit < -limit ? limit : -logit));
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
