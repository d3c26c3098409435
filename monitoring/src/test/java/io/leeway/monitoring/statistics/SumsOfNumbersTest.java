package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SumsOfNumbersTest {

    private static double[] normal(int size, double mean, long seed) {
        Random random = new Random(seed);
        return DoubleStream.generate(() -> mean + random.nextGaussian())
                .limit(size)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.4, 7, 1e3, 1e5, 1e200})
    void cosinesAndSinesAreThoseOfTheLibrary(double frequency) {
        double[] values = normal(777, 0, 1);
        CharacteristicSums sums = CharacteristicSums.of(values, 1, 0, frequency);
        for (int k = 1; k <= 4; k++) {
            double cosines = 0;
            double sines = 0;
            for (double value : values) {
                double c = Math.cos(value * frequency);
                double s = Math.sin(value * frequency);
                // De Moivre: an angle times k would be rounded.
                double real = 1;
                double imaginary = 0;
                for (int i = 0; i < k; i++) {
                    double next = real * c - imaginary * s;
                    imaginary = real * s + imaginary * c;
                    real = next;
                }
                cosines += real;
                sines += imaginary;
            }
            assertThat(sums.cosines(k)).isCloseTo(cosines, within(777 * 1e-14));
            assertThat(sums.sines(k)).isCloseTo(sines, within(777 * 1e-14));
        }
    }

    @Test
    void momentsFarFromZeroAreThoseNearIt() {
        double[] near = normal(10_001, 0, 2);
        double[] far =
                Arrays.stream(near).map(value -> Math.rint(value * 1e6) / 1e6).toArray();
        double[] moved =
                Arrays.stream(far).map(value -> value * 0x1p20 + 0x1p40).toArray();
        CentralMoments expected = CentralMoments.of(
                Arrays.stream(moved).map(value -> value - 0x1p40).toArray(), CentralMoments.differences(0x1p-20, 0));
        CentralMoments moments = CentralMoments.of(moved, CentralMoments.differences(0x1p-20, 0x1p20));
        assertThat(moments).isEqualTo(expected);
        assertThat(moments.kurtosis()).isCloseTo(3, within(0.2));
    }

    @Test
    void momentsOfTwoSamplesAreThoseOfBothTogether() {
        double[] x = normal(3_000, 5, 3);
        double[] y = Arrays.stream(normal(500, 0, 4)).map(Math::exp).toArray();
        CentralMoments whole = CentralMoments.of(
                DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).toArray(), CentralMoments.differences(1, 2));
        CentralMoments merged = CentralMoments.of(x, CentralMoments.differences(1, 2))
                .with(CentralMoments.of(y, CentralMoments.differences(4, 0)).times(0.25, -2));
        assertThat(merged.rows()).isEqualTo(3_500);
        assertThat(merged.mean()).isCloseTo(whole.mean(), within(1e-12));
        assertThat(merged.second()).isCloseTo(whole.second(), within(1e-11));
        assertThat(merged.skewness()).isCloseTo(whole.skewness(), within(1e-11));
        assertThat(merged.kurtosis()).isCloseTo(whole.kurtosis(), within(1e-11));
    }

    @Test
    void distancesToAMedianAreNeverNegative() {
        CentralMoments moments = CentralMoments.of(new double[] {1, 2, 4, 9}, CentralMoments.distances(1, 2, 1));
        assertThat(moments.mean()).isEqualTo((2 + 1 + 1 + 6) / 4.0);
        assertThat(moments.second()).isEqualTo((0.25 + 2.25 + 2.25 + 12.25) / 4);
    }
}
