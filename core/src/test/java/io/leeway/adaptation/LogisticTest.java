package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LogisticTest {
    @Property
    void theExponentialIsThatOfTheJdkWithinItsStatedError(@ForAll @DoubleRange(min = -700, max = 700) double x) {
        double expected = StrictMath.exp(x);

        assertThat(Logistic.exp(x)).isCloseTo(expected, within(1e-13 * expected));
    }

    @Property
    void theLogarithmIsThatOfTheJdkWithinItsStatedError(@ForAll @DoubleRange(min = -700, max = 700) double power) {
        double x = StrictMath.exp(power);
        double expected = StrictMath.log(x);

        assertThat(Logistic.log(x)).isCloseTo(expected, within(1e-13 * Math.max(Math.log(2), Math.abs(expected))));
    }

    @Property
    void aNearProbabilityIsThatOfTheJdkWithinItsStatedError(@ForAll @DoubleRange(min = -15, max = 15) double x) {
        double[] values = {x};
        Logistic.probabilities(values, 12, values);
        double expected = 1 / (1 + StrictMath.exp(-Math.max(-12, Math.min(12, x))));

        assertThat(values[0]).isCloseTo(expected, within(1e-12 * expected));
    }

    @Test
    void extremesStayFinite() {
        assertThat(Logistic.exp(Double.POSITIVE_INFINITY)).isFinite();
        assertThat(Logistic.exp(Double.NEGATIVE_INFINITY)).isPositive();
        assertThat(Logistic.logit(Logistic.clip(0))).isFinite();
        assertThat(Logistic.logit(Logistic.clip(1))).isFinite();
    }

    /** The reference follows the gradient in a million small steps. */
    @Property(tries = 50)
    void theInvariantStepIsTheLimitOfSmallSteps(
            @ForAll @DoubleRange(min = -12, max = 12) double logit,
            @ForAll @DoubleRange(min = 0.01, max = 30) double q,
            @ForAll boolean label) {
        int steps = 1_000_000;
        double u = logit;
        for (int i = 0; i < steps; i++) {
            u += q / steps * ((label ? 1 : 0) - 1 / (1 + Math.exp(-u)));
        }

        assertThat(q * step(logit, q, label)).isCloseTo(u - logit, within(1e-3));
    }

    private static double step(double logit, double q, boolean label) {
        double y = label ? 1 : 0;
        double[] step = {q};
        LogLoss.INSTANCE.invariantSteps(
                new double[] {logit}, new double[] {y - Logistic.probability(logit)}, 0, step, y);
        return step[0];
    }
}
