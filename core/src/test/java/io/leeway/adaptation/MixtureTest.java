package io.leeway.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MixtureTest {
    private record Given(double[] experts, double mixed, boolean label) {}

    @Property(tries = 200)
    void theBoundOfItsJavadocHoldsForEachExpertWhateverTheDelay(
            @ForAll @IntRange(min = 1, max = 400) int rows,
            @ForAll @IntRange(min = 0, max = 200) int delay,
            @ForAll boolean hostile,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] prior = {0.5, 0.3, 0.15, 0.05};
        Mixture mixture = new Mixture(true, prior, new double[] {0, 0.01}, new double[] {0.5, 0.5});
        Deque<Given> waiting = new ArrayDeque<>();
        double total = 0;
        for (int i = 0; i < rows; i++) {
            double[] experts = random.doubles(prior.length, 0.001, 0.999).toArray();
            double mixed = Mixture.dot(mixture.combined(), experts);
            waiting.add(new Given(experts, mixed, hostile ? mixed < 0.5 : random.nextBoolean()));
            if (waiting.size() > delay) {
                total += learn(mixture, waiting.remove(), delay);
            }
        }
        while (!waiting.isEmpty()) {
            total += learn(mixture, waiting.remove(), delay);
        }

        double[] losses = mixture.losses();
        for (int k = 0; k < prior.length; k++) {
            assertThat(total).isLessThanOrEqualTo(losses[k] + mixture.allowed(k) + 1e-6);
        }
        if (delay == 0) {
            assertThat(mixture.eta()).isEqualTo(1);
            assertThat(mixture.lag()).isBetween(-1e-9, 1e-9);
        } else {
            assertThat(mixture.eta()).isLessThan(1);
        }
    }

    private static double learn(Mixture mixture, Given given, int delay) {
        mixture.learn(given.experts, given.mixed, given.label, delay);
        return Logistic.loss(given.mixed, given.label);
    }
}
