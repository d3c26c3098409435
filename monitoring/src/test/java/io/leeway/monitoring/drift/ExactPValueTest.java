package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which p-value is used, and that the result says so. */
class ExactPValueTest {

    private static double[] from(int n, double step, double shift) {
        return IntStream.range(0, n).mapToDouble(i -> i * step + shift).toArray();
    }

    private static boolean isExact(NumericTest test, int n, int m) {
        return test.significance(from(n, 1, 0), from(m, 1, 0.5)).method() == PValueMethod.EXACT;
    }

    @Test
    void smallSamplesHaveExactPValues() {
        assertThat(isExact(DriftTests.ks(), 10_000, 10_000)).isTrue();
        assertThat(isExact(DriftTests.ks(), 10_001, 10)).isFalse();
        assertThat(isExact(DriftTests.cramerVonMises(), 20, 20)).isTrue();
        assertThat(isExact(DriftTests.cramerVonMises(), 21, 20)).isFalse();
        assertThat(isExact(DriftTests.andersonDarling(), 10, 10)).isTrue();
        assertThat(isExact(DriftTests.andersonDarling(), 11, 10)).isFalse();
        assertThat(isExact(DriftTests.kuiper(), 10, 10)).isTrue();
        assertThat(isExact(DriftTests.kuiper(), 3, 200)).isFalse();
        assertThat(isExact(DriftTests.mannWhitney(), 8, 5_000)).isTrue();
        assertThat(isExact(DriftTests.mannWhitney(), 9, 9)).isFalse();
        assertThat(isExact(DriftTests.mannWhitney().withMethod(PValueMethod.EXACT), 400, 300))
                .isTrue();
    }

    @Test
    void aMethodCanBeChosen() {
        assertThat(isExact(DriftTests.ks().withMethod(PValueMethod.EXACT), 10_001, 10))
                .isTrue();
        for (NumericTest test : new NumericTest[] {
            DriftTests.ks(),
            DriftTests.cramerVonMises(),
            DriftTests.andersonDarling(),
            DriftTests.kuiper(),
            DriftTests.mannWhitney()
        }) {
            assertThat(isExact(test.withMethod(PValueMethod.ASYMPTOTIC), 8, 8)).isFalse();
            assertThat(isExact(test, 8, 8)).isTrue();
        }
    }

    @Test
    void exactAndAsymptoticPValuesOfMiddlingSamplesAreClose() {
        for (NumericTest test :
                new NumericTest[] {DriftTests.cramerVonMises(), DriftTests.andersonDarling(), DriftTests.mannWhitney()
                }) {
            double[] x = from(10, 1, 0);
            double[] y = from(10, 1, 2.75);
            double exact =
                    test.withMethod(PValueMethod.EXACT).significance(x, y).pValue();
            double asymptotic =
                    test.withMethod(PValueMethod.ASYMPTOTIC).significance(x, y).pValue();
            assertThat(asymptotic).isBetween(0.85 * exact, 1.15 * exact);
        }
    }

    @Test
    void theResultAndItsExplanationSayWhichIsUsed() {
        Sample few = Sample.ofCounts(Map.of("a", 20L, "b", 10L));
        Sample fewNow = Sample.ofCounts(Map.of("a", 5L, "b", 25L));
        DriftResult exact = DriftTests.fisherExact().test(few, fewNow);
        DriftResult asymptotic =
                DriftTests.fisherExact().withMethod(PValueMethod.ASYMPTOTIC).test(few, fewNow);

        assertThat(exact.pValueMethod()).contains(PValueMethod.EXACT);
        assertThat(exact.explanation()).contains(", exact p = 0.000181", "drift");
        assertThat(asymptotic.pValueMethod()).contains(PValueMethod.ASYMPTOTIC);
        assertThat(asymptotic.explanation()).contains(", p = ");
    }

    @Test
    void aPValueThatADetectorCorrectedSaysStillThatItWasExact() {
        Map<String, Sample> few = Map.of("x", Sample.of(from(30, 1, 0)));
        DriftReport report = DriftDetector.of(DriftTests.ks()).withAlpha(0.01).compare(few, few);

        assertThat(report.features().get(0).results().get(0).pValueMethod()).contains(PValueMethod.EXACT);
    }
}
