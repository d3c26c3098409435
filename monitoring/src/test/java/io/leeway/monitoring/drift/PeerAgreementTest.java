package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.statistics.QuadraticForms;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics and p-values against those of scipy, astropy, statsmodels and Evidently, see {@code drift_fixtures.py}. */
class PeerAgreementTest {

    private static final List<DriftFixture> NUMBERS = DriftFixture.read("numbers.csv");
    private static final List<DriftFixture> CATEGORIES = DriftFixture.read("categories.csv");

    private static final int LEAST_CASES = 40;

    /** P-values of which the peer computes the complement, so that small ones are lost. */
    private static final Set<String> SUBTRACTED = Set.of("cramerVonMisesAsymptotic");

    /** The test of Epps and Singleton divides by variances that may be a millionth of the others. */
    private static final double ILL_CONDITIONED = 1e-9;

    /** A column of a file and what gives the same; some columns are p-values. */
    private record Column<T>(String name, boolean isPValue, ToDouble<T> ours) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface ToDouble<T> {
        double of(T reference, T current);
    }

    private static Column<double[]> statistic(String name, ToDouble<double[]> ours) {
        return new Column<>(name, false, ours);
    }

    private static Column<double[]> pValue(String name, NumericTest test) {
        return new Column<>(name, true, (reference, current) -> test.significance(reference, current)
                .pValue());
    }

    private static CountTest asymptotic(CountTest test) {
        return test.withMethod(PValueMethod.ASYMPTOTIC);
    }

    private static NumericTest asymptotic(NumericTest test) {
        return test.withMethod(PValueMethod.ASYMPTOTIC);
    }

    static Stream<Column<double[]>> numbers() {
        return Stream.of(
                statistic("cramerVonMises", asymptotic(DriftTests.cramerVonMises())::statistic),
                pValue("cramerVonMisesExact", DriftTests.cramerVonMises()),
                pValue("cramerVonMisesAsymptotic", asymptotic(DriftTests.cramerVonMises())),
                statistic("andersonDarlingStandardised", PeerAgreementTest::standardisedAndersonDarling),
                pValue("andersonDarlingExact", DriftTests.andersonDarling()),
                statistic("kuiper", asymptotic(DriftTests.kuiper())::statistic),
                pValue("kuiperExact", DriftTests.kuiper()),
                pValue("kuiperAsymptotic", asymptotic(DriftTests.kuiper())),
                statistic("mannWhitney", asymptotic(DriftTests.mannWhitney())::statistic),
                pValue("mannWhitneyExact", DriftTests.mannWhitney()),
                pValue("mannWhitneyAsymptotic", asymptotic(DriftTests.mannWhitney())),
                statistic("welchT", asymptotic(DriftTests.welchT())::statistic),
                pValue("welchTP", asymptotic(DriftTests.welchT())),
                statistic("levene", asymptotic(DriftTests.levene())::statistic),
                pValue("leveneP", asymptotic(DriftTests.levene())),
                statistic("eppsSingleton", asymptotic(DriftTests.eppsSingleton())::statistic),
                pValue("eppsSingletonP", asymptotic(DriftTests.eppsSingleton())),
                statistic("gTest", asymptotic(DriftTests.gTest())::statistic),
                new Column<>("gTestP", true, (x, y) -> asymptotic(DriftTests.gTest())
                        .significance(x, y)
                        .pValue()),
                statistic("kullbackLeibler", DriftTests.kullbackLeibler()::statistic),
                statistic("hellinger", DriftTests.hellinger()::statistic),
                statistic("totalVariation", DriftTests.totalVariation()::statistic),
                statistic("lInfinity", DriftTests.lInfinity()::statistic),
                statistic("psiWidths", DriftTests.psi().withBins(Binning.equalWidths(10))::statistic),
                statistic("psiEdges", DriftTests.psi().withBins(Binning.edges(-1, 0, 0.25, 0.5, 1, 3))::statistic),
                statistic("psiOfEvidently", DriftTests.psiOfEvidently()::statistic),
                statistic("energy", DriftTests.energy().withoutNormalisation(1)::statistic),
                statistic("energyNormalised", DriftTests.energy()::statistic));
    }

