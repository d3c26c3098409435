package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Adjusted p-values against those of scipy and statsmodels, see {@code drift_fixtures.py}; those by e-values against cases by hand. */
class CorrectionTest {

    private static final List<DriftFixture> CASES = DriftFixture.read("discoveries.csv");

    @ParameterizedTest
    @CsvSource({
        "BONFERRONI, bonferroni",
        "HOLM, holm",
        "BENJAMINI_HOCHBERG, benjaminiHochberg",
        "BENJAMINI_YEKUTIELI, benjaminiYekutieli"
    })
    void theAdjustedPValuesAreThoseOfThePeer(Correction correction, String column) {
        for (DriftFixture each : CASES) {
            assertThat(correction.adjust(each.numbers("p")))
                    .as(each.toString())
                    .containsExactly(each.numbers(column), within(1e-14));
        }
    }

    /** With L = -ln p the e-value is (1/p - 1 - L) / L^2; at 1/e it is e - 2. */
    @Test
    void aSinglePValueIsAdjustedToTheReciprocalOfItsEValue() {
        double[] p = {1 / Math.E};
        assertThat(Correction.E_BENJAMINI_HOCHBERG.adjust(p)[0]).isCloseTo(1, within(1e-15));

        double e = (1 / 1e-3 - 1 - Math.log(1e3)) / Math.pow(Math.log(1e3), 2);
        assertThat(e).isCloseTo(20.79, within(0.01));
        assertThat(Correction.E_BENJAMINI_HOCHBERG.adjust(new double[] {1e-3})[0])
                .isCloseTo(1 / e, within(1e-15));
    }

    /** E-values of e^-10 and e^-5: (22026.47 - 11) / 100 = 220.15 and (148.41 - 6) / 25 = 5.696; of 1 it is 1/2. */
    @Test
    void theLargestEValuesAreAlarmsIfTheLeastOfThemIsLargeEnough() {
        double[] p = {1, Math.exp(-5), Math.exp(-10), 1};

        double[] adjusted = Correction.E_BENJAMINI_HOCHBERG.adjust(p);

        assertThat(adjusted[2]).isCloseTo(4 / 220.1547, within(1e-7));
        assertThat(adjusted[1]).isCloseTo(4 / (2 * 5.696526), within(1e-6));
        assertThat(adjusted[0]).isEqualTo(1);
        assertThat(adjusted[3]).isEqualTo(1);
    }

    @Test
    void eValuesKeepTheirDigitsNearOneAndNearZero() {
        for (double p : new double[] {1 - 1e-9, 1 - 0.99e-4, 1 - 1.01e-4, 0.9}) {
            double[] several = new double[100];
            Arrays.fill(several, p);
            // All are equal, so that the step does not matter, and an e-value near 1/2 is no alarm.
            assertThat(Correction.E_BENJAMINI_HOCHBERG.adjust(several)).containsOnly(1);
        }
        assertThat(Correction.E_BENJAMINI_HOCHBERG.adjust(new double[] {0, Double.MIN_VALUE}))
                .containsExactly(0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void theArrayIsNotChangedAndAnEmptyOneStaysEmpty(Correction correction) {
        double[] p = {0.5, 0.001, 1};
        assertThat(Arrays.stream(correction.adjust(p)).boxed()).hasSize(3).allMatch(each -> each >= 0 && each <= 1);
        assertThat(p).containsExactly(0.5, 0.001, 1);
        assertThat(correction.adjust(new double[0])).isEmpty();
    }
}
