package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.NumericProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the tests of the catalogue have in common, and what their options do. */
class DriftTestsTest {

    private static final double[] X = Samples.of("bell:1:500:1.0:0.0");
    private static final double[] Y = Samples.of("bell:2:400:1.5:0.25");

    @Test
    void distancesAreSymmetric() {
        assertThat(DriftTests.ks().statistic(X, Y)).isEqualTo(DriftTests.ks().statistic(Y, X));
        NumericDistance plain = DriftTests.wasserstein().withoutNormalisation(1);
        assertThat(plain.statistic(X, Y)).isCloseTo(plain.statistic(Y, X), within(1e-14));
        long[] a = {4, 0, 9};
        long[] b = {1, 7, 3};
        assertThat(DriftTests.chiSquare().statistic(a, b))
                .isCloseTo(DriftTests.chiSquare().statistic(b, a), within(1e-12));
        assertThat(DriftTests.jensenShannon().statistic(a, b))
                .isEqualTo(DriftTests.jensenShannon().statistic(b, a));
        assertThat(DriftTests.psi().statistic(a, b)).isCloseTo(DriftTests.psi().statistic(b, a), within(1e-14));
    }

    @Test
    void sharesWithNothingInCommonAreAtDistanceOne() {
        assertThat(DriftTests.jensenShannon().statistic(new long[] {5, 0}, new long[] {0, 9}))
                .isEqualTo(1);
        assertThat(DriftTests.ks().statistic(new double[] {1, 2}, new double[] {3}))
                .isEqualTo(1);
    }

    @Test
    void wassersteinOfAShiftIsTheShift() {
        assertThat(DriftTests.wasserstein()
                        .withoutNormalisation(1)
                        .statistic(new double[] {1, 2, 3}, new double[] {4.5, 3.5, 2.5}))
                .isCloseTo(1.5, within(1e-15));
    }

    @Test
    void wassersteinFromAConstantIsInfinite() {
        assertThat(DriftTests.wasserstein().statistic(new double[] {1, 1}, new double[] {1, 2}))
                .isInfinite();
    }

    @Test
    void wassersteinFromAConstantThatNoBinaryFractionIsIsInfiniteToo() {
        assertThat(DriftTests.wasserstein().statistic(repeated(100, 0.1), repeated(100, 0.2)))
                .isInfinite();
        assertThat(DriftTests.wasserstein().statistic(repeated(100, 0.1), repeated(70, 0.1)))
                .isZero();
    }

    @Test
    void wassersteinDoesNotDependOnTheUnit() {
        double[] x = repeated(90, 1, 2, 3);
        double[] y = repeated(90, 1, 2, 4);
        double expected = DriftTests.wasserstein().statistic(x, y);
        double about = statistic(NumericProfile.of(x), NumericProfile.of(y));
        for (int exponent : new int[] {1_021, 600, -600, -1_000}) {
            assertThat(DriftTests.wasserstein().statistic(scaled(x, exponent), scaled(y, exponent)))
                    .isCloseTo(expected, within(1e-12));
            assertThat(statistic(NumericProfile.of(scaled(x, exponent)), NumericProfile.of(scaled(y, exponent))))
                    .isCloseTo(about, within(0.02));
        }
    }

    @Test
    void theWholeRangeOfDoublesHasADistance() {
        double most = Double.MAX_VALUE;
        double[] even = repeated(100, -most, most);
        double[] uneven = repeated(100, -most, -most, -most, most);
        assertThat(DriftTests.wasserstein().statistic(even, even)).isZero();
        assertThat(DriftTests.wasserstein().statistic(even, uneven)).isCloseTo(0.5, within(1e-12));
        assertThat(statistic(NumericProfile.of(even), NumericProfile.of(uneven)))
                .isCloseTo(0.5, within(0.01));
        for (DriftTest test :
                List.of(DriftTests.psi(), DriftTests.ks(), DriftTests.chiSquare(), DriftTests.jensenShannon())) {
            assertThat(test.test(Sample.of(even), Sample.of(even)).verdict()).isEqualTo(Verdict.STABLE);
            assertThat(test.test(Sample.of(even), Sample.of(uneven)).verdict()).isEqualTo(Verdict.DRIFT);
        }
    }

    private static double statistic(NumericProfile before, NumericProfile now) {
        return DriftTests.wasserstein().test(Sample.of(before), Sample.of(now)).statistic();
    }

    private static double[] repeated(int n, double... values) {
        return IntStream.range(0, n).mapToDouble(i -> values[i % values.length]).toArray();
    }

    private static double[] scaled(double[] values, int exponent) {
        return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
    }

    @Test
    void morePathsThanCanBeCountedHaveAnAsymptoticPValue() {
        for (long rows : new long[] {4_000_000_000L, 1L << 40}) {
            for (long other : new long[] {rows, rows - 1}) {
                assertThat(KolmogorovSmirnov.significance(1e-5, rows, other, PValueMethod.EXACT))
                        .isEqualTo(KolmogorovSmirnov.significance(1e-5, rows, other, PValueMethod.ASYMPTOTIC));
            }
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        List<Runnable> wrong = List.of(
                () -> DriftTests.psi().withBins(1),
                () -> DriftTests.psi().withThreshold(0),
                () -> DriftTests.ks().withAlpha(1),
                () -> DriftTests.chiSquare().withAlpha(Double.NaN),
                () -> DriftTests.chiSquare().withBins(0),
                () -> DriftTests.jensenShannon().withBase(1),
                () -> DriftTests.jensenShannon().withThreshold(Double.NaN),
                () -> DriftTests.wasserstein().withThreshold(-1),
                () -> DriftTests.psi().withBase(2),
                () -> DriftTests.ks().statistic(new double[] {}, new double[] {1}),
                () -> DriftTests.wasserstein().statistic(new double[] {Double.NaN}, new double[] {1}),
                () -> DriftTests.psi().statistic(new long[] {1}, new long[] {1, 2}),
                () -> DriftTests.psi().statistic(new long[] {0}, new long[] {1}),
                () -> DriftTests.psi().statistic(new long[] {-1, 2}, new long[] {1, 2}));
        assertThat(wrong)
                .allSatisfy(each -> assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void aLevelDecidesOnlyForTestsWithAPValue() {
        DriftDetector detector = DriftDetector.of(
                        DriftTests.ks(), DriftTests.wasserstein().withThreshold(0.01))
                .withAlpha(1e-300);
        FeatureDrift found = detector.compare(Map.of("x", Sample.of(X)), Map.of("x", Sample.of(Y)))
                .feature("x")
                .orElseThrow();
        assertThat(found.results().get(0).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(found.results().get(1).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(found.results().get(1).byPValue()).isFalse();
    }
}
