package io.leeway.online;

/**
 * How a linear model steps when a label comes: an algorithm with its rates.
 *
 * <p>Names, defaults and the separate rate of the intercept are those of River 0.26, so that the same numbers give the same model. The loss is log loss
 * for two classes and squared error for numbers; its gradient is clipped to 1e12. Immutable; each option returns a new value.
 */
public sealed interface OnlineAlgorithm {

    /** The default rate at which the intercept follows the gradient, except for {@link PassiveAggressive}: {@value}. */
    double DEFAULT_INTERCEPT_RATE = 0.01;

    /** The most that a parameter may be: {@value}. */
    double MOST = 1e9;

    /**
     * Returns plain stochastic gradient descent with a rate of 0.01.
     *
     * @return the algorithm
     */
    static Sgd sgd() {
        return new Sgd(0.01, DEFAULT_INTERCEPT_RATE);
    }

    /**
     * Returns AdaGrad with a rate of 0.1: a feature that was seen often is stepped less.
     *
     * @return the algorithm
     */
    static AdaGrad adaGrad() {
        return new AdaGrad(0.1, 1e-8, DEFAULT_INTERCEPT_RATE);
    }

    /**
     * Returns FTRL-Proximal with alpha 0.05, beta 1, l1 0 and l2 1: weights of features that say little stay exactly 0 if {@code l1} is above 0.
     *
     * @return the algorithm
     */
    static FtrlProximal ftrlProximal() {
        return new FtrlProximal(0.05, 1, 0, 1, DEFAULT_INTERCEPT_RATE);
    }

    /**
     * Returns the passive-aggressive algorithm PA-I with an aggressiveness of 1 and, for numbers, a tolerance of 0.1.
     *
     * @return the algorithm
     */
    static PassiveAggressive passiveAggressive() {
        return new PassiveAggressive(1, PassiveAggressive.Variant.PA_I, 0.1);
    }

    /**
     * Plain stochastic gradient descent (Robbins and Monro 1951).
     *
     * @param rate how far a step goes along the gradient, above 0
     * @param interceptRate the same for the intercept, 0 or more
     */
    record Sgd(double rate, double interceptRate) implements OnlineAlgorithm {
        /**
         * Checks the rates.
         *
         * @param rate above 0
         * @param interceptRate 0 or more
         * @throws IllegalArgumentException if one is out of range
         */
        public Sgd {
            positive("rate", rate);
            notNegative("intercept rate", interceptRate);
        }

        /**
         * Sets the rate.
         *
         * @param value above 0; 0.01 by default
         * @return the algorithm with this rate
         */
        public Sgd withRate(double value) {
            return new Sgd(value, interceptRate);
        }

        /**
         * Sets the rate of the intercept.
         *
         * @param value 0 or more; {@value OnlineAlgorithm#DEFAULT_INTERCEPT_RATE} by default
         * @return the algorithm with this rate
         */
        public Sgd withInterceptRate(double value) {
            return new Sgd(rate, value);
        }
    }

    /**
     * AdaGrad, with the diagonal matrix (Duchi, Hazan and Singer 2011, "Adaptive subgradient methods").
     *
     * @param rate how far the first step of a feature goes, above 0
     * @param epsilon is added to the sum of squared gradients, above 0
     * @param interceptRate the rate of the intercept, 0 or more
     */
    record AdaGrad(double rate, double epsilon, double interceptRate) implements OnlineAlgorithm {
        /**
         * Checks the rates.
         *
         * @param rate above 0
         * @param epsilon above 0
         * @param interceptRate 0 or more
         * @throws IllegalArgumentException if one is out of range
         */
        public AdaGrad {
            positive("rate", rate);
            positive("epsilon", epsilon);
            notNegative("intercept rate", interceptRate);
        }

        /**
         * Sets the rate.
         *
         * @param value above 0; 0.1 by default
         * @return the algorithm with this rate
         */
        public AdaGrad withRate(double value) {
            return new AdaGrad(value, epsilon, interceptRate);
        }

        /**
         * Sets the rate of the intercept.
         *
         * @param value 0 or more; {@value OnlineAlgorithm#DEFAULT_INTERCEPT_RATE} by default
         * @return the algorithm with this rate
         */
        public AdaGrad withInterceptRate(double value) {
            return new AdaGrad(rate, epsilon, value);
        }
    }

