package io.leeway.monitoring.drift.multivariate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.data.Columns;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Sample;
import io.leeway.monitoring.drift.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all tests of several columns share, and what they do with input that nobody wants to see. */
class MultivariateTestsTest {

    private static final double[][] SOME = Samples.normal(200, 3, 0, 1);
    private static final double[][] LIKE_IT = Samples.normal(200, 3, 0, 2);
    private static final double[][] OTHERS = Samples.normal(200, 3, 3, 3);

    static Stream<MultivariateTest> tests() {
        return Stream.concat(ofDependence(), Stream.of(MultivariateTests.domainClassifier(new NearestMean(), 7)));
    }

    /** All but the classifier, which sees what its learner sees. */
    static Stream<MultivariateTest> ofDependence() {
        return Stream.of(
                MultivariateTests.mmd(7).withPermutations(99).withRows(200),
                MultivariateTests.mmdLinear(7),
                MultivariateTests.energy(7).withPermutations(99).withRows(200),
                MultivariateTests.pca());
    }

    @ParameterizedTest
    @MethodSource("tests")
    void tellsAShiftFromNoChange(MultivariateTest test) {
        assertThat(test.test(SOME, LIKE_IT).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(test.test(SOME, OTHERS).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @ParameterizedTest
    @MethodSource("ofDependence")
    void seesAChangeOfDependenceThatNoColumnShows(MultivariateTest test) {
        double[][] independent = Samples.correlated(2_000, 0, 4);
        double[][] dependent = Samples.correlated(2_000, 0.95, 5);

        assertThat(test.test(dependent, independent).verdict()).isEqualTo(Verdict.DRIFT);
        for (int k = 0; k < 2; k++) {
            assertThat(DriftTests.ks()
                            .test(Sample.of(column(independent, k)), Sample.of(column(dependent, k)))
                            .verdict())
                    .isEqualTo(Verdict.STABLE);
        }
    }

    private static double[] column(double[][] rows, int k) {
        return Arrays.stream(rows).mapToDouble(row -> row[k]).toArray();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void theSameRowsAndSeedGiveTheSameResult(MultivariateTest test) {
        assertThat(test.test(SOME, OTHERS)).isEqualTo(test.test(SOME, OTHERS));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void neitherUnitsNorOffsetsOfColumnsMatter(MultivariateTest test) {
        DriftResult plain = test.test(SOME, LIKE_IT);
        DriftResult scaled = test.test(times(SOME, 0x1p900), times(LIKE_IT, 0x1p900));
        DriftResult tiny = test.test(times(SOME, 0x1p-900), times(LIKE_IT, 0x1p-900));

        assertThat(scaled).isEqualTo(plain);
        assertThat(tiny).isEqualTo(plain);
    }

    private static double[][] times(double[][] rows, double factor) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void columnsThatNeverVaryAreStable(MultivariateTest test) {
        double[][] constant = Collections.nCopies(200, new double[] {0.1, -3}).toArray(double[][]::new);

        assertThat(test.test(constant, constant).verdict()).isEqualTo(Verdict.STABLE);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void aConstantThatChangesIsDrift(MultivariateTest test) {
        double[][] constant = Collections.nCopies(200, new double[] {0.1}).toArray(double[][]::new);
        double[][] another = Collections.nCopies(200, new double[] {0.2}).toArray(double[][]::new);

        assertThat(test.test(constant, another).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void oneRowAndNoRowsDecideNothing(MultivariateTest test) {
        double[][] one = {SOME[0]};

        assertThat(test.test(SOME, one).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(test.test(one, SOME).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(test.test(new double[0][], SOME).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void numbersThatAreHugeAmongOthersHaveAResult(MultivariateTest test) {
        double[][] wild = Samples.normal(200, 3, 0, 6);
        wild[3][1] = Double.MAX_VALUE;
        wild[4][2] = -Double.MAX_VALUE;

        assertThat(test.test(SOME, wild).statistic()).isFinite();
        assertThat(test.test(wild, SOME).statistic()).isFinite();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void moreMissingValuesAreDrift(MultivariateTest test) {
        double[][] holes = Samples.normal(200, 3, 0, 6);
        for (int i = 0; i < 190; i++) {
            Arrays.fill(holes[i], i % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY);
        }
        double[][] nothing = Collections.nCopies(200, new double[] {Double.NaN}).toArray(double[][]::new);

        assertThat(test.test(SOME, holes).verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(test.test(nothing, nothing).verdict()).isEqualTo(Verdict.STABLE);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void categoriesTakePartAndNewOnesAreDrift(MultivariateTest test) {
        Columns ports = ports("EWR", "JFK", "LGA");
        Columns more = ports("EWR", "JFK", "ATL");

        assertThat(test.test(ports, ports).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(test.test(ports, more).verdict()).isEqualTo(Verdict.DRIFT);
    }

    private static Columns ports(String... names) {
        List<String> column = IntStream.range(0, 600)
                .mapToObj(i -> names[i * 7 % names.length])
                .toList();
        return Columns.builder().categories("port", column).build();
    }

    @Test
    void aColumnOfManyCategoriesStaysBounded() {
        List<String> ids = IntStream.range(0, 5_000).mapToObj(i -> "id" + i).toList();
        Columns columns = Columns.builder().categories("id", ids).build();

        assertThat(Encoder.of(columns, columns).width()).isEqualTo(22);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void differentColumnsAreRefused(MultivariateTest test) {
        Columns distance = Columns.builder().numbers("distance", 1, 2).build();
        Columns time = Columns.builder().numbers("time", 1, 2).build();
        Columns texts =
                Columns.builder().categories("distance", List.of("near", "far")).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(distance, time))
                .withMessageContaining("[distance] are only in the reference");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(distance, texts))
                .withMessageContaining("NUMERIC in the reference and CATEGORICAL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(SOME, new double[][] {{1, 2}}))
                .withMessageContaining("row 0 of the current has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new double[0][], new double[0][]))
                .withMessageContaining("nothing to compare");
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultivariateTests.mmd(1).withAlpha(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultivariateTests.energy(1).withPermutations(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultivariateTests.mmd(1).withRows(5_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultivariateTests.mmdLinear(1).withAlpha(0));
    }

    @Test
    void falseAlarmsOfPermutationsAreAtTheLevel() {
        MultivariateTest test =
                MultivariateTests.energy(11).withPermutations(99).withAlpha(0.1);

        long alarms = IntStream.range(0, 300)
                .filter(i -> test.test(Samples.normal(20, 2, 0, 1_000 + i), Samples.normal(15, 2, 0, 9_000 + i))
                                .verdict()
                        == Verdict.DRIFT)
                .count();

        // Binomial(300, 0.1) lies outside 14 to 48 once in a thousand.
        assertThat(alarms).isBetween(14L, 48L);
    }

    @Test
    void rowsBeyondTheLimitAreDrawn() {
        DriftResult result =
                MultivariateTests.mmd(7).withRows(50).withPermutations(19).test(SOME, LIKE_IT);

        assertThat(result.basis()).isEqualTo("19 permutations of 50 and 50 rows");
        assertThat(result.referenceRows()).isEqualTo(200);
    }
}
