package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RankSumsTest {

    private static double[] ascending(int size, int distinct, SplittableRandom random) {
        return random.ints(size, 0, distinct).mapToDouble(i -> i - 2).sorted().toArray();
    }

    private static double count(double[] values, double from, double to) {
        return Arrays.stream(values)
                .filter(value -> value >= from && value <= to)
                .count();
    }

    @Property(tries = 200)
    void sumsAreThoseOfTheirDefinition(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 60) int m,
            @ForAll @IntRange(min = 1, max = 200) int distinct,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = ascending(n, distinct, random);
        double[] y = ascending(m, distinct, random);
        double above = 0;
        double squares = 0;
        double weighted = 0;
        double excess = 0;
        double area = 0;
        double all = n + m;
        for (double at = -2; at < distinct; at++) {
            double a = count(x, at, at);
            double b = count(y, at, at);
            double atMostOfX = count(x, -2, at) / n;
            double atMostOfY = count(y, -2, at) / m;
            double off = atMostOfX - a / 2 / n - (atMostOfY - b / 2 / m);
            double middle = (atMostOfX * n - a / 2) + (atMostOfY * m - b / 2);
            double weight = middle / all * (all - middle) - (a + b) / 4;
            above = Math.max(above, atMostOfX - atMostOfY);
            squares += (a + b) * off * off;
            weighted += weight > 0 ? (a + b) * off * off / weight : 0;
            excess += a * (count(y, -2, at - 1) - count(y, at + 1, distinct));
            area += Math.abs(atMostOfX - atMostOfY);
        }

        RankSums sums = RankSums.of(x, y, 1);
        assertThat(sums.above()).isCloseTo(above, within(1e-12));
        assertThat(sums.squares()).isCloseTo(squares, within(1e-10));
        assertThat(sums.weightedSquares()).isCloseTo(weighted, within(1e-10));
        assertThat(sums.excess()).isEqualTo(excess);
        assertThat(sums.area()).isCloseTo(area, within(1e-10));
        assertThat(sums.size()).isEqualTo(TiedSamples.of(x, y).size());
    }

    @Property(tries = 50)
    void samplesOfAnySizeHaveTheSumsOfTheirTies(
            @ForAll @IntRange(min = 1, max = 2_000) int n,
            @ForAll @IntRange(min = 1, max = 2_000) int m,
            @ForAll @IntRange(min = 1, max = 100_000) int distinct,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = ascending(n, distinct, random);
        double[] y = ascending(m, distinct, random);

        RankSums merged = RankSums.of(x, y, 1);
        RankSums tied = RankSums.of(TiedSamples.of(x, y), 1);
        assertThat(merged.excess()).isEqualTo(tied.excess());
        assertThat(merged.cubes()).isEqualTo(tied.cubes());
        assertThat(merged.tiesOfBoth()).isEqualTo(tied.tiesOfBoth());
        assertThat(merged.largest()).isEqualTo(tied.largest());
        assertThat(merged.squares()).isCloseTo(tied.squares(), within(1e-12 * (1 + tied.squares())));
        assertThat(merged.areaOfSquares()).isCloseTo(tied.areaOfSquares(), within(1e-12 * (1 + tied.areaOfSquares())));
    }
}
