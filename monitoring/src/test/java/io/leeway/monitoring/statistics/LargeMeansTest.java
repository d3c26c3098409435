package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P-values of means of large samples, against exact ones and those of dealing all rows. */
class LargeMeansTest {

    /** The factor of an analysis of variance. */
    private static final double ONE = 1;

    private static final int DEALS = 10_000;

    private static double[] logNormal(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        double[] values = IntStream.range(0, rows)
                .mapToDouble(i -> Math.exp(2 * random.nextGaussian()))
                .toArray();
        CentralMoments moments = CentralMoments.of(values, CentralMoments.differences(1, 0));
        return Arrays.stream(values)
                .map(value -> (value - moments.mean()) / Math.sqrt(moments.second()))
                .toArray();
    }

    private static OutlyingRows outlying(double[] values, double n) {
        OutlyingRows rows = new OutlyingRows(
                CentralMoments.of(values, CentralMoments.differences(1, 0)), LargeMeans.limit(n, values.length - n));
        rows.add(values, CentralMoments.differences(1, 0));
        return rows;
    }

    /** The statistics of Welch and of an analysis of variance, ascending, if all rows are dealt. */
    private static double[][] dealt(double[] values, int n, double ofX, double ofY) {
        SplittableRandom random = new SplittableRandom(8);
        int[] members = IntStream.range(0, values.length).toArray();
        double[][] statistics = new double[2][DEALS];
        double m = values.length - n;
        for (int deal = 0; deal < DEALS; deal++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double value = values[Deck.take(members, i, random)];
                sum += value;
                squares += value * value;
            }
            double off = Math.pow(sum / n + sum / m, 2);
            double withinX = squares - sum * sum / n;
            double withinY = n + m - squares - sum * sum / m;
            statistics[0][deal] = off / (ofX * withinX + ofY * withinY);
            statistics[1][deal] = off / (withinX + withinY);
        }
        Arrays.stream(statistics).forEach(Arrays::sort);
        return statistics;
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 20_000})
    void theyAreThoseOfDealingAllRows(int m) {
        int n = 5_000;
        double[] values = logNormal(n + m);
        double ofX = 1.0 / n / (n - 1);
        double ofY = 1.0 / m / (m - 1);
        double[][] statistics = dealt(values, n, ofX, ofY);
        OutlyingRows rows = outlying(values, n);
        for (double pValue : new double[] {0.05, 0.005}) {
            int rank = (int) Math.ceil(DEALS * (1 - pValue));
            double error = 0.08 * pValue + 3 * Math.sqrt(pValue / DEALS);
            assertThat(LargeMeans.pValue(rows, n, ofX, ofY, statistics[0][rank]))
                    .isCloseTo(pValue, within(error));
            assertThat(LargeMeans.pValue(rows, n, ONE, ONE, statistics[1][rank]))
                    .isCloseTo(pValue, within(error));
        }
    }

    /** One number is 1 in few rows and 0 in all others: how many of them a sample has is hypergeometric. */
    @ParameterizedTest
    @ValueSource(ints = {4, 5, 8, 11, 20})
    void rareRowsHaveTheirExactPValue(int ofSmaller) {
        int n = 10_000;
        int all = 60_000;
        int rare = 30;
        double[] values = new double[all];
        Arrays.fill(values, 0, rare, 1);
        HypergeometricDistribution dealt = HypergeometricDistribution.of(all, rare, n);
        double expected = rare * (double) n / all;
        double exact = IntStream.rangeClosed(0, rare)
                .filter(k -> Math.abs(k - expected) >= Math.abs(ofSmaller - expected))
                .mapToDouble(dealt::probability)
                .sum();
        double off = ofSmaller / (double) n - (rare - ofSmaller) / (double) (all - n);
        double within = rare - Math.pow(ofSmaller, 2) / n - Math.pow(rare - ofSmaller, 2) / (all - n);
        assertThat(LargeMeans.pValue(outlying(values, n), n, ONE, ONE, off * off / within))
                .isCloseTo(exact, within(0.1 * exact));
    }

    @Test
    void sumsThatAreNormalHaveTheirNormalPValue() {
        SplittableRandom random = new SplittableRandom(9);
        double[] values = random.doubles(40_000).toArray();
        CentralMoments moments = CentralMoments.of(values, CentralMoments.differences(1, 0));
        OutlyingRows rows = outlying(values, 10_000);
        assertThat(rows.found()).isEmpty();
        // The variance of the difference given both samples together.
        double variance = 40_000.0 / 10_000 / 30_000 * 40_000 / 39_999;
        double off = 4 * Math.sqrt(variance);
        double within = 40_000 - off * off * 10_000 * 30_000 / 40_000;
        assertThat(moments.kurtosis()).isLessThan(2);
        assertThat(LargeMeans.pValue(rows, 10_000, ONE, ONE, off * off / within))
                .isCloseTo(6.334e-5, within(1e-7));
    }

    @Test
    void aLargeDifferenceHasAPValueFarBelowWhatDrawsCouldCount() {
        double[] values = logNormal(20_000);
        double within = 20_000;
        double off = 12 * Math.sqrt(20_000.0 / 10_000 / 10_000);
        double pValue = LargeMeans.pValue(outlying(values, 10_000), 10_000, ONE, ONE, off * off / within);
        assertThat(pValue).isBetween(Double.MIN_NORMAL, 1e-30);
    }

    @Test
    void farRowsAndTheMomentsOfTheOthersAreThoseOfTheirDefinition() {
        double[] values = logNormal(7_777);
        OutlyingRows rows = outlying(values, 3_000);
        double limit = LargeMeans.limit(3_000, 4_777);
        double[] near =
                Arrays.stream(values).filter(value -> Math.abs(value) <= limit).toArray();
        CentralMoments expected = CentralMoments.of(near, CentralMoments.differences(1, 0));
        double[] far = Arrays.stream(values)
                .filter(value -> Math.abs(value) > limit)
                .sorted()
                .toArray();
        assertThat(rows.found()).isNotEmpty().containsExactly(far, within(1e-9));
        assertThat(rows.rest().rows()).isEqualTo(near.length);
        assertThat(rows.rest().mean()).isCloseTo(expected.mean(), within(1e-9));
        assertThat(rows.rest().second()).isCloseTo(expected.second(), within(1e-9));
        assertThat(rows.rest().third()).isCloseTo(expected.third(), within(1e-9));
        assertThat(rows.rest().fourth()).isCloseTo(expected.fourth(), within(1e-7));
    }
}
