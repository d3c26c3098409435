package io.leeway.monitoring.variation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlicesTest {
    private final SplittableRandom random = new SplittableRandom(6);

    /** Ten carriers, of which one may move; and a category of 15 rows a week. */
    private FeatureColumns week(double shift) {
        int rows = 2_000;
        double[] x = new double[rows];
        double[] y = new double[rows];
        @Nullable String[] carrier = new String[rows];
        for (int i = 0; i < rows; i++) {
            int number = i < 15 ? 99 : random.nextInt(10);
            carrier[i] = "carrier " + number;
            x[i] = random.nextGaussian() + (number == 7 ? shift : 0);
            y[i] = random.nextGaussian();
        }
        Map<String, double[]> numbers = new LinkedHashMap<>();
        numbers.put("x", x);
        numbers.put("y", y);
        return new FeatureColumns(rows, numbers, Map.of("carrier", carrier));
    }

    private List<FeatureColumns> weeks() {
        return IntStream.range(0, 8).mapToObj(i -> week(0)).toList();
    }

    @Test
    void theSliceThatMovedIsFoundAndNoOther() {
        List<Slices.Slice> moved = Slices.search(weeks(), week(2), 0.02);

        assertThat(moved).singleElement().satisfies(slice -> {
            assertThat(slice).hasToString("carrier = carrier 7: x");
            assertThat(slice.rows()).isBetween(150L, 250L);
            assertThat(slice.report()
                            .features()
                            .get(0)
                            .results()
                            .get(0)
                            .pValue()
                            .orElse(1))
                    .isLessThan(0.02);
        });
    }

    @Test
    void aSearchOfManySlicesKeepsItsLevel() {
        List<FeatureColumns> weeks = weeks();

        long found = IntStream.range(0, 50)
                .filter(i -> !Slices.search(weeks, week(0), 0.05).isEmpty())
                .count();

        assertThat(found).isLessThanOrEqualTo(7);
    }

    @Test
    void anyTestWorksOnASliceWithEnoughRows() {
        FeatureColumns before = week(0).where("carrier", "carrier 7");
        FeatureColumns now = week(2).where("carrier", "carrier 7");
        FeatureColumns few = week(0).where("carrier", "carrier 99");
        DriftDetector detector = DriftDetector.of(DriftTests.psi());

        assertThat(detector.compare(before.profile(), now.profile()).drifted())
                .extracting("feature")
                .containsExactly("x");
        assertThat(few.rows()).isEqualTo(15);
        assertThat(detector.compare(before.profile(), few.profile()).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }
}
