package io.leeway.monitoring.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private final Random random = new Random(7);

    @Test
    void bothWaysOfCountingMeasureTheRepeatedRows() {
        int n = 400;
        int blocks = 17;
        double[] p = new double[n];
        boolean[] y = new boolean[n];
        draw(p, y, 20);
        int[] block = IntStream.range(0, n).map(i -> random.nextInt(blocks)).toArray();
        ResampledTotals paired = new ResampledTotals.PairedBlocks(p, y, block, blocks, 0.4, 10);
        ResampledTotals sorted = new ResampledTotals.SortedRows(p, y, block, 0.4, 10);
        Draws draws = new Draws(3);
        int[] drawn = new int[blocks];
        for (int round = 0; round < 20; round++) {
            draws.next(drawn);
            int[] rows = IntStream.range(0, n)
                    .flatMap(i -> IntStream.range(0, drawn[block[i]]).map(k -> i))
                    .toArray();
            double[] repeated = IntStream.of(rows).mapToDouble(i -> p[i]).toArray();
            boolean[] labels = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = y[rows[i]];
            }
            Map<String, Double> expected =
                    ClassificationMetrics.of(repeated, labels, 0.4, 10).values();
            for (ResampledTotals way : new ResampledTotals[] {paired, sorted}) {
                double[] totals = new double[Totals.length(10)];
                way.fill(drawn, totals);
                Map<String, Double> actual = Totals.metrics(totals, 10, 0.4).values();
                assertThat(actual.keySet()).isEqualTo(expected.keySet());
                expected.forEach(
                        (name, value) -> assertThat(actual.get(name)).as(name).isCloseTo(value, within(1e-12)));
            }
        }
    }

    @Test
    void theEstimateIsTheMetricOfTheRows() {
        double[] p = new double[500];
        boolean[] y = new boolean[500];
        draw(p, y, 1_000_000);
        Map<String, Double> metrics = ClassificationMetrics.of(p, y).values();
        Bootstrap.of(1)
                .resamples(50)
                .rowBlocks(10)
                .classification(p, y)
                .byName()
                .forEach((name, interval) ->
                        assertThat(interval.estimate()).as(name).isCloseTo(metrics.get(name), within(1e-12)));
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        double[] p = new double[300];
        boolean[] y = new boolean[300];
        draw(p, y, 100);
        Bootstrap bootstrap = Bootstrap.of(5).resamples(100);
        assertThat(bootstrap.classification(p, y)).isEqualTo(bootstrap.classification(p, y));
        assertThat(bootstrap.classification(p, y))
                .isNotEqualTo(Bootstrap.of(6).resamples(100).classification(p, y));
    }

    /** Over 200 samples, 95% intervals miss 10 times on average; more than 24 has a probability of 2e-5. */
    @Test
    void intervalsHoldTheTrueLossAndAreaAboutAsOftenAsPromised() {
        double trueLoss = 0.5; // of p uniform and labels drawn by it: the mean entropy is 1/2
        double trueArea = 5.0 / 6; // P(p1 > p0) for densities 2x and 2(1 - x)
        int missedLoss = 0;
        int missedArea = 0;
        for (int sample = 0; sample < 200; sample++) {
            double[] p = new double[400];
            boolean[] y = new boolean[400];
            draw(p, y, 0);
            MetricIntervals intervals = Bootstrap.of(sample).resamples(400).classification(p, y);
            missedLoss += intervals.get("logLoss").contains(trueLoss) ? 0 : 1;
            missedArea += intervals.get("rocAuc").contains(trueArea) ? 0 : 1;
        }
        assertThat(missedLoss).isBetween(1, 24);
        assertThat(missedArea).isBetween(1, 24);
    }

    /** Days that share their luck: taking rows for independent gives intervals that miss too often. */
    @Test
    void blocksOfADayWidenIntervalsWhereRowsOfADayAreAlike() {
        int days = 60;
        int n = days * 50;
        double[] p = new double[n];
        boolean[] y = new boolean[n];
        long[] millis = new long[n];
        for (int i = 0; i < n; i++) {
            int day = i / 50;
            p[i] = 0.3;
            y[i] = random.nextDouble() < (day % 3 == 0 ? 0.9 : 0.05);
            millis[i] = day * 86_400_000L + i % 50;
        }
        Bootstrap bootstrap = Bootstrap.of(2).resamples(300);
        Interval rows = bootstrap.classification(p, y).get("logLoss");
        Interval daily =
                bootstrap.days(millis, ZoneOffset.UTC).classification(p, y).get("logLoss");
        assertThat(daily.upper() - daily.lower()).isGreaterThan(3 * (rows.upper() - rows.lower()));
    }

    @Test
    void aDifferenceIsNarrowerThanItsTwoSides() {
        int n = 4_000;
        double[] p = new double[n];
        boolean[] y = new boolean[n];
        draw(p, y, 0);
        double[] worse = p.clone();
        for (int i = 0; i < n; i++) {
            worse[i] = 0.9 * p[i] + 0.1;
        }
        Bootstrap bootstrap = Bootstrap.of(9).resamples(200).rowBlocks(50);
        Interval single = bootstrap.classification(p, y).get("logLoss");
        MetricIntervals difference = bootstrap.difference(worse, p, y);
        Interval loss = difference.get("logLoss");
        assertThat(loss.upper() - loss.lower()).isLessThan(0.7 * (single.upper() - single.lower()));
        assertThat(loss.lower()).isPositive();
        assertThat(loss.estimate())
                .isCloseTo(
                        ClassificationMetrics.of(worse, y).logLoss()
                                - ClassificationMetrics.of(p, y).logLoss(),
                        within(1e-12));
        assertThat(difference.has("baseRate")).isFalse();
    }

    @Test
    void oneClassGivesNoIntervalForTheArea() {
        assertThat(Bootstrap.of(1).classification(new double[] {0.1, 0.4, 0.8}, new boolean[3]))
                .satisfies(i -> assertThat(i.has("brier")).isTrue())
                .satisfies(i -> assertThat(i.has("rocAuc")).isFalse());
    }

    @Test
    void noRowsGiveNoInterval() {
        assertThat(Bootstrap.of(1).classification(new double[0], new boolean[0]).byName())
                .isEmpty();
    }

    @Test
    void blocksMustFitTheRows() {
        assertThatThrownBy(() -> Bootstrap.of(1).blocks(new long[3]).classification(new double[2], new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks are of 3 rows");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        Bootstrap bootstrap = Bootstrap.of(1);
        assertThatThrownBy(() -> bootstrap.resamples(3)).hasMessageContaining("at least 20");
        assertThatThrownBy(() -> bootstrap.confidence(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> bootstrap.rowBlocks(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> bootstrap.scoring(Double.NaN, 10)).hasMessageContaining("NaN");
    }

    private void draw(double[] p, boolean[] y, int levels) {
        for (int i = 0; i < p.length; i++) {
            double u = random.nextDouble();
            p[i] = levels == 0 ? u : Math.floor(u * levels) / levels;
            y[i] = random.nextDouble() < u;
        }
    }
}
