package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.schema.FeatureType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Input that nobody wants to see has a defined result or an error that says what to do. */
class BadInputTest {

    static Stream<DriftTest> tests() {
        return DriftTests.all().stream();
    }

    static Stream<DriftTest> ofNumbers() {
        return tests().filter(test -> test.supports(FeatureType.NUMERIC));
    }

    static Stream<DriftTest> ofCategories() {
        return tests().filter(test -> test.supports(FeatureType.CATEGORICAL));
    }

    private static double[] ramp(int n, double from, double step) {
        return IntStream.range(0, n).mapToDouble(i -> from + i * step).toArray();
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void whatIsNotFiniteIsMissing(DriftTest test) {
        Sample none = Sample.of(
                DoubleStream.generate(() -> Double.NEGATIVE_INFINITY).limit(500).toArray());
        Sample some = Sample.of(ramp(500, 0, 1));

        assertThat(none.missing()).isEqualTo(500);
        assertThat(test.test(none, some).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(test.test(some, none).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void theSmallestNumbersAreToldApart(DriftTest test) {
        Sample some = Sample.of(ramp(500, 0, Double.MIN_VALUE));
        Sample others = Sample.of(ramp(500, 2_000 * Double.MIN_VALUE, 4 * Double.MIN_VALUE));

        assertThat(test.test(some, some).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(test.test(some, others).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @ParameterizedTest
    @MethodSource("ofNumbers")
    void anyTwoSinglePointsHaveAResult(DriftTest test) {
        double[] points = {-Double.MAX_VALUE, -1, -0.0, 0.0, Double.MIN_VALUE, 1, Double.MAX_VALUE};
        for (double x : points) {
            for (double y : points) {
                DriftResult result = test.test(repeated(x), repeated(y));
                assertThat(result.statistic()).as("%s %s", x, y).isNotNaN().isGreaterThanOrEqualTo(0);
                assertThat(result.verdict())
                        .as("%s %s", x, y)
                        .isEqualTo(x == y || test.name().equals("levene") ? Verdict.STABLE : Verdict.DRIFT);
            }
        }
    }

    private static Sample repeated(double value) {
        return Sample.of(DoubleStream.generate(() -> value).limit(100).toArray());
    }

    @Test
    void namesOfTenMegabytesAreNames() {
        String name = "x".repeat(10_000_000);
        Sample before = Sample.ofCounts(Map.of(name + "1", 500L, name + "2", 500L));
        Sample now = Sample.ofCounts(Map.of(name + "1", 900L, name + "3", 100L));

        assertThat(ofCategories()).allSatisfy(test -> {
            DriftResult result = test.test(before, now);
            assertThat(result.verdict()).isEqualTo(Verdict.DRIFT);
            assertThat(result.explanation()).hasSizeLessThan(100);
        });
    }

    @Test
    void aMillionCategoriesHaveAResult() {
        Map<String, Long> before = new HashMap<>();
        Map<String, Long> now = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            before.put(Integer.toString(i), 3L);
            now.put(Integer.toString(i), 1L + i % 5);
        }
        DriftResult result = DriftTests.fisherExact().test(Sample.ofCounts(before), Sample.ofCounts(now));

        assertThat(result.statistic()).isPositive();
        assertThat(result.pValueMethod()).contains(PValueMethod.ASYMPTOTIC);
    }

    @Test
    void countsThatDoNotFitTogetherAreRefused() {
        String name = "y".repeat(1_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.ofCounts(Map.of("a", Long.MAX_VALUE, "b", 1L)))
                .withMessageContaining("exceed 9223372036854775807")
                .withMessageContaining("divide them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.ofCounts(Map.of(name, -1L)))
                .withMessageEndingWith("' has -1 rows")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void countsInArraysMayBeAsLargeAsTheyCome() {
        long[] most = {Long.MAX_VALUE, Long.MAX_VALUE};
        long[] other = {Long.MAX_VALUE, Long.MAX_VALUE / 2};
        for (DriftTest test : DriftTests.all()) {
            if (test instanceof CountTest counts) {
                assertThat(counts.significance(most, most)).isEqualTo(new Significance(0, 1, PValueMethod.ASYMPTOTIC));
                assertThat(counts.significance(most, other).pValue()).isZero();
            }
            if (test instanceof ShareDistance shares) {
                assertThat(shares.statistic(most, most)).isZero();
                assertThat(shares.statistic(most, other)).isBetween(0.01, 0.4);
            }
        }
    }

    @Test
    void edgesThatAreNotAscendingAreRefused() {
        for (double[] edges : List.of(
                new double[] {}, new double[] {1, 1}, new double[] {2, 1}, new double[] {Double.NaN}, new double[] {
                    0, Double.POSITIVE_INFINITY
                })) {
            assertThatIllegalArgumentException()
                    .as(Arrays.toString(edges))
                    .isThrownBy(() -> Binning.edges(edges))
                    .withMessageContaining("edge");
        }
        double[] edges = {0, 1};
        Binning binning = Binning.edges(edges);
        edges[0] = 7;
        assertThat(binning.limits(Sample.of(1), Sample.of(1))).containsExactly(0, 1);
    }

    @Test
    void levelsAndLimitsOutOfRangeAreRefused() {
        for (DriftTest test : DriftTests.all()) {
            for (double wrong : new double[] {0, 1, -0.1, 1.1, Double.NaN}) {
                if (test instanceof NumericTest numbers) {
                    assertThatIllegalArgumentException().isThrownBy(() -> numbers.withAlpha(wrong));
                }
                if (test instanceof CountTest counts) {
                    assertThatIllegalArgumentException().isThrownBy(() -> counts.withAlpha(wrong));
                }
                if (wrong < 0.5 || Double.isNaN(wrong)) {
                    if (test instanceof NumericDistance distance) {
                        assertThatIllegalArgumentException().isThrownBy(() -> distance.withThreshold(wrong));
                    }
                    if (test instanceof ShareDistance shares) {
                        assertThatIllegalArgumentException().isThrownBy(() -> shares.withThreshold(wrong));
                    }
                }
            }
        }
    }

    @Test
    void aFeatureThatOnlyOneSideHasIsNotCompared() {
        Map<String, Sample> before = Map.of("a", Sample.of(ramp(100, 0, 1)));
        Map<String, Sample> now = Map.of("b", Sample.of(ramp(100, 0, 1)));

        DriftReport report = DriftDetector.of(DriftTests.all()).compare(before, now);

        assertThat(report.features()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void numbersAgainstATestOfCategoriesAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftTests.fisherExact().statistic(new double[] {1}, new double[] {1}))
                .withMessage("fisher-exact compares categories, not numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftTests.ks().test(Sample.of(1), Sample.ofCounts(Map.of("a", 1L))))
                .withMessage("ks compares NUMERIC, not NUMERIC with CATEGORICAL");
    }
}
