package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.leeway.monitoring.drift.DriftTests;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SmirnovDistanceTest {

    private enum Shape {
        NORMAL,
        LOG_NORMAL,
        HEAVY_TAILED,
        TIED,
        HALF_TIED,
        FAR_FROM_ZERO,
        FEW_OUTLIERS,
        ANY_BITS,
        TWO_NEIGHBOURS,
        CONSTANT;

        DoubleSupplier from(Random random) {
            return switch (this) {
                case NORMAL -> random::nextGaussian;
                case LOG_NORMAL -> () -> Math.exp(2 * random.nextGaussian());
                case HEAVY_TAILED -> () -> random.nextGaussian() / (random.nextDouble() - 0.5);
                case TIED -> () -> Math.floor(random.nextDouble() * random.nextDouble() * 50);
                case HALF_TIED -> () -> random.nextBoolean() ? -0.0 * random.nextInt(2) : random.nextGaussian();
                case FAR_FROM_ZERO -> () -> 1e9 + random.nextGaussian();
                case FEW_OUTLIERS ->
                    () -> random.nextInt(5_000) == 0
                            ? Double.MAX_VALUE * (random.nextDouble() - 0.5)
                            : 1000 + random.nextGaussian() * (random.nextBoolean() ? 0 : 1e-3);
                case ANY_BITS ->
                    () -> {
                        double any = Double.longBitsToDouble(random.nextLong());
                        return Double.isFinite(any) ? any : Double.MIN_VALUE;
                    };
                case TWO_NEIGHBOURS -> () -> random.nextInt(3) == 0 ? 1.0 : Math.nextUp(1.0);
                case CONSTANT -> () -> 7;
            };
        }

        double[] values(int count, Random random) {
            return DoubleStream.generate(from(random)).limit(count).toArray();
        }
    }

    @Property(tries = 150)
    void theDistanceIsExactlyThatOfSortedSamples(
            @ForAll Shape shape,
            @ForAll Shape other,
            @ForAll boolean same,
            @ForAll @IntRange(min = 1, max = 30_000) int n,
            @ForAll @IntRange(min = 1, max = 30_000) int m,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = shape.values(n, random);
        double[] y = (same ? shape : other).values(m, random);

        long expected = MergedSamples.steps(sorted(x), sorted(y));

        assertThat(steps(x, y)).isEqualTo(expected);
    }

    private static long steps(double[] x, double[] y) {
        BucketedSample ofX = BucketedSample.of(x);
        return SmirnovDistance.steps(ofX, ofX.like(y));
    }

    @Property(tries = 100)
    void bucketsGiveTheRankSumsOfSortedSamples(
            @ForAll Shape shape,
            @ForAll Shape other,
            @ForAll boolean same,
            @ForAll @IntRange(min = 1, max = 20_000) int n,
            @ForAll @IntRange(min = 1, max = 20_000) int m,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = shape.values(n, random);
        double[] y = (same ? shape : other).values(m, random);
        BucketedSample ofX = BucketedSample.of(x);
        BucketedSample ofY = ofX.like(y);
        long[] ranks = random.longs(3, 0, n + m).sorted().toArray();
        double[] both = sorted(
                DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(y)).toArray());

        RankSums expected = RankSums.of(sorted(x), sorted(y), 1);
        RankSums sums = RankSums.of(ofX, ofY, 1);

        assertThat(sums.size()).isEqualTo(expected.size());
        assertThat(sums.largest()).isEqualTo(expected.largest());
        assertThat(sums.excess()).isEqualTo(expected.excess());
        assertThat(sums.cubes()).isEqualTo(expected.cubes());
        assertThat(sums.tiesOfBoth()).isEqualTo(expected.tiesOfBoth());
        assertThat(sums.squares()).isCloseTo(expected.squares(), withinPercentage(1e-10));
        assertThat(sums.weightedSquares()).isCloseTo(expected.weightedSquares(), withinPercentage(1e-10));
        if (Double.isFinite(expected.area())) {
            assertThat(sums.area()).isCloseTo(expected.area(), withinPercentage(1e-10));
        }
        assertThat(sorted(BucketedSample.select(ofX, ofY, ranks)))
                .containsExactly(LongStream.of(ranks)
                        .mapToDouble(rank -> both[(int) rank])
                        .toArray());
    }

    @Property(tries = 40)
    void bucketsGiveTheRanksTheCountsAndTheOrderOfSorting(
            @ForAll Shape shape,
            @ForAll Shape other,
            @ForAll @IntRange(min = 1, max = 20_000) int n,
            @ForAll @IntRange(min = 1, max = 12) int places,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = DoubleStream.generate(shape.from(random)).limit(n).toArray();
        double[] ascending = sorted(x);
        int[] ranks = random.ints(places, 0, n).sorted().toArray();
        double[] limits = DoubleStream.generate(() -> random.nextBoolean() ? ascending[random.nextInt(n)] : 0.3 * n)
                .limit(places)
                .sorted()
                .distinct()
                .toArray();
        BucketedSample own = BucketedSample.of(x);
        BucketedSample guest = BucketedSample.of(
                        DoubleStream.generate(other.from(random)).limit(5_000).toArray())
                .like(x);

        for (BucketedSample buckets : new BucketedSample[] {own, guest}) {
            BucketedSample.Selected selected = buckets.select(ranks);
            double[] expected =
                    IntStream.of(ranks).mapToDouble(rank -> ascending[rank]).toArray();
            assertThat(sorted(selected.values())).containsExactly(expected);
            assertThat(selected.atMost())
                    .containsExactly(IntStream.of(ranks)
                            .map(rank -> atMost(ascending, ascending[rank]))
                            .toArray());
            assertThat(sorted(buckets.sorted())).containsExactly(ascending);
            assertThat(buckets.countsAtMost(limits))
                    .containsExactly(DoubleStream.of(limits)
                            .mapToInt(limit -> atMost(ascending, limit))
                            .toArray());
        }
    }

    private static int atMost(double[] values, double limit) {
        return (int) DoubleStream.of(values).filter(value -> value <= limit).count();
    }

    private static double[] sorted(double[] values) {
        return DoubleStream.of(values).map(value -> value + 0.0).sorted().toArray();
    }

    @Property(tries = 60)
    void whatIsNotFiniteIsLeftOut(
            @ForAll @IntRange(min = 1, max = 9_000) int n,
            @ForAll @IntRange(min = 1, max = 9_000) int holes,
            @ForAll boolean tied,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = DoubleStream.generate((tied ? Shape.TIED : Shape.NORMAL).from(random))
                .limit(n)
                .toArray();
        double[] y = DoubleStream.generate(Shape.NORMAL.from(random)).limit(n).toArray();
        double[] notFinite = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.longBitsToDouble(-1)
        };
        double[] withHoles = DoubleStream.concat(
                        DoubleStream.of(y),
                        DoubleStream.generate(() -> notFinite[random.nextInt(4)])
                                .limit(holes))
                .toArray();

        assertThat(DriftTests.ks().statistic(x, withHoles))
                .isEqualTo(DriftTests.ks().statistic(x, y));
        assertThat(DriftTests.ks().statistic(withHoles, x))
                .isEqualTo(DriftTests.ks().statistic(y, x));
    }
}
