package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rounds here are few; benchmarks' ClusterCoverage has more. */
class ClusterIntervalsTest {
    /** Of {@link Days}, over two million rows. */
    private static final double LOG_LOSS = 0.5428;

    private static final double AREA = 0.7328;
    private static final double RECALL = 0.3151;

    @Test
    void fewDaysKeepTheLevelWhereTheBootstrapDoesNot() {
        Random random = new Random(20);
        int rounds = 400;
        int[] inside = new int[3];
        int bootstrapped = 0;
        for (int round = 0; round < rounds; round++) {
            Days days = new Days(10, random);
            MetricIntervals intervals = ClusterIntervals.of(days.day).classification(days.probability, days.actual);
            inside[0] += intervals.get("logLoss").contains(LOG_LOSS) ? 1 : 0;
            inside[1] += intervals.get("rocAuc").contains(AREA) ? 1 : 0;
            inside[2] += intervals.get("recall").contains(RECALL) ? 1 : 0;
            bootstrapped += Bootstrap.of(round)
                            .resamples(200)
                            .blocks(days.day)
                            .classification(days.probability, days.actual)
                            .get("logLoss")
                            .contains(LOG_LOSS)
                    ? 1
                    : 0;
        }

        // The standard error of a coverage of 0.95 is 0.011.
        for (int covered : inside) {
            assertThat((double) covered / rounds).isBetween(0.92, 0.98);
        }
        assertThat((double) bootstrapped / rounds).isLessThan(0.92);
    }

    @Test
    void daysOfEqualSizeGiveStudentsIntervalOfTheirMeans() {
        double[] values = {1, 3, 2, 6, 5, 9};
        Interval interval = ClusterIntervals.of(new long[] {1, 1, 2, 2, 3, 3}).mean(values);

        // Means 2, 4, 7; standard error sqrt(6.3333 / 3); t of 2 degrees 4.302653.
        double half = Math.sqrt(19.0 / 9) * 4.302652729911275;
        assertThat(interval.estimate()).isCloseTo(13.0 / 3, within(1e-12));
        assertThat(interval.upper() - interval.estimate()).isCloseTo(half, within(1e-9));
    }

    @Test
    void rowsOfTheirOwnGiveTheOrdinaryInterval() {
        Random random = new Random(3);
        double[] values = random.doubles(50).toArray();
        long[] own = new long[50];
        Arrays.setAll(own, row -> row);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 49 / 50;

        Interval interval = ClusterIntervals.of(own).confidence(0.9).mean(values);
        assertThat(interval.lower()).isCloseTo(mean - 1.6765508926 * Math.sqrt(variance), within(1e-8));
    }

    @Test
    void daysOfVeryDifferentSizeCountAsFewer() {
        Random random = new Random(4);
        double[] sums = random.doubles(10, -1, 1).toArray();
        double[] equal = new double[10];
        Arrays.fill(equal, 100);
        double[] different = {910, 10, 10, 10, 10, 10, 10, 10, 10, 10};

        assertThat(ClusterVariance.of(sums, equal, 100, 1_000).degrees()).isCloseTo(9, within(1e-9));
        assertThat(ClusterVariance.of(sums, different, 100, 1_000).degrees()).isLessThan(3);
    }

    @Test
    void estimatesAreTheMetrics() {
        Days days = new Days(30, new Random(5));
        ClassificationMetrics metrics = ClassificationMetrics.of(days.probability, days.actual);
        MetricIntervals intervals = ClusterIntervals.of(days.day).classification(days.probability, days.actual);

        assertThat(intervals.has("calibrationError")).isFalse();
        metrics.values().forEach((name, value) -> {
            if (!name.equals("calibrationError")) {
                assertThat(intervals.get(name).estimate()).as(name).isCloseTo(value, within(1e-12));
            }
        });
    }

