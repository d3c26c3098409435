package io.leeway.monitoring.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftDetector;
import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.CategoricalProfile;
import io.leeway.monitoring.profile.NumericProfile;
import io.leeway.monitoring.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a year of weeks costs in false alarms is in {@code docs/natural-variation.md}, by {@code QuietYears} of the benchmarks. */
class NaturalVariationTest {
    private static final double ONE_ALARM_A_YEAR = 1.0 / 52;

    private final SplittableRandom random = new SplittableRandom(1);

    private double[] normal(int rows, double mean, double deviation) {
        double[] values = new double[rows];
        Arrays.setAll(values, i -> mean + deviation * random.nextGaussian());
        return values;
    }

    private Profile week(int rows, double effect) {
        return week(rows, effect * random.nextGaussian(), 0.3);
    }

    private Profile week(int rows, double mean, double shareOfA) {
        long a = IntStream.range(0, rows)
                .filter(i -> random.nextDouble() < shareOfA)
                .count();
        return Profile.builder()
                .feature("x", NumericProfile.of(normal(rows, mean, 1)))
                .feature("same", NumericProfile.of(normal(rows, 10, 1)))
                .feature("name", CategoricalProfile.ofCounts(Map.of("a", a, "b", rows - a), 0))
                .build();
    }

    private List<Profile> weeks(int weeks, int rows, double effect) {
        return IntStream.range(0, weeks).mapToObj(i -> week(rows, effect)).toList();
    }

    private static DriftResult result(DriftReport report, String feature) {
        return report.feature(feature).orElseThrow().results().get(0);
    }

    @Test
    void aWeekThatIsLikeTheOthersDoesNotAlarmWhereTestsOfIndependentRowsDo() {
        List<Profile> reference = weeks(8, 3_000, 0.3);
        Profile all = reference.stream().reduce(Profile::merge).orElseThrow();
        Profile week = week(3_000, 0.5, 0.3);

        DriftReport byWeeks =
                NaturalVariation.of(reference).withAlpha(ONE_ALARM_A_YEAR).compare(week);
        DriftReport byRows =
                DriftDetector.of(DriftTests.psi()).withAlpha(ONE_ALARM_A_YEAR).compare(all, week);

        assertThat(result(byRows, "x").verdict()).isEqualTo(Verdict.DRIFT);
        assertThat(byWeeks.drifted()).isEmpty();
    }

    @Test
    void aWeekThatIsNotLikeTheOthersAlarmsAndSaysWhatItIsJudgedBy() {
        NaturalVariation variation = NaturalVariation.of(weeks(8, 3_000, 0.1))
                .withBlockLength(Duration.ofDays(7))
                .withAlpha(ONE_ALARM_A_YEAR);

        DriftReport report = variation.compare(week(3_000, 2, 0.45));

        assertThat(report.drifted()).extracting("feature").containsExactly("x", "name");
        assertThat(result(report, "name").explanation())
                .contains("judged by 8 weeks")
                .endsWith("against a level of 0.0192: drift");
    }

    @Test
    void aSmallChangeIsFoundWhereWeeksAreAlike() {
        NaturalVariation variation = NaturalVariation.of(weeks(8, 3_000, 0)).withAlpha(ONE_ALARM_A_YEAR);

        assertThat(variation.compare(week(3_000, 0.25, 0.3)).drifted())
                .extracting("feature")
                .containsExactly("x");
    }

    @Test
    void quietYearsKeepTheBudget() {
        int alarms = 0;
        int years = 60;
        for (int year = 0; year < years; year++) {
            NaturalVariation variation = NaturalVariation.of(weeks(8, 100, 0.5)).withAlpha(ONE_ALARM_A_YEAR);
            for (int week = 0; week < 52; week++) {
                alarms += variation.compare(week(100, 0.5)).verdict() == Verdict.DRIFT ? 1 : 0;
            }
        }

        // Sixty years may have sixty alarms; a test of independent rows has about forty a year.
        assertThat(alarms).isBetween(1, 60);
    }

