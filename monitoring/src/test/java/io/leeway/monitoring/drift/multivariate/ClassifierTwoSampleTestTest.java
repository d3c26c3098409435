package io.leeway.monitoring.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of one block share a fold and are exchanged together. */
class ClassifierTwoSampleTestTest {

    private static final ClassifierTwoSampleTest TEST = MultivariateTests.domainClassifier(new NearestMean(), 7);

    /** Rows of days, each of which has its own level. */
    private static Columns days(int first, int days, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 10;
        double[] day = new double[days * rows];
        double[] temperature = new double[days * rows];
        for (int i = 0; i < days; i++) {
            double level = random.nextGaussian() + shift;
            for (int k = 0; k < rows; k++) {
                day[i * rows + k] = first + i;
                temperature[i * rows + k] = level + 0.2 * random.nextGaussian();
            }
        }
        return Columns.builder()
                .numbers("day", day)
                .numbers("temperature", temperature)
                .build();
    }

    private static double[] temperatures(Columns columns) {
        return columns.numbers("temperature");
    }

    @Test
    void daysOfTheirOwnLevelAreNoDriftWithBlocks() {
        int[] alarms = new int[2];
        for (int i = 0; i < 100; i++) {
            Columns reference = days(0, 16, 0, 2L * i);
            Columns current = days(100, 16, 0, 2L * i + 1);
            if (TEST.withBlocks("day").test(reference, current).verdict() == Verdict.DRIFT) {
                alarms[0]++;
            }
            if (TEST.test(withoutDay(reference), withoutDay(current)).verdict() == Verdict.DRIFT) {
                alarms[1]++;
            }
        }

        // Binomial(100, 0.05) exceeds 12 once in a thousand.
        assertThat(alarms[0]).isLessThanOrEqualTo(12);
        assertThat(alarms[1]).isGreaterThan(20);
    }

    private static Columns withoutDay(Columns columns) {
        return Columns.builder().numbers("temperature", temperatures(columns)).build();
    }

    @Test
    void daysThatAreWarmerAreDriftWithBlocks() {
        DriftResult result = TEST.withBlocks("day").test(days(0, 16, 0, 1), days(100, 16, 3, 2));

        assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(result.statistic()).isGreaterThan(0.9);
        assertThat(result.basis()).isEqualTo("2 folds of 16 and 16 blocks");
    }

    @Test
    void tooFewBlocksForASmallPValueDecideNothing() {
        DriftResult result = TEST.withBlocks("day").test(days(0, 4, 0, 1), days(100, 4, 9, 2));

        assertThat(result.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result.explanation()).contains("have no p-value as small as 0.05");
    }

    @Test
    void aBlockInBothSamplesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.withBlocks("day").test(days(0, 16, 0, 1), days(15, 16, 0, 2)))
                .withMessageContaining("block 15.0 of column \"day\"");
    }

    @Test
    void aRowWithoutABlockIsRefused() {
        Columns some = Columns.builder()
                .categories("day", java.util.Arrays.asList("Monday", null))
                .numbers("temperature", 1, 2)
                .build();
        Columns others = Columns.builder()
                .categories("day", List.of("Tuesday", "Tuesday"))
                .numbers("temperature", 1, 2)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.withBlocks("day").test(some, others))
                .withMessageContaining("row 1 of the reference has no block");
    }

    @Test
    void aScoreThatIsNotFiniteIsRefused() {
        MultivariateTest broken = MultivariateTests.domainClassifier((rows, current, seed) -> row -> Double.NaN, 7);

        assertThatIllegalStateException()
                .isThrownBy(() -> broken.test(Samples.normal(50, 2, 0, 1), Samples.normal(50, 2, 0, 2)))
                .withMessageContaining("score NaN");
    }

    @Test
    void theAreaIsTheShareOfPairsInOrderWithTiesForHalf() {
        BlockRanks ranks =
                new BlockRanks(List.of(new double[] {1, 2}, new double[] {3}, new double[] {2}, new double[] {3, 4}));

        // 2 exceeds 1, ties with 2 and not 3; 3 exceeds 1 and 2 and ties with 3; 4 exceeds all three.
        assertThat(ranks.area(2)).isCloseTo((1.5 + 2.5 + 3) / 9, within(1e-15));
    }

    @Test
    void thePValueIsTheShareOfArrangementsWithAtLeastTheArea() {
        BlockRanks ranks = new BlockRanks(
                IntStream.range(0, 8).mapToObj(i -> new double[] {i}).toList());

        // One of the 70 arrangements of 4 and 4 separates them.
        assertThat(ranks.area(4)).isEqualTo(1);
        assertThat(ranks.pValue(4, 20_000, new SplittableRandom(1))).isCloseTo(1 / 70.0, within(0.004));
    }
}
