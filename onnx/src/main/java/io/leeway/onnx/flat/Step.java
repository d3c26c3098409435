package io.leeway.onnx.flat;

/**
 * One operation on a number, with the very result that the graph would have.
 *
 * @param kind what is done
 * @param operand the constant operand, 0 where the kind has none
 * @param result what a replaced number becomes, 0 where the kind replaces none
 * @param single whether the result is rounded to a float; a sum, difference, product or quotient of floats that is computed in
 *     double precision and then rounded equals the one computed in single precision
 */
record Step(Kind kind, double operand, double result, boolean single) {

    enum Kind {
        ROUND,
        TRUNCATE,
        REPLACE_NAN,
        REPLACE,
        IS_NAN,
        NOT,
        IS_TRUE,
        ADD,
        SUBTRACT,
        SUBTRACT_FROM,
        MULTIPLY,
        DIVIDE,
        DIVIDE_INTO,
        NEGATE,
        ABSOLUTE,
        AT_LEAST,
        AT_MOST,
        EXP,
        LOGISTIC,
        PROBIT
    }

    private static final double TWO_TO_63 = 0x1p63;

    /** Rounds to a float. */
    static final Step ROUND = new Step(Kind.ROUND, 0, 0, true);

    /** Truncates to a whole number, as a cast does. */
    static final Step TRUNCATE = new Step(Kind.TRUNCATE, 0, 0, false);

    static Step of(Kind kind, boolean single) {
        return new Step(kind, 0, 0, single);
    }

    static Step of(Kind kind, double operand, boolean single) {
        return new Step(kind, operand, 0, single);
    }

    static Step replaceNaN(double by) {
        return new Step(Kind.REPLACE_NAN, 0, by, false);
    }

    static Step replace(double value, double by) {
        return Double.isNaN(value) ? replaceNaN(by) : new Step(Kind.REPLACE, value, by, false);
    }

    /** Whether ONNX Runtime computes the same bits; its exponentials are approximations of its own. */
    boolean exact() {
        return switch (kind) {
            case EXP, LOGISTIC, PROBIT -> false;
            default -> true;
        };
    }

    double apply(double x) {
        double y =
                switch (kind) {
                    case ROUND -> x;
                    case TRUNCATE -> truncate(x);
                    case REPLACE_NAN -> Double.isNaN(x) ? result : x;
                    case REPLACE -> x == operand ? result : x;
                    case IS_NAN -> Double.isNaN(x) ? 1 : 0;
                    case NOT -> x == 0 ? 1 : 0;
                    case IS_TRUE -> x != 0 ? 1 : 0;
                    case ADD -> x + operand;
                    case SUBTRACT -> x - operand;
                    case SUBTRACT_FROM -> operand - x;
                    case MULTIPLY -> x * operand;
                    case DIVIDE -> x / operand;
                    case DIVIDE_INTO -> operand / x;
                    case NEGATE -> -x;
                    case ABSOLUTE -> Math.abs(x);
                    case AT_LEAST -> x < operand ? operand : x;
                    case AT_MOST -> x > operand ? operand : x;
                    case EXP -> Math.exp(x);
                    case LOGISTIC -> 1 / (1 + Math.exp(-x));
                    case PROBIT -> probit(x);
                };
        return single ? (float) y : y;
    }

    // Out of range the cast is undefined in C++; on x86 it gives the least number, which no encoder has among its
    // categories.
    private static double truncate(double x) {
        return Math.abs(x) < TWO_TO_63 ? (double) (long) x : -TWO_TO_63;
    }

    /**
     * The quantile of the normal distribution as ONNX Runtime approximates it, by Winitzki's formula for the inverse error
     * function, "A handy approximation for the error function and its inverse" (2008).
     */
    private static double probit(double p) {
        double a = 0.147f;
        double x = 2 * p - 1;
        double log = Math.log((1 - x) * (1 + x));
        double half = 2 / (Math.PI * a) + log / 2;
        double inverse = Math.sqrt(Math.sqrt(half * half - log / a) - half);
        return Math.sqrt(2) * (x < 0 ? -inverse : inverse);
    }
}
