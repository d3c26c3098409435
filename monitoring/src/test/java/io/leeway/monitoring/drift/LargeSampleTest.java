package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.statistics.RankSums;
import io.leeway.monitoring.statistics.TiedSamples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statistics of so many numbers that they are computed from sums, against their definitions. */
class LargeSampleTest {

    private static final int ROWS = 12_000;

    enum Shape {
        NORMAL(z -> z),
        LOG_NORMAL(Math::exp),
        HEAVY_TAILED(z -> z * z * z * z * z),
        FAR_FROM_ZERO(z -> 1e9 + z),
        TINY(z -> z * 1e-300),
        HALF_ZERO(z -> Math.max(0, z)),
        MOSTLY_ZERO(z -> Math.max(0, z - 1));

        private final DoubleUnaryOperator of;

        Shape(DoubleUnaryOperator of) {
            this.of = of;
        }

        double[] draw(int rows, double shift, long seed) {
            Random random = new Random(seed);
            return DoubleStream.generate(random::nextGaussian)
                    .limit(rows)
                    .map(z -> of.applyAsDouble(z * (1 + shift) + shift))
                    .toArray();
        }
    }

    private static double quantile(double[] ascending, double share) {
        double rank = (ascending.length - 1) * share;
        double below = ascending[(int) Math.floor(rank)];
        return below + (ascending[(int) Math.ceil(rank)] - below) * (rank - Math.floor(rank));
    }

    private static double[][] waves(double[] values, double middle, double unit) {
        return Arrays.stream(values)
                .map(value -> 0.4 * ((value - middle) / unit))
                .mapToObj(t -> new double[] {Math.cos(t), Math.cos(2 * t), Math.sin(t), Math.sin(2 * t)})
                .toArray(double[][]::new);
    }

