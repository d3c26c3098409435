package io.leeway.monitoring.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.FeatureProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DistributionsTest {
    private final Random random = new Random(3);

    @Test
    void fewWholeNumbersHaveABarEach() {
        double[] hours =
                DoubleStream.generate(() -> 5 + random.nextInt(19)).limit(5_000).toArray();

        FeatureComparison comparison = compare(NumericProfile.of(hours), NumericProfile.of(5, 5, 5, 23));

        assertThat(comparison.labels()).hasSize(19).startsWith("5").endsWith("23");
        double five = (double) DoubleStream.of(hours).filter(hour -> hour == 5).count() / hours.length;
        assertThat(comparison.reference()[0]).isEqualTo(five, within(1e-12));
        assertThat(comparison.current()[0]).isEqualTo(0.75, within(1e-12));
        assertThat(comparison.current()[18]).isEqualTo(0.25, within(1e-12));
    }

    @Test
    void continuousValuesHaveRoundBinsThatHoldAllRows() {
        double[] values = random.doubles(20_000, 3, 1003).toArray();
        values[7] = 90_000;

        FeatureComparison comparison = compare(NumericProfile.of(values), NumericProfile.of(values));

        assertThat(comparison.labels())
                .hasSizeBetween(15, 30)
                .contains("100", "500")
                .endsWith("90,000");
        assertThat(DoubleStream.of(comparison.reference()).sum()).isEqualTo(1, within(1e-12));
        assertThat(comparison.reference()).isEqualTo(comparison.current());
        assertThat(comparison.reference()[5]).isEqualTo(0.05, within(0.01));
    }

    @Test
    void aProfileWithoutValuesIsDrawnAsNothing() {
        FeatureComparison comparison = compare(NumericProfile.of(1.5, 2.5, 7), NumericProfile.of(Double.NaN));

        assertThat(comparison.current()).containsOnly(0);
        assertThat(DoubleStream.of(comparison.reference()).sum()).isEqualTo(1, within(1e-12));
        assertThat(compare(NumericProfile.empty(), NumericProfile.empty()).labels())
                .containsExactly("no values");
    }

    @Test
    void aConstantHasOneBar() {
        assertThat(compare(NumericProfile.of(4.5, 4.5), NumericProfile.of(4.5)).labels())
                .containsExactly("4.5");
    }

    @Test
    void rareCategoriesAreDrawnTogether() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            counts.put("c" + i, 100L - i);
        }

        FeatureComparison comparison = compare(
                CategoricalProfile.ofCounts(counts, 0), CategoricalProfile.ofCounts(Map.of("c0", 9L, "new", 1L), 2));

        assertThat(comparison.labels())
                .hasSize(10)
                .startsWith("c0")
                .contains("new")
                .endsWith("all others");
        assertThat(comparison.current()[0]).isEqualTo(0.9, within(1e-12));
        assertThat(DoubleStream.of(comparison.reference()).sum()).isEqualTo(1, within(1e-12));
    }

    private static FeatureComparison compare(FeatureProfile reference, FeatureProfile current) {
        Profile then = Profile.builder().feature("f", reference).build();
        Profile now = Profile.builder().feature("f", current).build();
        return FeatureComparison.between(then, now).get(0);
    }
}
