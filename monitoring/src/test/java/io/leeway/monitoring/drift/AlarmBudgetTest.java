package io.leeway.monitoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmBudgetTest {

    private static final int FEATURES = 12;
    private static final int LOOKS = 52;

    @Test
    void twelveUnchangedFeaturesStayWithinTheBudget() {
        Duration year = Duration.ofDays(364);
        AlarmBudget budget = AlarmBudget.of(1, year);
        DriftDetector detector = DriftDetector.of(DriftTests.ks(), DriftTests.chiSquare())
                .withAlpha(budget.alphaFor(Duration.ofDays(7)));

        int years = 24;
        double perYear = (double) falseAlarms(detector, years) / years;

        // Looks are independent: the count is binomial, and a mean above the budget by 3 standard errors is no
        // accident.
        assertThat(perYear).isLessThan(1 + 3 * Math.sqrt(1.0 / years));
        // A scheme that never alarms would pass the line above.
        assertThat(perYear).isGreaterThan(0.3);
    }

    @Test
    void withoutABudgetTheSameYearsAreFullOfAlarms() {
        DriftDetector detector = DriftDetector.of(DriftTests.ks(), DriftTests.chiSquare());

        assertThat(falseAlarms(detector, 5) / 5).isGreaterThanOrEqualTo(2);
    }

    /** Weekly looks at rows that never change. */
    private static int falseAlarms(DriftDetector detector, int years) {
        Random random = new Random(20);
        int alarms = 0;
        for (int look = 0; look < years * LOOKS; look++) {
            DriftReport report = detector.compare(rows(random, 60), rows(random, 60));
            alarms += report.verdict() == Verdict.DRIFT ? 1 : 0;
        }
        return alarms;
    }

    private static Map<String, Sample> rows(Random random, int n) {
        Map<String, Sample> rows = new LinkedHashMap<>();
        for (int feature = 0; feature < FEATURES; feature++) {
            rows.put("feature " + feature, Sample.of(random.doubles(n).toArray()));
        }
        return rows;
    }

    @Test
    void aLookGetsItsShareOfThePeriod() {
        AlarmBudget budget = AlarmBudget.of(2, Duration.ofDays(100));

        assertThat(budget.alphaFor(Duration.ofDays(1))).isEqualTo(0.02);
        assertThat(budget.alphaFor(Duration.ofDays(90))).isEqualTo(AlarmBudget.LARGEST_ALPHA);
    }

    @Test
    void theShortestAndTheLongestTimesHaveALevel() {
        AlarmBudget budget = AlarmBudget.of(1, Duration.ofDays(365));

        assertThat(budget.alphaFor(Duration.ofNanos(1))).isPositive().isLessThan(1e-15);
        assertThat(budget.alphaFor(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(AlarmBudget.LARGEST_ALPHA);
        assertThat(AlarmBudget.of(0.001, Duration.ofNanos(10)).alphaFor(Duration.ofNanos(20)))
                .isCloseTo(0.002, within(1e-15));
    }

    @Test
    void aBudgetWithoutAlarmsOrTimeIsRefused() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> AlarmBudget.of(0, day)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AlarmBudget.of(Double.NaN, day)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AlarmBudget.of(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AlarmBudget.of(1, day).alphaFor(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