    /**
     * FTRL-Proximal with a rate for each coordinate (McMahan and others 2013, "Ad click prediction: a view from the trenches", algorithm 1).
     *
     * @param alpha the rate, above 0
     * @param beta smooths the first steps, 0 or more
     * @param l1 the penalty on the size of weights, 0 or more; makes weights exactly 0
     * @param l2 the penalty on the squares of weights, 0 or more
     * @param interceptRate the rate of the intercept, which is stepped by plain gradients, 0 or more
     */
    record FtrlProximal(double alpha, double beta, double l1, double l2, double interceptRate)
            implements OnlineAlgorithm {
        /**
         * Checks the parameters.
         *
         * @param alpha above 0
         * @param beta 0 or more
         * @param l1 0 or more
         * @param l2 0 or more
         * @param interceptRate 0 or more
         * @throws IllegalArgumentException if one is out of range, or beta and l2 are both 0
         */
        public FtrlProximal {
            positive("alpha", alpha);
            notNegative("beta", beta);
            notNegative("l1", l1);
            notNegative("l2", l2);
            notNegative("intercept rate", interceptRate);
            positive("sum of beta and l2", beta + l2);
        }

        /**
         * Sets the rate.
         *
         * @param value above 0; 0.05 by default
         * @return the algorithm with this rate
         */
        public FtrlProximal withAlpha(double value) {
            return new FtrlProximal(value, beta, l1, l2, interceptRate);
        }

        /**
         * Sets the penalties.
         *
         * @param size {@code l1}, 0 or more; 0 by default
         * @param squares {@code l2}, 0 or more; 1 by default
         * @return the algorithm with these penalties
         */
        public FtrlProximal withPenalties(double size, double squares) {
            return new FtrlProximal(alpha, beta, size, squares, interceptRate);
        }

        /**
         * Sets the rate of the intercept.
         *
         * @param value 0 or more; {@value OnlineAlgorithm#DEFAULT_INTERCEPT_RATE} by default
         * @return the algorithm with this rate
         */
        public FtrlProximal withInterceptRate(double value) {
            return new FtrlProximal(alpha, beta, l1, l2, value);
        }
    }

    /**
     * The passive-aggressive algorithms (Crammer and others 2006, "Online passive-aggressive algorithms"): hinge loss for two classes, absolute error beyond
     * a tolerance for numbers. The intercept takes the same step as the weights. Probabilities are the logistic function of the margin and are
     * not calibrated.
     *
     * @param aggressiveness limits a step, above 0; the paper's C
     * @param variant which of the three algorithms
     * @param tolerance for numbers, an error that is not corrected, 0 or more, in the response's unit; the paper's epsilon
     */
    record PassiveAggressive(double aggressiveness, Variant variant, double tolerance) implements OnlineAlgorithm {
        /** The three algorithms of the paper. */
        public enum Variant {
            /** Each step corrects the whole loss. */
            PA,
            /** A step is at most the aggressiveness. */
            PA_I,
            /** A step is shortened by the aggressiveness. */
            PA_II
        }

        /**
         * Checks the parameters.
         *
         * @param aggressiveness above 0
         * @param variant which of the three algorithms
         * @param tolerance 0 or more
         * @throws IllegalArgumentException if one is out of range
         */
        public PassiveAggressive {
            positive("aggressiveness", aggressiveness);
            java.util.Objects.requireNonNull(variant, "variant");
            notNegative("tolerance", tolerance);
        }

        /**
         * Sets the aggressiveness.
         *
         * @param value above 0; 1 by default
         * @return the algorithm with this aggressiveness
         */
        public PassiveAggressive withAggressiveness(double value) {
            return new PassiveAggressive(value, variant, tolerance);
        }

        /**
         * Sets the variant.
         *
         * @param value the variant; {@link Variant#PA_I} by default
         * @return the algorithm of this variant
         */
        public PassiveAggressive withVariant(Variant value) {
            return new PassiveAggressive(aggressiveness, value, tolerance);
        }

        /**
         * Sets the tolerance for numbers.
         *
         * @param value 0 or more, in the response's unit; 0.1 by default
         * @return the algorithm with this tolerance
         */
        public PassiveAggressive withTolerance(double value) {
            return new PassiveAggressive(aggressiveness, variant, value);
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value <= MOST)) {
            throw new IllegalArgumentException(
                    "The " + name + " is " + value + " and must be above 0 and at most 1e9, such as 0.1.");
        }
    }

    private static void notNegative(String name, double value) {
        if (!(value >= 0 && value <= MOST)) {
            throw new IllegalArgumentException("The " + name + " is " + value + " and must be 0 to 1e9.");
        }
    }
}
