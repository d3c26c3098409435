package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.statistics.KolmogorovDistribution;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.junit.jupiter.InjectSoftAssertions;
import org.assertj.core.api.junit.jupiter.SoftAssertionsExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics and p-values against those that numpy and scipy gave, see {@code drift_fixtures.py}. */
@ExtendWith(SoftAssertionsExtension.class)
class ScipyAgreementTest {

    private static final List<DriftFixture> NUMBERS = DriftFixture.read("numbers.csv");
    private static final List<DriftFixture> CATEGORIES = DriftFixture.read("categories.csv");

    @InjectSoftAssertions
    private SoftAssertions softly;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psi",
                "ks",
                "ksExact",
                "ksAsymptotic",
                "ksAuto",
                "chiSquare",
                "chiSquareP",
                "jensenShannon2",
                "jensenShannonE",
                "wasserstein",
                "wassersteinNormalised"
            })
    void thereAreAtLeastFortyCasesOfEach(String field) {
        assertThat(NUMBERS.stream().filter(each -> !Double.isNaN(each.number(field))))
                .hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void thereAreAtLeastFortyCasesOfCategories() {
        assertThat(CATEGORIES).hasSizeGreaterThanOrEqualTo(40);
        assertThat(CATEGORIES)
                .anyMatch(each -> Bins.ofCounts(each.counts("reference"), each.counts("current"))
                                .size()
                        == 1);
        assertThat(CATEGORIES)
                .anyMatch(each -> Arrays.stream(each.counts("reference")).sum() == 1_000_000);
    }

    @Test
    void tiesConstantsTinyAndLargeSamplesAreAmongTheNumbers() {
        for (String kind : List.of("dice", "coin", "cents", "zeros", "constant", "holes")) {
            assertThat(NUMBERS).anyMatch(each -> each.text("reference").startsWith(kind + ":"));
        }
        assertThat(NUMBERS).anyMatch(each -> reference(each).length == 1 && current(each).length == 1);
        assertThat(NUMBERS).anyMatch(each -> reference(each).length >= 20_000 && current(each).length >= 20_000);
        assertThat(NUMBERS).anyMatch(each -> each.text("reference").contains("e+300"));
        assertThat(NUMBERS).anyMatch(each -> each.text("reference").contains("e-300"));
    }

    @Test
    void psiOfNumbers() {
        NUMBERS.forEach(each ->
                each.agreesOnStatistic(softly, "psi", DriftTests.psi().statistic(reference(each), current(each))));
    }

    @Test
    void kolmogorovSmirnovDistance() {
        NUMBERS.forEach(each ->
                each.agreesOnStatistic(softly, "ks", DriftTests.ks().statistic(reference(each), current(each))));
    }

    @Test
    void kolmogorovSmirnovExactPValue() {
        agreesOnPValue("ksExact", PValueMethod.EXACT);
    }

    @Test
    void kolmogorovSmirnovAsymptoticPValue() {
        agreesOnPValue("ksAsymptotic", PValueMethod.ASYMPTOTIC);
    }

    @Test
    void kolmogorovSmirnovPValueUnlessChosen() {
        agreesOnPValue("ksAuto", PValueMethod.AUTO);
    }

    private void agreesOnPValue(String field, PValueMethod method) {
        for (DriftFixture each : NUMBERS) {
            if (!Double.isNaN(each.number(field))) {
                long n = Sample.of(reference(each)).size();
                long m = Sample.of(current(each)).size();
                double p = KolmogorovSmirnov.significance(each.number("ks"), n, m, method)
                        .pValue();
                each.agreesOnPValue(softly, field, p);
            }
        }
    }

    @Test
    void chiSquareOfNumbers() {
        for (DriftFixture each : NUMBERS) {
            Significance found = DriftTests.chiSquare()
                    .withMethod(PValueMethod.ASYMPTOTIC)
                    .significance(reference(each), current(each));
            each.agreesOnStatistic(softly, "chiSquare", found.statistic());
            each.agreesOnPValue(softly, "chiSquareP", found.pValue());
        }
    }

    @Test
    void jensenShannonOfNumbers() {
        ShareDistance natural = DriftTests.jensenShannon().withBase(Math.E);
        for (DriftFixture each : NUMBERS) {
            each.agreesOnStatistic(
                    softly, "jensenShannon2", DriftTests.jensenShannon().statistic(reference(each), current(each)));
            each.agreesOnStatistic(softly, "jensenShannonE", natural.statistic(reference(each), current(each)));
        }
    }

    @Test
    void wasserstein() {
        NumericDistance plain = DriftTests.wasserstein().withoutNormalisation(1);
        for (DriftFixture each : NUMBERS) {
            each.agreesOnStatistic(softly, "wasserstein", plain.statistic(reference(each), current(each)));
            each.agreesOnStatistic(
                    softly,
                    "wassersteinNormalised",
                    DriftTests.wasserstein().statistic(reference(each), current(each)));
        }
    }

    @Test
    void testsOfCategories() {
        ShareDistance natural = DriftTests.jensenShannon().withBase(Math.E);
        for (DriftFixture each : CATEGORIES) {
            long[] reference = each.counts("reference");
            long[] current = each.counts("current");
            Significance chiSquare =
                    DriftTests.chiSquare().withMethod(PValueMethod.ASYMPTOTIC).significance(reference, current);
            each.agreesOnStatistic(softly, "psi", DriftTests.psi().statistic(reference, current));
            each.agreesOnStatistic(softly, "chiSquare", chiSquare.statistic());
            each.agreesOnPValue(softly, "chiSquareP", chiSquare.pValue());
            each.agreesOnStatistic(
                    softly, "jensenShannon2", DriftTests.jensenShannon().statistic(reference, current));
            each.agreesOnStatistic(softly, "jensenShannonE", natural.statistic(reference, current));
        }
    }

    @Test
    void theOneSampleDistribution() {
        for (DriftFixture each : DriftFixture.read("kolmogorov.csv")) {
            double actual = KolmogorovDistribution.survival(each.number("d"), (long) each.number("n"));
            each.agreesOnPValue(softly, "survival", actual);
        }
    }

    private static double[] reference(DriftFixture fixture) {
        return Samples.of(fixture.text("reference"));
    }

    private static double[] current(DriftFixture fixture) {
        return Samples.of(fixture.text("current"));
    }
}