    private static double standardisedAndersonDarling(double[] reference, double[] current) {
        double statistic = asymptotic(DriftTests.andersonDarling()).statistic(reference, current);
        return AndersonDarling.standardised(
                statistic, Sample.of(reference).size(), Sample.of(current).size());
    }

    static Stream<Column<long[]>> categories() {
        return Stream.of(
                new Column<>("gTest", false, asymptotic(DriftTests.gTest())::statistic),
                new Column<>("gTestP", true, (x, y) -> asymptotic(DriftTests.gTest())
                        .significance(x, y)
                        .pValue()),
                new Column<>("kullbackLeibler", false, DriftTests.kullbackLeibler()::statistic),
                new Column<>("hellinger", false, DriftTests.hellinger()::statistic),
                new Column<>("totalVariation", false, DriftTests.totalVariation()::statistic),
                new Column<>("lInfinity", false, DriftTests.lInfinity()::statistic),
                new Column<>("fisherExactP", true, (x, y) -> DriftTests.fisherExact()
                        .significance(x, y)
                        .pValue()),
                new Column<>("proportions", false, asymptotic(DriftTests.proportions())::statistic),
                new Column<>("proportionsP", true, (x, y) -> asymptotic(DriftTests.proportions())
                        .significance(x, y)
                        .pValue()),
                new Column<>("psiOfEvidently", false, DriftTests.psiOfEvidently()::statistic));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void agreesOnNumbers(Column<double[]> column) {
        agrees(column, NUMBERS, Samples::of);
    }

    @ParameterizedTest
    @MethodSource("categories")
    void agreesOnCategories(Column<long[]> column) {
        agrees(column, CATEGORIES, DriftFixture::toCounts);
    }

    private static <T> void agrees(
            Column<T> column, List<DriftFixture> all, java.util.function.Function<String, T> toSample) {
        List<DriftFixture> cases = all.stream()
                .filter(each -> !Double.isNaN(each.number(column.name)))
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
        SoftAssertions softly = new SoftAssertions();
        for (DriftFixture each : cases) {
            double actual =
                    column.ours.of(toSample.apply(each.text("reference")), toSample.apply(each.text("current")));
            if (SUBTRACTED.contains(column.name)) {
                each.agreesOnPValueAbsolutely(softly, column.name, actual);
            } else if (column.name.equals("eppsSingleton")) {
                each.agreesOnStatistic(softly, column.name, actual, ILL_CONDITIONED);
            } else if (column.isPValue) {
                each.agreesOnPValue(softly, column.name, actual);
            } else {
                each.agreesOnStatistic(softly, column.name, actual);
            }
        }
        softly.assertAll();
    }

    /** The table in scipy is interpolated to one digit or two. */
    @Test
    void thePValueOfAndersonAndDarlingIsNearThatOfTheTable() {
        List<DriftFixture> cases = NUMBERS.stream()
                .filter(each -> !Double.isNaN(each.number("andersonDarlingTable")))
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(30);
        for (DriftFixture each : cases) {
            double expected = each.number("andersonDarlingTable");
            double actual = asymptotic(DriftTests.andersonDarling())
                    .significance(Samples.of(each.text("reference")), Samples.of(each.text("current")))
                    .pValue();
            assertThat(actual).as(each.toString()).isBetween(0.85 * expected, 1.15 * expected);
        }
    }

    @Test
    void theLimitsOfCramerVonMisesAndAndersonDarlingKeepTheirPrecision() {
        SoftAssertions softly = new SoftAssertions();
        for (DriftFixture each : DriftFixture.read("limits.csv")) {
            double x = each.number("x");
            double actual = each.text("statistic").equals("anderson-darling")
                    ? QuadraticForms.andersonDarling(x)
                    : QuadraticForms.cramerVonMises(x);
            double expected = each.number("survival");
            softly.assertThat(Math.abs(actual - expected))
                    .as("%s: %s", each, actual)
                    .isLessThanOrEqualTo(1e-11 * expected);
        }
        softly.assertAll();
    }
}
