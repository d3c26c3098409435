package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.statistics.NoncentralChiSquared;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Effect sizes against those of pingouin, statsmodels and scipy, see {@code effect_fixtures.py}; those without a peer by simulation. */
class EffectSizeTest {

    private static final List<DriftFixture> CASES = DriftFixture.read("effects.csv");

    private static EffectSize effect(DriftTest test, DriftFixture each) {
        return test.test(Sample.of(Samples.of(each.text("reference"))), Sample.of(Samples.of(each.text("current"))))
                .effect()
                .orElseThrow();
    }

    private static void agree(
            SoftAssertions softly, DriftFixture each, String column, EffectSize found, double tolerance) {
        softly.assertThat(found.estimate()).as("%s %s", each, column).isCloseTo(each.number(column), within(tolerance));
        softly.assertThat(found.lower())
                .as("%s %sLower", each, column)
                .isCloseTo(Math.max(bound(column, 0), each.number(column + "Lower")), within(tolerance));
        softly.assertThat(found.upper())
                .as("%s %sUpper", each, column)
                .isCloseTo(Math.min(bound(column, 1), each.number(column + "Upper")), within(tolerance));
    }

    /** Probabilities have an interval within 0 and 1. */
    private static double bound(String column, int end) {
        return column.equals("superiority") ? end : end == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    @Test
    void meansAndRanksAgreeWithThePeers() {
        SoftAssertions softly = new SoftAssertions();
        for (DriftFixture each : CASES) {
            agree(softly, each, "g", effect(DriftTests.welchT(), each), 1e-9);
            agree(softly, each, "superiority", effect(DriftTests.mannWhitney(), each), 1e-9);
        }
        softly.assertAll();
    }

    @Test
    void cramersVAgreesWithScipy() {
        CountTest ofValues = DriftTests.chiSquare().withBins(Binning.evidently());
        SoftAssertions softly = new SoftAssertions();
        List<DriftFixture> cases = CASES.stream()
                .filter(each -> !Double.isNaN(each.number("v")))
                .filter(each -> Samples.of(each.text("current")).length >= 50)
                .toList();
        assertThat(cases).hasSizeGreaterThanOrEqualTo(3);
        for (DriftFixture each : cases) {
            agree(softly, each, "v", effect(ofValues, each), 1e-6);
        }
        softly.assertAll();
    }

    @Test
    void aTestWithoutAPValueHasNoEffectSizeBesideItsStatistic() {
        Sample rows = Sample.of(Samples.of("bell:1:500:1.0:0.0"));

        assertThat(DriftTests.wasserstein().test(rows, rows).effect()).isEmpty();
        assertThat(DriftTests.ks().test(rows, rows).effect())
                .hasValueSatisfying(effect -> assertThat(effect.measure()).isEqualTo("ks-distance"));
    }

    /** Of normal numbers whose true distance, ratio and index are known. */
    @Test
    void intervalsContainTheTruthAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(4);
        int repeats = 400;
        int[] missed = new int[3];
        // No interval depends on the p-value; simulated ones take longer.
        NumericTest ks = DriftTests.ks().withMethod(PValueMethod.ASYMPTOTIC);
        NumericTest levene = DriftTests.levene().withMethod(PValueMethod.ASYMPTOTIC);
        ShareDistance index = DriftTests.psi().withMethod(PValueMethod.ASYMPTOTIC);
        double[] shares = {0.1, 0.2, 0.3, 0.4};
        double[] changed = {0.15, 0.2, 0.35, 0.3};
        double psi = 0;
        for (int k = 0; k < shares.length; k++) {
            psi += (changed[k] - shares[k]) * Math.log(changed[k] / shares[k]);
        }
        for (int i = 0; i < repeats; i++) {
            Sample reference = normal(300, 1, random);
            Sample current = normal(200, 1.5, random);
            // The distance of N(0, 1) and N(0, 1.5^2), where their densities cross.
            missed[0] += misses(ks.test(reference, current), 0.0968) ? 1 : 0;
            missed[1] += misses(levene.test(reference, current), 2.25) ? 1 : 0;
            missed[2] +=
                    misses(index.test(Samples.counts(shares, 2_000, random), Samples.counts(changed, 800, random)), psi)
                            ? 1
                            : 0;
        }
        assertThat(missed[0]).isLessThanOrEqualTo(4);
        assertThat(missed[1]).isLessThanOrEqualTo((int) (repeats * 0.05 + 3 * Math.sqrt(repeats * 0.05 * 0.95)));
        assertThat(missed[2]).isLessThanOrEqualTo((int) (repeats * 0.05 + 3 * Math.sqrt(repeats * 0.05 * 0.95)));
    }

    private static boolean misses(DriftResult result, double truth) {
        EffectSize effect = result.effect().orElseThrow();
        return truth < effect.lower() || truth > effect.upper();
    }

    private static Sample normal(int rows, double deviation, SplittableRandom random) {
        double[] values = new double[rows];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return Sample.of(values);
    }

    /** Values of {@code scipy.stats.ncx2.cdf}. */
    @Test
    void theNoncentralDistributionAgreesWithScipy() {
        assertThat(NoncentralChiSquared.cdf(5, 3, 2)).isCloseTo(0.5934051800831555, within(1e-12));
        assertThat(NoncentralChiSquared.cdf(130, 9, 100)).isCloseTo(0.8477801335902315, within(1e-12));
        assertThat(NoncentralChiSquared.cdf(0.5, 1, 20)).isCloseTo(8.315342461561934e-05, within(1e-12));
        assertThat(NoncentralChiSquared.shift(130, 9, 0.8477801335902315)).isCloseTo(100, within(1e-8));
        assertThat(NoncentralChiSquared.shift(1, 9, 0.5)).isZero();
    }
}
