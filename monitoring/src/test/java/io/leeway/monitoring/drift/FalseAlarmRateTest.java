package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.schema.FeatureType;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests that decide by a level call as many unchanged samples drifted as it says; {@code DriftFalseAlarms} simulates more. */
class FalseAlarmRateTest {

    private static final int COMPARISONS = 600;
    private static final double LEVEL = 0.05;

    static Stream<DriftTest> tests() {
        return DriftTests.all().stream().filter(test -> test instanceof NumericTest || test instanceof CountTest);
    }

    @ParameterizedTest
    @MethodSource("tests")
    void itsLevelIsTheRateOfFalseAlarms(DriftTest test) {
        SplittableRandom random = new SplittableRandom(3);
        int alarms = 0;
        for (int i = 0; i < COMPARISONS; i++) {
            Sample reference = sample(test, 150, random);
            Sample current = sample(test, 110, random);
            alarms += test.test(reference, current).verdict() == Verdict.DRIFT ? 1 : 0;
        }
        double error = Math.sqrt(LEVEL * (1 - LEVEL) / COMPARISONS);

        assertThat((double) alarms / COMPARISONS).isLessThan(LEVEL + 3 * error);
        // Statistics with few values cannot keep their level exactly; none of these is below half of it.
        assertThat((double) alarms / COMPARISONS).isGreaterThan(LEVEL / 2);
    }

    private static Sample sample(DriftTest test, int rows, SplittableRandom random) {
        if (test.supports(FeatureType.NUMERIC)) {
            double[] values = new double[rows];
            for (int i = 0; i < rows; i++) {
                values[i] = random.nextDouble() + random.nextDouble();
            }
            return Sample.of(values);
        }
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < rows; i++) {
            counts.merge("category " + (int) (3 * random.nextDouble() * random.nextDouble()), 1L, Long::sum);
        }
        return Sample.ofCounts(counts);
    }
}
