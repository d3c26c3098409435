package io.leeway.monitoring.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts that are drawn by inversion and by rejection, compared with their probabilities. */
class RandomCountTest {

    private static final int DRAWS = 200_000;

    private final RandomCount counts = new RandomCount(new SplittableRandom(3));

    /** By the chi-square of all counts that are expected at least ten times, and of all others together. */
    private static double pValue(DoubleSupplier draw, int most, IntToDoubleFunction probability) {
        long[] found = new long[most + 1];
        for (int i = 0; i < DRAWS; i++) {
            found[(int) draw.getAsDouble()]++;
        }
        double square = 0;
        double others = DRAWS;
        double foundOthers = DRAWS;
        int freedom = 0;
        for (int k = 0; k <= most; k++) {
            double expected = DRAWS * probability.applyAsDouble(k);
            if (expected >= 10) {
                square += Math.pow(found[k] - expected, 2) / expected;
                others -= expected;
                foundOthers -= found[k];
                freedom++;
            }
        }
        if (others >= 1) {
            square += Math.pow(foundOthers - others, 2) / others;
            freedom++;
        }
        return ChiSquaredDistribution.of(freedom - 1).survivalProbability(square);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 40, 17",
        "12, 40, 17",
        "90, 51000, 900",
        "5100, 51000, 900",
        "600, 1000, 500",
        "40, 1000, 970",
        "900, 1000, 300",
        "30000, 150000, 9000",
        "9000, 150000, 149000",
        "70000, 3000000, 1500000"
    })
    void whatIsDrawnIsHypergeometric(int part, int population, int wanted) {
        HypergeometricDistribution exact = HypergeometricDistribution.of(population, part, wanted);
        assertThat(pValue(() -> counts.drawn(part, population, wanted), Math.min(part, wanted), exact::probability))
                .isGreaterThan(1e-3);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 30", "1, 9, 4", "5, 6, 100", "5000, 50001, 900", "30, 300, 2000"})
    void whatIsPlacedHasPolyasDistribution(int places, int allPlaces, int members) {
        double rest = allPlaces - places;
        IntToDoubleFunction exact = k -> Math.exp(logChoose(places + k - 1, k)
                + logChoose(rest + members - k - 1, members - k)
                - logChoose(allPlaces + members - 1.0, members));
        assertThat(pValue(() -> counts.placed(places, allPlaces, members), members, exact))
                .isGreaterThan(1e-3);
    }

    @Test
    void countsOfAVastPopulationAreNormal() {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double inDeviations = (counts.drawn(1e15, 4e15, 1e12) - 2.5e11) / Math.sqrt(1e12 * 0.25 * 0.75);
            mean += inDeviations / DRAWS;
            squares += inDeviations * inDeviations / DRAWS;
        }
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(squares).isCloseTo(1, within(0.015));
    }

    @Test
    void logarithmsOfFactorialsAreThoseOfTheGammaFunction() {
        for (double n : new double[] {0, 1, 2, 17, 65_535, 65_536, 65_537, 1e6, 1e9}) {
            double expected = Gamma.logGamma(n + 1);
            assertThat(RandomCount.logFactorial(n)).isCloseTo(expected, within(1e-13 * (1 + expected)));
        }
    }

    private static double logChoose(double n, double k) {
        return Gamma.logGamma(n + 1) - Gamma.logGamma(k + 1) - Gamma.logGamma(n - k + 1);
    }
}