    @Test
    void aWindowOfFewerRowsThanTheBlocksIsAllowedItsNoise() {
        NaturalVariation variation = NaturalVariation.of(weeks(8, 5_000, 0)).withAlpha(ONE_ALARM_A_YEAR);

        long alarms = IntStream.range(0, 200)
                .filter(i -> variation.compare(week(60, 0)).verdict() == Verdict.DRIFT)
                .count();

        assertThat(alarms).isLessThanOrEqualTo(4);
        assertThat(variation.compare(week(60, 3, 0.3)).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void fourWeeksAreTooFewAndTheResultSaysSo() {
        DriftReport report = NaturalVariation.of(weeks(4, 1_000, 0))
                .withBlockLength(Duration.ofDays(7))
                .compare(week(1_000, 5, 0.9));

        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(report, "x").explanation())
                .isEqualTo("variation cannot decide: 4 weeks are too few to know what they differ by; give at least 5");
    }

    @Test
    void oneBlockIsTooFew() {
        NaturalVariation variation = NaturalVariation.of(weeks(1, 1_000, 0));

        assertThat(variation.compare(week(1_000, 0)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void noBlocksAndBlocksOfTwoRowsGiveNoVerdict() {
        assertThat(NaturalVariation.of(List.of()).compare(week(1_000, 0)).features())
                .isEmpty();
        NaturalVariation ofTwoRows = NaturalVariation.of(weeks(20, 2, 0));
        assertThat(ofTwoRows.blocks()).isEmpty();
        assertThat(ofTwoRows.compare(week(1_000, 9, 0)).verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
    }

    @Test
    void aWindowOfFewRowsGivesNoVerdict() {
        DriftReport report = NaturalVariation.of(weeks(8, 1_000, 0)).compare(week(19, 5, 0.3));

        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(report, "x").basis()).contains("19 rows").contains("at least 20");
    }

    @Test
    void incompleteBlocksAreLeftOut() {
        List<Profile> weeks = new ArrayList<>(weeks(8, 1_000, 0));
        weeks.add(0, week(300, 9, 0.9));

        assertThat(NaturalVariation.of(weeks).blocks()).isEqualTo(weeks.subList(1, 9));
    }

    @Test
    void weeksThatDependOnEachOtherAreWorthFewer() {
        double[] walk = new double[9];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = walk[i - 1] + 0.2;
        }
        List<Profile> trend = IntStream.range(0, 8)
                .mapToObj(i -> Profile.builder()
                        .feature("x", NumericProfile.of(normal(2_000, walk[i], 1)))
                        .feature("y", NumericProfile.of(normal(2_000, -walk[i], 1)))
                        .build())
                .toList();
        Profile next = Profile.builder()
                .feature("x", NumericProfile.of(normal(2_000, walk[8], 1)))
                .feature("y", NumericProfile.of(normal(2_000, -walk[8], 1)))
                .build();

        DriftReport report = NaturalVariation.of(trend).compare(next);

        assertThat(report.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(report, "x").explanation()).contains("depend on each other", "worth no more than");
    }

    @Test
    void aFeatureThatIsConstantInTheReferenceAlarmsOnceItIsNot() {
        List<Profile> weeks = IntStream.range(0, 8).mapToObj(i -> constant(0)).toList();
        NaturalVariation variation = NaturalVariation.of(weeks).withAlpha(ONE_ALARM_A_YEAR);

        assertThat(variation.compare(constant(0)).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(variation.compare(constant(1)).verdict()).isEqualTo(Verdict.STABLE);
        assertThat(variation.compare(constant(60)).drifted())
                .extracting("feature")
                .containsExactly("number", "name");
    }

    /** A thousand rows of which so many are not like the others. */
    private static Profile constant(int others) {
        double[] numbers = new double[1_000];
        Arrays.fill(numbers, 7);
        Arrays.fill(numbers, 0, others, 8);
        return Profile.builder()
                .feature("number", NumericProfile.of(numbers))
                .feature("name", CategoricalProfile.ofCounts(Map.of("a", (long) 1_000 - others, "b", (long) others), 0))
                .build();
    }

    @Test
    void allFeaturesBrokenAtOnceAllAlarm() {
        Profile broken = Profile.builder()
                .feature("x", NumericProfile.of(new double[1_000]))
                .feature("same", NumericProfile.of(normal(1_000, 3, 1)))
                .feature("name", CategoricalProfile.ofCounts(Map.of("A", 300L, "B", 700L), 0))
                .build();

        DriftReport report = NaturalVariation.of(weeks(8, 1_000, 0.1))
                .withAlpha(ONE_ALARM_A_YEAR)
                .compare(broken);

        assertThat(report.drifted()).hasSize(3);
    }

    @Test
    void valuesThatAreNowMissingAlarm() {
        double[] x = normal(1_000, 0, 1);
        Arrays.fill(x, 0, 100, Double.NaN);
        Profile window = Profile.builder()
                .feature("x", NumericProfile.of(x))
                .feature("same", NumericProfile.of(normal(1_000, 10, 1)))
                .feature("name", CategoricalProfile.ofCounts(Map.of("a", 300L, "b", 600L), 100))
                .build();

        DriftReport report = NaturalVariation.of(weeks(8, 1_000, 0.1))
                .withAlpha(ONE_ALARM_A_YEAR)
                .compare(window);

        assertThat(report.drifted()).extracting("feature").containsExactly("x", "name");
    }

    @Test
    void oneFarValueDoesNotMakeTiedNumbersLookMoved() {
        List<Profile> weeks = IntStream.range(0, 8).mapToObj(i -> hours(false)).toList();

        assertThat(NaturalVariation.of(weeks).compare(hours(true)).verdict()).isEqualTo(Verdict.STABLE);
    }

    /** Whole hours; a far value makes the buckets of a profile coarse. */
    private Profile hours(boolean far) {
        double[] hours = new double[2_000];
        Arrays.setAll(hours, i -> 5 + random.nextInt(19));
        if (far) {
            hours[0] = 1e9;
        }
        return Profile.builder().feature("hour", NumericProfile.of(hours)).build();
    }

    @Test
    void ranksAmongManyBlocksHoldForEffectsOfAnyShape() {
        NaturalVariation variation = NaturalVariation.of(
                        IntStream.range(0, 99).mapToObj(i -> wild()).toList())
                .withAlpha(0.05);

        long alarms = IntStream.range(0, 200)
                .filter(i -> variation.compare(wild()).verdict() == Verdict.DRIFT)
                .count();

        // At most ten are expected of a typical reference; one in a thousand references has more than 27.
        assertThat(alarms).isBetween(1L, 27L);
        assertThat(result(variation.compare(wild()), "x").basis()).isEqualTo("its rank among 99 blocks");
        Profile moved = Profile.builder()
                .feature("x", NumericProfile.of(normal(50, 1e9, 1)))
                .build();
        assertThat(variation.compare(moved).verdict()).isEqualTo(Verdict.DRIFT);
    }

    /** A block whose effect has a Cauchy distribution. */
    private Profile wild() {
        double effect = 0.05 * random.nextGaussian() / random.nextGaussian();
        return Profile.builder()
                .feature("x", NumericProfile.of(normal(50, effect, 1)))
                .build();
    }

    @Test
    void featuresOfAnotherTypeAreRefused() {
        NaturalVariation variation = NaturalVariation.of(weeks(8, 100, 0));
        Profile other = Profile.builder()
                .feature("x", CategoricalProfile.ofCounts(Map.of("a", 100L), 0))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> variation.compare(other))
                .withMessageContaining("'x' is NUMERIC in the reference and CATEGORICAL in the window");
        assertThatIllegalArgumentException().isThrownBy(() -> variation.withAlpha(1));
        assertThatIllegalArgumentException().isThrownBy(() -> variation.withBlockLength(Duration.ZERO));
    }

    @Test
    void blocksAreNamedByTheirLength() {
        NaturalVariation variation = NaturalVariation.of(weeks(6, 100, 0));

        assertThat(variation).hasToString("natural variation by 6 blocks of 3 features");
        assertThat(variation.withBlockLength(Duration.ofDays(7)))
                .hasToString("natural variation by 6 weeks of 3 features");
        assertThat(variation.withBlockLength(Duration.ofHours(6)).toString()).contains("6 blocks of 6 hours");
    }
}