    private static double eppsSingleton(double[] x, double[] y) {
        double[] both =
                DoubleStream.concat(Arrays.stream(x), Arrays.stream(y)).sorted().toArray();
        double unit = (quantile(both, 0.75) - quantile(both, 0.25)) / 2;
        unit = unit > 0 ? unit : (both[both.length - 1] - both[0]) / 2;
        double[][] ofX = waves(x, quantile(both, 0.5), unit);
        double[][] ofY = waves(y, quantile(both, 0.5), unit);
        double all = both.length;
        RealMatrix covariance = new Covariance(ofX, false)
                .getCovarianceMatrix()
                .scalarMultiply(all / x.length)
                .add(new Covariance(ofY, false).getCovarianceMatrix().scalarMultiply(all / y.length));
        double[] off = new double[4];
        for (int k = 0; k < 4; k++) {
            int column = k;
            off[k] = new Mean()
                            .evaluate(Arrays.stream(ofX)
                                    .mapToDouble(w -> w[column])
                                    .toArray())
                    - new Mean()
                            .evaluate(Arrays.stream(ofY)
                                    .mapToDouble(w -> w[column])
                                    .toArray());
        }
        RealVector difference = new ArrayRealVector(off);
        return all
                * difference.dotProduct(
                        new LUDecomposition(covariance).getSolver().solve(difference));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void eppsSingletonIsThatOfItsDefinition(Shape shape) {
        double[] x = shape.draw(ROWS, 0, 1);
        double[] y = shape.draw(ROWS + 345, 0.02, 2);
        double expected = eppsSingleton(x, y);
        assertThat(DriftTests.eppsSingleton()
                        .withMethod(PValueMethod.ASYMPTOTIC)
                        .statistic(x, y))
                .isCloseTo(expected, within(1e-9 * expected));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void leveneIsThatOfItsDefinition(Shape shape) {
        double[] x = shape.draw(ROWS, 0, 3);
        double[] y = shape.draw(ROWS + 345, 0.02, 4);
        double scale = shape == Shape.TINY ? 1e300 : 1;
        double[] ofX = deviations(x, scale);
        double[] ofY = deviations(y, scale);
        double n = ofX.length;
        double m = ofY.length;
        double means = new Mean().evaluate(ofX) - new Mean().evaluate(ofY);
        double within = squares(ofX) + squares(ofY);
        double expected = (n + m - 2) * (n * m / (n + m) * means * means) / within;
        assertThat(DriftTests.levene().withMethod(PValueMethod.ASYMPTOTIC).statistic(x, y))
                .isCloseTo(expected, within(1e-9 * expected));
    }

    private static double[] deviations(double[] values, double scale) {
        double[] ascending = Arrays.stream(values).sorted().toArray();
        double median = quantile(ascending, 0.5);
        return Arrays.stream(values)
                .map(value -> Math.abs(value - median) * scale)
                .toArray();
    }

    private static double squares(double[] values) {
        double mean = new Mean().evaluate(values);
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void sortingPutsAllNumbersInOrder(Shape shape) {
        double[] values = shape.draw(50_000, 0, 5);
        double[] expected =
                Arrays.stream(values).map(value -> value + 0.0).sorted().toArray();
        assertThat(ExactSample.of(values, 0, values.length).sorted()).containsExactly(expected);
    }

    /** Whole numbers of which some have a fraction: most buckets hold a single number, and some several. */
    @Test
    void tiesThatAreCountedByBucketAreThoseOfSortedSamples() {
        Random random = new Random(8);
        double[][] samples = new double[2][];
        for (int k = 0; k < 2; k++) {
            samples[k] = random.doubles(ROWS)
                    .map(u -> Math.floor(40 * u * u) + (u < 0.5 && random.nextInt(50) == 0 ? u : 0))
                    .toArray();
        }
        ExactPair pair = ExactSample.of(samples[1], 0, ROWS).pairWith(ExactSample.of(samples[0], 0, ROWS));
        TiedSamples expected = TiedSamples.of(
                Arrays.stream(samples[0]).sorted().toArray(),
                Arrays.stream(samples[1]).sorted().toArray());
        assertThat(pair.isTied()).isTrue();
        assertThat(pair.ties().points()).containsExactly(expected.points());
        assertThat(pair.ties().x()).containsExactly(expected.x());
        assertThat(pair.ties().y()).containsExactly(expected.y());
        assertThat(pair.ranks().largest()).isEqualTo(RankSums.of(expected, 1).largest());
    }

    @Test
    void meansFarFromNormalHaveASimulatedPValueThatDoesNotDependOnTheOrderOfTheSamples() {
        double[] x = Arrays.stream(Shape.LOG_NORMAL.draw(ROWS, 0, 9))
                .map(value -> value * value)
                .toArray();
        double[] y = Arrays.stream(Shape.LOG_NORMAL.draw(3 * ROWS, 0.03, 10))
                .map(value -> value * value)
                .toArray();
        for (NumericTest test : List.of(DriftTests.welchT(), DriftTests.levene())) {
            Significance found = test.significance(x, y);
            assertThat(found.method()).isEqualTo(PValueMethod.MONTE_CARLO);
            assertThat(found.pValue()).isBetween(1e-7, 0.01);
            assertThat(test.significance(y, x).pValue()).isCloseTo(found.pValue(), within(0.1 * found.pValue()));
            assertThat(test.significance(x, y)).isEqualTo(found);
        }
    }

    @Test
    void profilesOfLargeSamplesHaveThePValueOfTheirRowsNearly() {
        double[] x = Shape.HEAVY_TAILED.draw(2 * ROWS, 0, 11);
        double[] y = Shape.HEAVY_TAILED.draw(2 * ROWS, 0.02, 12);
        for (NumericTest test : List.of(DriftTests.welchT(), DriftTests.levene())) {
            double ofRows = test.significance(x, y).pValue();
            double ofProfiles = test.test(Sample.of(NumericProfile.of(x)), Sample.of(NumericProfile.of(y)))
                    .pValue()
                    .orElseThrow();
            assertThat(ofProfiles).isCloseTo(ofRows, within(0.2 * ofRows));
        }
    }

    @Test
    void theDistanceDoesNotDependOnWhatWasComputedBefore() {
        double[] x = Shape.NORMAL.draw(ROWS, 0, 6);
        double[] y = Shape.NORMAL.draw(ROWS + 1, 0.02, 7);
        ExactSample reference = ExactSample.of(x, 0, x.length);
        ExactSample current = ExactSample.of(y, 0, y.length);
        double alone = current.pairWith(reference).distance();
        current.pairWith(reference).ranks();
        assertThat(current.pairWith(reference).distance()).isEqualTo(alone);
    }
}