    @Test
    void influencesAreTheEffectOfLeavingRowsOut() {
        Days days = new Days(8, new Random(6));
        int n = days.actual.length;
        var terms = MetricTerms.classification(days.probability, days.actual);
        int[] keep = IntStream.range(1, n).toArray();
        double[] p = Arrays.stream(keep).mapToDouble(i -> days.probability[i]).toArray();
        boolean[] y = new boolean[n - 1];
        for (int i = 1; i < n; i++) {
            y[i - 1] = days.actual[i];
        }
        var without = ClassificationMetrics.of(p, y).values();
        for (String name : List.of("logLoss", "rocAuc", "brier", "accuracy", "recall", "f1", "baseRate")) {
            MetricTerms each = Objects.requireNonNull(terms.get(name));
            double weight = Arrays.stream(each.weight()).sum();
            assertThat(each.value() - Objects.requireNonNull(without.get(name)))
                    .as(name)
                    .isCloseTo(each.influence()[0] / weight, within(5.0 / n / n));
        }
    }

    @Test
    void aDifferenceOfModelsIsNarrowerThanEither() {
        Days days = new Days(20, new Random(7));
        double[] blurred =
                Arrays.stream(days.probability).map(p -> 0.8 * p + 0.06).toArray();
        ClusterIntervals clusters = ClusterIntervals.of(days.day);
        Interval gain =
                clusters.difference(days.probability, blurred, days.actual).get("logLoss");
        Interval own = clusters.classification(days.probability, days.actual).get("logLoss");

        assertThat(gain.upper() - gain.lower()).isLessThan((own.upper() - own.lower()) / 2);
        assertThat(clusters.difference(days.probability, blurred, days.actual).has("baseRate"))
                .isFalse();
    }

    @Test
    void regressionsHaveIntervalsToo() {
        Random random = new Random(8);
        double[] actual = random.doubles(300).toArray();
        double[] predicted =
                Arrays.stream(actual).map(v -> v + 0.1 * random.nextGaussian()).toArray();
        long[] millis = new long[300];
        Arrays.setAll(millis, row -> row / 30 * 86_400_000L);
        MetricIntervals intervals =
                ClusterIntervals.days(millis, ZoneOffset.UTC).regression(predicted, actual);

        assertThat(intervals.byName().keySet()).containsExactly("mae", "rmse", "r2", "bias");
        RegressionMetrics.of(predicted, actual).values().forEach((name, value) -> assertThat(
                        intervals.get(name).estimate())
                .isCloseTo(value, within(1e-12)));
        assertThat(intervals.get("rmse").contains(0.1)).isTrue();
    }

    @Test
    void whereNoDayMakesADifferenceThereIsNoInterval() {
        MetricIntervals intervals = ClusterIntervals.of(new long[] {1, 1, 2, 2})
                .classification(new double[] {0.9, 0.1, 0.9, 0.1}, new boolean[] {true, false, true, false});
        assertThat(intervals.byName()).isEmpty();
        assertThat(ClusterIntervals.of(new long[] {1, 2}).mean(new double[2]).lower())
                .isNaN();
    }

    @Test
    void oneDaySaysNothing() {
        assertThatThrownBy(() -> ClusterIntervals.of(new long[100])).hasMessageContaining("1 cluster(s)");
        assertThatThrownBy(() -> ClusterIntervals.of(new long[] {1, 2}).mean(new double[3]))
                .hasMessageContaining("the clusters are of 2 rows, and 3 rows were given");
        assertThatThrownBy(() -> ClusterIntervals.of(new long[] {1, 2}).confidence(1))
                .hasMessageContaining("0.95");
    }

    /** Days of 50 to 250 rows, each with an effect of its own on the logit, which the model does not know. */
    private static final class Days {
        final double[] probability;
        final boolean[] actual;
        final long[] day;

        Days(int days, Random random) {
            int[] sizes = random.ints(days, 50, 250).toArray();
            int rows = Arrays.stream(sizes).sum();
            probability = new double[rows];
            actual = new boolean[rows];
            day = new long[rows];
            int row = 0;
            for (int d = 0; d < days; d++) {
                double effect = 0.5 * random.nextGaussian();
                for (int i = 0; i < sizes[d]; i++, row++) {
                    double x = random.nextGaussian() - 1;
                    probability[row] = 1 / (1 + Math.exp(-x));
                    actual[row] = random.nextDouble() < 1 / (1 + Math.exp(-x - effect));
                    day[row] = d;
                }
            }
        }
    }
}
