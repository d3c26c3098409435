package io.leeway.monitoring.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors are counted together while none can change the state: nothing of that is seen from outside. */
class EddmTest {

    private static final int SEEDS = 20;
    private static final int VALUES = 20_000;

    /** The formula, evaluated at each error. */
    private static final class AtEachError {
        private final int minimum;
        private final double warning;
        private final double drift;
        private ChangeState state = ChangeState.LEARNING;
        private double count;
        private double errors;
        private double last;
        private double mean;
        private double squares;
        private double greatest = -1;

        AtEachError(int minimum, double warning, double drift) {
            this.minimum = minimum;
            this.warning = warning;
            this.drift = drift;
        }

        ChangeState update(double value) {
            if (state == ChangeState.CHANGE) {
                state = ChangeState.LEARNING;
                count = errors = last = mean = squares = 0;
                greatest = -1;
            }
            count++;
            if (value == 1) {
                error();
            }
            return state;
        }

        private void error() {
            errors++;
            double distance = count - last;
            double before = mean;
            last = count;
            mean += 1.0 / errors * (distance - before);
            squares += (distance - before) * (distance - mean);
            double reach = mean + (errors > 1 ? 2 * Math.sqrt(squares / (errors - 1)) : 0);
            boolean rises = count > minimum && reach > greatest;
            greatest = rises ? reach : greatest;
            if (count <= minimum || errors <= minimum || rises) {
                state = errors > minimum && state == ChangeState.LEARNING ? ChangeState.STABLE : state;
            } else {
                state = reach < drift * greatest
                        ? ChangeState.CHANGE
                        : reach < warning * greatest ? ChangeState.WARNING : ChangeState.STABLE;
            }
        }
    }

    record Choice(int minimum, double warning, double drift) {

        Eddm detector() {
            return ChangeDetectors.eddm().withMinimumErrors(minimum).withLevels(warning, drift);
        }

        AtEachError formula() {
            return new AtEachError(minimum, warning, drift);
        }
    }

    static List<Choice> choices() {
        return List.of(
                new Choice(30, 0.95, 0.9),
                new Choice(1, 0.95, 0.9),
                new Choice(200, 0.8, 0.7),
                new Choice(30, 0.6, 0.5),
                new Choice(30, 0.5, 0.6));
    }

    /** Errors at rates that change slowly, at once or not, and at equal distances. */
    private static double[] stream(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double from = random.nextDouble();
        double to = seed % 3 == 0 ? from : random.nextDouble();
        int every = 1 + random.nextInt(70);
        return IntStream.range(0, VALUES)
                .mapToDouble(i -> seed % 5 == 0 && i < VALUES / 2
                        ? (i % every == 0 ? 1 : 0)
                        : random.nextDouble()
                                        < (seed % 2 == 0 ? from + (to - from) * i / VALUES : i < VALUES / 2 ? from : to)
                                ? 1
                                : 0)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("choices")
    void theStateAfterEachValueIsThatOfTheFormulaAtEachError(Choice choice) {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] values = stream(seed);
            Eddm detector = choice.detector();
            AtEachError formula = choice.formula();
            assertThat(Arrays.stream(values).mapToObj(detector::update).toList())
                    .as("stream %d", seed)
                    .isEqualTo(Arrays.stream(values).mapToObj(formula::update).toList());
        }
    }

    @Test
    void askingInBetweenChangesNothing() {
        double[] values = stream(1);
        Eddm asked = ChangeDetectors.eddm();
        Eddm silent = ChangeDetectors.eddm();
        for (int i = 0; i < VALUES; i++) {
            assertThat(asked.update(values[i])).isEqualTo(silent.update(values[i]));
            if (i % 37 == 0) {
                assertThat(asked.explanation()).startsWith("eddm ");
                asked.restore(asked.toBytes());
            }
        }
        assertThat(asked.toBytes()).isEqualTo(silent.toBytes());
        assertThat(asked.explanation()).isEqualTo(silent.explanation());
    }

    @Test
    void theStoredStateAndTheExplanationKnowEachError() {
        Eddm detector = ChangeDetectors.eddm();
        AtEachError expected = new AtEachError(30, 0.95, 0.9);
        double[] values = stream(2);
        for (int i = 0; i < 5_000; i++) {
            detector.update(values[i]);
            expected.update(values[i]);
            assertThat(detector.explanation())
                    .contains(String.format(
                            Locale.ROOT,
                            expected.state == ChangeState.LEARNING ? "has %.0f errors" : "two of %.0f errors",
                            expected.errors));
        }
    }
}
