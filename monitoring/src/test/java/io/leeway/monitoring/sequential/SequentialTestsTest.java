package io.leeway.monitoring.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.change.ChangeDetector;
import io.leeway.monitoring.change.ChangeState;
import io.leeway.monitoring.change.Direction;
import io.leeway.monitoring.change.InvalidValueException;
import io.leeway.monitoring.change.contract.ChangeDetectorContract;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequentialTestsTest {
    private static final int RUNS = 200;
    private static final int ROWS = 2_000;

    /** With an alpha of 0.05 more than 20 of 200 runs have a probability below 0.001. */
    private static final int MOST_OF_RUNS = 20;

    @Nested
    class OfMean extends ChangeDetectorContract {
        @Override
        protected ChangeDetector detector() {
            return SequentialTests.mean(0.2);
        }

        @Override
        protected Direction direction() {
            return Direction.UP;
        }

        @Override
        protected double[] constants() {
            return new double[] {0.2};
        }
    }

    @Nested
    class OfDistribution extends ChangeDetectorContract {
        @Override
        protected ChangeDetector detector() {
            return SequentialTests.distribution(
                    new SplittableRandom(1).doubles(5_000).toArray());
        }

        /** Values that are all the same do not have the distribution of the reference. */
        @Override
        protected double[] constants() {
            return new double[0];
        }
    }

    private static long changes(LongFunction<SequentialTest> test, LongFunction<DoubleSupplier> stream) {
        return LongStream.range(0, RUNS)
                .filter(run -> {
                    SequentialTest one = test.apply(run);
                    DoubleSupplier values = stream.apply(run);
                    for (int row = 0; row < ROWS; row++) {
                        if (one.update(values.getAsDouble()) == ChangeState.CHANGE) {
                            return true;
                        }
                    }
                    return false;
                })
                .count();
    }

    @Test
    void aMeanThatHoldsIsRarelyRejectedInAllRowsTogether() {
        SequentialMean mean = SequentialTests.mean(0.3).withAlpha(0.05);
        assertThat(changes(run -> mean.withAlpha(0.05), run -> {
                    SplittableRandom random = new SplittableRandom(run);
                    return () -> random.nextDouble() < 0.3 ? 1 : 0;
                }))
                .isLessThanOrEqualTo(MOST_OF_RUNS);
    }

    @Test
    void aMeanThatRoseIsRejected() {
        assertThat(changes(run -> SequentialTests.mean(0.3).withAlpha(0.05), run -> {
                    SplittableRandom random = new SplittableRandom(run);
                    return () -> random.nextDouble() < 0.4 ? 1 : 0;
                }))
                .isEqualTo(RUNS);
    }

    @Test
    void aDistributionThatHoldsIsRarelyRejectedEvenFromASmallReference() {
        assertThat(changes(
                        run -> SequentialTests.distribution(
                                        new SplittableRandom(-run).doubles(50).toArray())
                                .withAlpha(0.05)
                                .withSeed(run),
                        run -> new SplittableRandom(run)::nextDouble))
                .isLessThanOrEqualTo(MOST_OF_RUNS);
    }

    @Test
    void sharesOfCategoriesThatHoldAreRarelyRejected() {
        assertThat(changes(
                        run -> SequentialTests.categories(sample(-run - 1))
                                .withAlpha(0.05)
                                .withSeed(run),
                        run -> {
                            SplittableRandom random = new SplittableRandom(run);
                            return () -> category(random);
                        }))
                .isLessThanOrEqualTo(MOST_OF_RUNS);
    }

    private static int category(SplittableRandom random) {
        double u = random.nextDouble();
        return u < 0.7 ? 0 : u < 0.9 ? 1 : 2;
    }

    private static long[] sample(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] counts = new long[3];
        for (int i = 0; i < 200; i++) {
            counts[category(random)]++;
        }
        return counts;
    }

    @Test
    void aCategoryThatTheReferenceHasNotIsFound() {
        SequentialDistribution test = SequentialTests.categories(700, 200, 100);
        SplittableRandom random = new SplittableRandom(3);
        int rows = 0;
        while (test.update(random.nextDouble() < 0.3 ? 17 : category(random)) != ChangeState.CHANGE) {
            rows++;
        }
        assertThat(rows).isLessThan(500);
        assertThat(test.explanation())
                .startsWith("sequential-distribution has an e-value of ")
                .contains("against the distribution of 1000 values")
                .endsWith("100.0 is a change: changed");
    }

    @Test
    void aChangeOfScaleIsFoundWhereTheMeanStays() {
        SplittableRandom random = new SplittableRandom(5);
        SequentialDistribution test =
                SequentialTests.distribution(random.doubles(5_000).toArray());
        int rows = 0;
        while (test.update(0.5 + 2 * (random.nextDouble() - 0.5)) != ChangeState.CHANGE) {
            rows++;
        }
        assertThat(rows).isLessThan(300);
    }

    @Test
    void aConfidenceSequenceCoversTheMeanAtAllRowsTogether() {
        long missed = LongStream.range(0, RUNS)
                .filter(run -> {
                    SplittableRandom random = new SplittableRandom(run);
                    ConfidenceSequence sequence =
                            SequentialTests.confidenceSequence().withConfidence(0.95);
                    boolean misses = false;
                    for (int row = 0; row < ROWS; row++) {
                        sequence.update(random.nextDouble() * random.nextDouble());
                        misses |= sequence.low() > 0.25 || sequence.high() < 0.25;
                    }
                    return misses;
                })
                .count();
        assertThat(missed).isLessThanOrEqualTo(MOST_OF_RUNS);
    }

    @Test
    void aConfidenceSequenceBecomesNarrow() {
        SplittableRandom random = new SplittableRandom(1);
        ConfidenceSequence sequence = SequentialTests.confidenceSequence();
        assertThat(sequence.low()).isZero();
        assertThat(sequence.high()).isEqualTo(1);
        for (int row = 0; row < 10_000; row++) {
            sequence.update(random.nextDouble() < 0.2 ? 1 : 0);
        }
        assertThat(sequence.count()).isEqualTo(10_000);
        assertThat(sequence.low()).isCloseTo(0.2, within(0.04));
        assertThat(sequence.high()).isCloseTo(0.2, within(0.04));
        assertThat(sequence).hasToString(sequence.toString()).asString().contains("confidence 0.99");
    }

    @Test
    void aConfidenceSequenceRefusesWhatIsOutsideItsRange() {
        ConfidenceSequence sequence = SequentialTests.confidenceSequence();
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1.1}) {
            assertThatThrownBy(() -> sequence.update(value)).isInstanceOf(InvalidValueException.class);
        }
        assertThat(sequence.count()).isZero();
    }

    static List<ThrowingCallable> senseless() {
        return List.of(
                () -> SequentialTests.mean(0),
                () -> SequentialTests.mean(Double.NaN),
                () -> SequentialTests.mean(0.5).withAlpha(0),
                () -> SequentialTests.distribution(new double[19]),
                () -> SequentialTests.distribution(new SplittableRandom(1)
                        .doubles(30)
                        .map(Math::log)
                        .map(each -> each * 1e200)
                        .toArray()),
                () -> SequentialTests.categories(10, 9),
                () -> SequentialTests.categories(100, -1),
                () -> SequentialTests.confidenceSequence().withConfidence(1));
    }

    @ParameterizedTest
    @MethodSource("senseless")
    void senselessOptionsAreRefused(ThrowingCallable option) {
        assertThatThrownBy(option).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("was ");
    }
}
