package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.profile.NumericProfile;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Distances of profiles against those of all the numbers. */
class ProfileDistanceTest {

    private static final double ROUNDING = 1e-12;

    private enum Shape {
        NORMAL,
        LOG_NORMAL,
        DICE,
        ZEROS,
        WIDE;

        double draw(Random random) {
            return switch (this) {
                case NORMAL -> random.nextGaussian();
                case LOG_NORMAL -> Math.exp(random.nextGaussian());
                case DICE -> random.nextInt(6) - 2;
                case ZEROS -> random.nextBoolean() ? 0 : random.nextGaussian();
                case WIDE -> Math.exp(40 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
            };
        }
    }

    private static double[] draw(Shape shape, int n, double shift, Random random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> shape.draw(random) + shift)
                .toArray();
    }

    @Property(tries = 150)
    void theDistanceLiesWithinTheBounds(
            @ForAll Shape shape,
            @ForAll @IntRange(min = 10, max = 800) int n,
            @ForAll @IntRange(min = 10, max = 800) int m,
            @ForAll @IntRange(min = 0, max = 3) int shift,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = draw(shape, n, 0, random);
        double[] y = draw(shape, m, shift / 4.0, random);
        double exact = DriftTests.ks().statistic(x, y);
        NumericSample[] before = {Sample.of(x), Sample.of(NumericProfile.of(x))};
        NumericSample[] now = {Sample.of(y), Sample.of(NumericProfile.of(y))};

        for (NumericSample reference : before) {
            for (NumericSample current : now) {
                DistanceBounds bounds = DistanceBounds.of(reference, current);
                double estimate = DriftTests.ks().test(reference, current).statistic();
                assertThat(exact).isBetween(bounds.lower() - ROUNDING, bounds.upper() + ROUNDING);
                assertThat(estimate).isBetween(bounds.lower() - ROUNDING, bounds.upper() + ROUNDING);
            }
        }
    }

    @Example
    void theBoundsOfManyNumbersAreClose() {
        Random random = new Random(3);
        NumericSample x = Sample.of(NumericProfile.of(draw(Shape.LOG_NORMAL, 20_000, 0, random)));
        NumericSample y = Sample.of(NumericProfile.of(draw(Shape.LOG_NORMAL, 20_000, 0.2, random)));

        DistanceBounds bounds = DistanceBounds.of(x, y);

        assertThat(bounds.upper() - bounds.lower()).isLessThan(0.06);
    }

    @Property(tries = 60)
    void wassersteinIsOffByNoMoreThanTheBucketsAreWide(
            @ForAll @IntRange(min = 50, max = 800) int n, @ForAll long seed) {
        Random random = new Random(seed);
        double[] x = draw(Shape.LOG_NORMAL, n, 0, random);
        double[] y = draw(Shape.LOG_NORMAL, n, 0.3, random);
        NumericDistance plain = DriftTests.wasserstein().withoutNormalisation(1);

        double about = plain.test(Sample.of(NumericProfile.of(x)), Sample.of(NumericProfile.of(y)))
                .statistic();

        assertThat(Math.abs(about - plain.statistic(x, y))).isLessThanOrEqualTo(meanWidth(x) + meanWidth(y));
    }

    private static double meanWidth(double[] values) {
        return NumericProfile.of(values).buckets().stream()
                        .mapToDouble(bucket -> bucket.count() * (bucket.upper() - bucket.lower()))
                        .sum()
                / values.length;
    }
}
