package io.leeway.monitoring.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NumericProfilePropertyTest {
    /** Numbers of every kind: of one magnitude, of all magnitudes, tied, subnormal, missing and infinite. */
    @Provide
    Arbitrary<double[]> columns() {
        Arbitrary<Double> number = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(5, Arbitraries.doubles().between(-100, 100)),
                net.jqwik.api.Tuple.of(3, Arbitraries.longs().map(Double::longBitsToDouble)),
                net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(-3, 3).map(i -> (double) i)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(
                                0.0,
                                -0.0,
                                Double.NaN,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.MIN_VALUE,
                                Double.MIN_NORMAL)));
        return number.array(double[].class).ofMaxSize(200);
    }

    /** Ordinary numbers, positive and negative, over a few magnitudes. */
    @Provide
    Arbitrary<double[]> ordinary() {
        Arbitrary<Double> number = Arbitraries.doubles().between(-1e6, 1e6).ofScale(6);
        return number.array(double[].class).ofMinSize(1).ofMaxSize(300);
    }

    private static byte[] bytes(NumericProfile profile) {
        return Profile.builder().feature("x", profile).build().toBytes();
    }

    @Property(tries = 200)
    void howPartsAreCutAndMergedDoesNotMatter(@ForAll("columns") double[] values, @ForAll Random random) {
        byte[] whole = bytes(NumericProfile.of(values));
        List<Double> shuffled = new ArrayList<>();
        for (double value : values) {
            shuffled.add(value);
        }
        Collections.shuffle(shuffled, random);
        double[] column = shuffled.stream().mapToDouble(d -> d).toArray();
        int a = random.nextInt(column.length + 1);
        int b = a + random.nextInt(column.length - a + 1);
        NumericProfile x = NumericProfile.of(column, 0, a);
        NumericProfile y = NumericProfile.of(column, a, b);
        NumericProfile z = NumericProfile.of(column, b, column.length);
        assertThat(bytes(x.merge(y).merge(z))).isEqualTo(whole);
        assertThat(bytes(x.merge(y.merge(z)))).isEqualTo(whole);
        assertThat(bytes(z.merge(x).merge(y))).isEqualTo(whole);
        assertThat(bytes(y.merge(z).merge(NumericProfile.empty()).merge(x))).isEqualTo(whole);
    }

    @Property(tries = 200)
    void aProfileIsReadBackToTheBit(@ForAll("columns") double[] values) {
        NumericProfile profile = NumericProfile.of(values);
        Profile read = Profile.fromBytes(bytes(profile));
        assertThat(bytes(read.numeric("x"))).isEqualTo(bytes(profile));
        assertThat(read.numeric("x").toString()).isEqualTo(profile.toString());
    }

    @Property(tries = 200)
    void everythingIsCounted(@ForAll("columns") double[] values) {
        NumericProfile profile = NumericProfile.of(values);
        assertThat(profile.rows()).isEqualTo(values.length);
        assertThat(profile.missing())
                .isEqualTo(Arrays.stream(values).filter(Double::isNaN).count());
        assertThat(profile.infinite())
                .isEqualTo(Arrays.stream(values).filter(Double::isInfinite).count());
        assertThat(profile.buckets().stream()
                        .mapToLong(NumericProfile.Bucket::count)
                        .sum())
                .isEqualTo(profile.count());
        assertThat(profile.scale()).isBetween(BucketLimits.MIN_SCALE, BucketLimits.MAX_SCALE);
    }

    @Property(tries = 200)
    void quantilesAreWithinTheStatedErrorAndNeverOutside(@ForAll("ordinary") double[] values) {
        NumericProfile profile = NumericProfile.of(values);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double previous = Double.NEGATIVE_INFINITY;
        for (int percent = 0; percent <= 100; percent++) {
            double p = percent / 100.0;
            int rank = (int) Math.max(1, Math.ceil(p * sorted.length));
            double exact = sorted[rank - 1];
            double estimate = profile.quantile(p);
            assertThat(estimate).isCloseTo(exact, within(Math.abs(exact) * profile.relativeError() * (1 + 1e-9)));
            assertThat(estimate).isBetween(sorted[0] + 0.0, sorted[sorted.length - 1] + 0.0);
            assertThat(estimate).isGreaterThanOrEqualTo(previous);
            previous = estimate;
        }
    }

    @Property(tries = 200)
    void theDistributionFunctionIsWrongByNoMoreThanABucket(@ForAll("ordinary") double[] values) {
        NumericProfile profile = NumericProfile.of(values);
        double n = values.length;
        for (NumericProfile.Bucket bucket : profile.buckets()) {
            long atMost = Arrays.stream(values).filter(v -> v <= bucket.upper()).count();
            double error = bucket.upper() < 0 ? bucket.count() / n + neighbours(profile, bucket.upper()) : 1e-12;
            assertThat(profile.cdf(bucket.upper())).isCloseTo(atMost / n, within(error));
            double middle = bucket.middle();
            long below = Arrays.stream(values).filter(v -> v <= middle).count();
            assertThat(profile.cdf(middle)).isCloseTo(below / n, within(bucket.count() / n + 1e-12));
        }
        assertThat(profile.cdf(profile.max())).isEqualTo(1);
        assertThat(profile.cdf(Math.nextDown(profile.min()))).isZero();
    }

    /** The share of the bucket that begins at a limit: a negative value that equals the limit is in it. */
    private static double neighbours(NumericProfile profile, double limit) {
        return profile.buckets().stream()
                        .filter(b -> b.lower() == limit)
                        .mapToLong(NumericProfile.Bucket::count)
                        .sum()
                / (double) profile.count();
    }

    @Property(tries = 100)
    void momentsAreThoseOfExactArithmetic(@ForAll("ordinary") double[] values) {
        NumericProfile profile = NumericProfile.of(values);
        BigDecimal n = BigDecimal.valueOf(values.length);
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        // Enough for the whole expansion: a quotient that was rounded before is no tie between two doubles any more.
        MathContext precise = new MathContext(400);
        BigDecimal mean = sum.divide(n, precise);
        assertThat(profile.sum()).isEqualTo(sum.doubleValue());
        assertThat(profile.mean()).isEqualTo(mean.doubleValue());
        if (values.length > 1) {
            BigDecimal squares = BigDecimal.ZERO;
            for (double value : values) {
                squares = squares.add(new BigDecimal(value).pow(2));
            }
            BigDecimal numerator = n.multiply(squares).subtract(sum.pow(2));
            BigDecimal variance = numerator.divide(n.multiply(n.subtract(BigDecimal.ONE)), precise);
            assertThat(profile.variance()).isEqualTo(variance.doubleValue());
        }
    }

    @Property(tries = 1000)
    void aNumberLiesWithinTheLimitsOfItsBucket(@ForAll("positive") double value) {
        int index = BucketLimits.index(value);
        assertThat(index).isBetween(BucketLimits.LEAST_INDEX, BucketLimits.GREATEST_INDEX);
        for (int scale = BucketLimits.MAX_SCALE; scale >= BucketLimits.MIN_SCALE; scale--) {
            int coarse = index >> (BucketLimits.MAX_SCALE - scale);
            assertThat(BucketLimits.lower(scale, coarse)).isLessThan(value);
            assertThat(BucketLimits.upper(scale, coarse)).isGreaterThanOrEqualTo(value);
        }
    }

    @Provide
    Arbitrary<Double> positive() {
        Arbitrary<Double> any = Arbitraries.longs()
                .between(Double.doubleToLongBits(Double.MIN_NORMAL), Double.doubleToLongBits(Double.MAX_VALUE))
                .map(Double::longBitsToDouble);
        Arbitrary<Double> limits = Arbitraries.integers()
                .between(-1000 * 4096, 1000 * 4096)
                .map(i -> BucketLimits.lower(BucketLimits.MAX_SCALE, i));
        return Arbitraries.oneOf(any, limits, limits.map(Math::nextUp), limits.map(Math::nextDown));
    }

    @Test
    void allDoublesFitIntoTheBuckets() {
        NumericProfile profile =
                NumericProfile.of(Double.MIN_VALUE, Double.MAX_VALUE, -Double.MIN_VALUE, -Double.MAX_VALUE, 1, -1, 0);
        assertThat(profile.scale()).isEqualTo(BucketLimits.MIN_SCALE);
        assertThat(profile.buckets()).hasSize(7);
        assertThat(profile.mean()).isZero();
        assertThat(profile.variance()).isInfinite();
        assertThat(NumericProfile.of(Double.MIN_VALUE, Double.MIN_VALUE).mean()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void theStandardDeviationIsKnownWhereTheVarianceIsBeyondTheRange() {
        for (double unit : new double[] {1e300, 1e200, 1, 1e-200, 1e-300}) {
            assertThat(NumericProfile.of(unit, 2 * unit, 3 * unit).standardDeviation())
                    .isCloseTo(unit, within(1e-15 * unit));
        }
        assertThat(NumericProfile.of(Double.MIN_VALUE, 3 * Double.MIN_VALUE, 5 * Double.MIN_VALUE)
                        .standardDeviation())
                .isEqualTo(2 * Double.MIN_VALUE);
        assertThat(NumericProfile.of(1e200, 1e200).standardDeviation()).isZero();
    }

    /** Rounded to 53 bits first, many of these means would lie halfway between two subnormal numbers, and go up. */
    @Property(tries = 300)
    void aSubnormalMeanIsRoundedOnce(
            @ForAll @LongRange(min = 1L << 49, max = (1L << 52) - 8) long least,
            @ForAll @IntRange(min = 1, max = 7) int more) {
        double[] values = new double[7];
        Arrays.fill(values, least * Double.MIN_VALUE);
        values[0] = (least + more) * Double.MIN_VALUE;
        long mean = least + (2 * more > 7 ? 1 : 0);
        assertThat(NumericProfile.of(values).mean()).isEqualTo(mean * Double.MIN_VALUE);
    }

    @Test
    void manyAdditionsKeepTheSumExact() {
        double[] tenths = new double[100_000];
        Arrays.fill(tenths, 0.1);
        NumericProfile part = NumericProfile.of(tenths);
        NumericProfile all = part;
        for (int doubling = 0; doubling < 45; doubling++) {
            all = all.merge(all);
        }
        assertThat(all.count()).isEqualTo(100_000L << 45);
        assertThat(all.mean()).isEqualTo(0.1);
        assertThat(all.variance()).isZero();
        assertThat(all.distinct()).isCloseTo(1, within(0.01));
    }

    @Test
    void differentValuesAreCountedWithinTheStatedError() {
        for (int n : new int[] {1, 10, 100, 1_000, 10_000, 100_000}) {
            double[] values = new double[2 * n];
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.37 * (i % n);
            }
            assertThat(NumericProfile.of(values).distinct()).isCloseTo(n, within(0.08 * n));
        }
    }

    @Test
    void aQuantileNeedsAShare() {
        for (double p : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> NumericProfile.empty().quantile(p)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
