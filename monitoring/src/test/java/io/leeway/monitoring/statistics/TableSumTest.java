package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

/** Tables whose columns end at rows of the second sample, compared with what can be counted. */
class TableSumTest {

    private static final int DRAWS = 40_000;

    /** With a row that adds no place but one at the end, three members have two places in the first column and three in the second. */
    @Test
    void membersArePlacedBetweenRowsInAllWaysWithTheSameProbability() {
        PlacedRow rows = new PlacedRow(new double[] {2, 3}, 3, new SplittableRandom(4));
        int[] found = new int[4];
        for (int i = 0; i < DRAWS; i++) {
            found[(int) rows.next()[0]]++;
        }
        double[] ways = {10, 12, 9, 4};
        for (int k = 0; k < ways.length; k++) {
            double expected = ways[k] / Arrays.stream(ways).sum();
            assertThat((double) found[k] / DRAWS).isCloseTo(expected, within(0.011));
        }
    }

    @Test
    void membersArePlacedAsNumbersFallBetweenThoseOfAnotherSample() {
        SplittableRandom random = new SplittableRandom(9);
        PlacedRow rows = new PlacedRow(new double[] {6, 5, 10}, 30, random);
        double[] placed = new double[2];
        double[] fallen = new double[2];
        for (int i = 0; i < DRAWS; i++) {
            double[] reference = random.doubles(20).sorted().toArray();
            int first = 0;
            for (int k = 0; k < 30; k++) {
                first += random.nextDouble() <= reference[5] ? 1 : 0;
            }
            double count = rows.next()[0];
            placed[0] += count / DRAWS;
            placed[1] += count * count / DRAWS;
            fallen[0] += (double) first / DRAWS;
            fallen[1] += (double) first * first / DRAWS;
        }
        assertThat(placed[0]).isCloseTo(fallen[0], within(0.12));
        assertThat(placed[1]).isCloseTo(fallen[1], within(3.0));
    }

    @Test
    void theBoundOfASmallProbabilityIsAboveItAndNear() {
        double all = 400;
        double[] second = {5, 5};

        // The sum of squares is as large only if all members are in one column.
        double bound = TableSum.betweenRows(new double[] {all, 0}, second, (first, other) -> first * first)
                .pValue(0);

        double exact = (choose(all + 4, 4) + choose(all + 5, 5)) / choose(all + 10, 10);
        assertThat(bound).isBetween(exact, 1_000 * exact);
    }

    /** Of two columns the table has one count that varies, so that the probability can be summed up. */
    @Test
    void theBoundOfASmallProbabilityIsAboveIt() {
        int n = 1_000;
        int m = 9_000;
        int column = 600;
        HypergeometricDistribution counts = new HypergeometricDistribution(n + m, column, n);
        int bounds = 0;
        for (int first = 100; first <= 160; first += 5) {
            double observed = Math.abs(first - 60);
            double exact = IntStream.rangeClosed(0, column)
                    .filter(count -> Math.abs(count - 60) >= observed - 1e-9)
                    .mapToDouble(counts::probability)
                    .sum();
            double found = new TableSum(
                            new double[] {first, n - first},
                            new double[] {column - first, m - column + first},
                            (one, other) -> Math.abs(one - 0.1 * (one + other)))
                    .pValue(0);
            if (found < 1e-5) {
                assertThat(found).isGreaterThan(exact * (1 - 1e-6));
                bounds++;
            }
        }
        assertThat(bounds).isGreaterThan(5);
    }

    private static double choose(double n, int k) {
        return Math.exp(CombinatoricsUtils.binomialCoefficientLog((int) n, k));
    }
}
