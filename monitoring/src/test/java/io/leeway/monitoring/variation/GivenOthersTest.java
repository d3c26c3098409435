package io.leeway.monitoring.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftReport;
import io.leeway.monitoring.drift.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GivenOthersTest {
    private final SplittableRandom random = new SplittableRandom(4);

    /** The weather of a week moves the temperature and the dew point together; the airport says much of the distance. */
    private FeatureColumns week(int rows) {
        double weather = 5 * random.nextGaussian();
        double[] temperature = new double[rows];
        double[] dewPoint = new double[rows];
        double[] distance = new double[rows];
        @Nullable String[] airport = new String[rows];
        for (int i = 0; i < rows; i++) {
            temperature[i] = 50 + weather + 8 * random.nextGaussian();
            dewPoint[i] = temperature[i] - 10 + random.nextGaussian();
            int town = random.nextInt(4);
            airport[i] = "town " + town;
            distance[i] = 300 * (town + 1) + 20 * random.nextGaussian();
        }
        return new FeatureColumns(
                rows,
                Map.of("temperature", temperature, "dewPoint", dewPoint, "distance", distance),
                Map.of("airport", airport));
    }

    private List<FeatureColumns> weeks(int weeks) {
        return IntStream.range(0, weeks).mapToObj(i -> week(1_500)).toList();
    }

    private GivenOthers others() {
        return GivenOthers.of(weeks(8)).withBlockLength(Duration.ofDays(7)).withAlpha(1.0 / 52);
    }

    @Test
    void aChangeThatTheWeatherHidesShowsGivenTheOthers() {
        GivenOthers others = others();
        FeatureColumns colder = week(1_500);
        double[] dewPoint = Objects.requireNonNull(colder.numbers().get("dewPoint"));
        for (int i = 0; i < dewPoint.length; i++) {
            dewPoint[i] -= 3;
        }

        DriftReport report = others.compare(colder);

        assertThat(report.drifted()).extracting("feature").contains("dewPoint").doesNotContain("distance");
        assertThat(report.feature("dewPoint").orElseThrow().results().get(0).explanation())
                .startsWith("givenOthers is about ")
                .contains("judged by 8 weeks");
    }

    @Test
    void aChangeFarBeyondWhatTheOthersExplainShowsThoughEachWeekFillsOtherBins() {
        List<FeatureColumns> weeks = IntStream.range(0, 8)
                .mapToObj(i -> moved(1.2 * random.nextGaussian()))
                .toList();

        GivenOthers others = GivenOthers.of(weeks).withAlpha(1.0 / 52);

        assertThat(others.compare(moved(1)).drifted()).isEmpty();
        assertThat(others.compare(moved(-20)).drifted()).extracting("feature").contains("dewPoint");
    }

    /** A week whose dew point is moved against the temperature. */
    private FeatureColumns moved(double by) {
        FeatureColumns week = week(1_500);
        double[] dewPoint = Objects.requireNonNull(week.numbers().get("dewPoint"));
        for (int i = 0; i < dewPoint.length; i++) {
            dewPoint[i] += by;
        }
        return week;
    }

    @Test
    void aCategoryThatNoLongerFitsTheOthersShows() {
        GivenOthers others = others();
        FeatureColumns exchanged = week(1_500);
        @Nullable
        String[] airport = Objects.requireNonNull(exchanged.categories().get("airport"));
        for (int i = 0; i < airport.length; i++) {
            airport[i] = "town 0".equals(airport[i]) ? "town 3" : "town 3".equals(airport[i]) ? "town 0" : airport[i];
        }

        assertThat(others.compare(exchanged).drifted()).extracting("feature").contains("airport", "distance");
    }

    @Test
    void quietWeeksRarelyAlarmAlthoughPredictionsWereLearntFromFewWeeks() {
        int alarms = 0;
        for (int year = 0; year < 4; year++) {
            GivenOthers others = others();
            for (int week = 0; week < 26; week++) {
                alarms += others.compare(week(1_500)).verdict() == Verdict.DRIFT ? 1 : 0;
            }
        }

        assertThat(alarms).isLessThanOrEqualTo(4);
    }

    @Test
    void columnsThatAreConstantCopiesOrMissingAreNoHindrance() {
        List<FeatureColumns> weeks =
                IntStream.range(0, 8).mapToObj(i -> odd(week(300))).toList();

        DriftReport report = GivenOthers.of(weeks).compare(odd(week(300)));

        assertThat(report.features()).hasSize(7);
        assertThat(report.drifted()).isEmpty();
    }

    private static FeatureColumns odd(FeatureColumns week) {
        double[] distance = Objects.requireNonNull(week.numbers().get("distance"));
        double[] missing = new double[week.rows()];
        Arrays.fill(missing, Double.NaN);
        return new FeatureColumns(
                week.rows(),
                Map.of(
                        "temperature",
                        Objects.requireNonNull(week.numbers().get("temperature")),
                        "dewPoint",
                        week.numbers().get("dewPoint"),
                        "distance",
                        distance,
                        "copy",
                        distance.clone(),
                        "constant",
                        new double[week.rows()],
                        "missing",
                        missing),
                week.categories());
    }

    @Test
    void oneBlockPredictsNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GivenOthers.of(weeks(1)))
                .withMessageContaining("there is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureColumns(3, Map.of("x", new double[2]), Map.of()))
                .withMessageContaining("'x' has 2 values");
    }

    @Test
    void blocksOfTwoRowsAreLeftOut() {
        List<FeatureColumns> weeks = new ArrayList<>(weeks(4));
        weeks.add(week(2));
        weeks.add(week(2));

        DriftReport report = GivenOthers.of(weeks).compare(week(1_500));

        assertThat(report.features().get(0).results().get(0).basis()).startsWith("4 blocks are too few");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GivenOthers.of(List.of(week(2), week(2), week(2))))
                .withMessageContaining("there is 0");
    }

    @Test
    void aFeatureThatWasConstantShowsWhenItIsNot() {
        List<FeatureColumns> weeks =
                IntStream.range(0, 8).mapToObj(i -> odd(week(300))).toList();
        FeatureColumns changed = odd(week(300));
        Arrays.fill(Objects.requireNonNull(changed.numbers().get("constant")), 12);

        DriftReport report = GivenOthers.of(weeks).withAlpha(1.0 / 52).compare(changed);

        assertThat(report.drifted()).extracting("feature").contains("constant");
    }

    @Test
    void allFeaturesBrokenAtOnceAllShow() {
        GivenOthers others = others();
        FeatureColumns week = week(1_500);
        week.numbers().values().forEach(values -> Arrays.fill(values, 1e6));
        week.categories().values().forEach(values -> Arrays.fill(values, "nowhere"));

        assertThat(others.compare(week).drifted())
                .extracting("feature")
                .containsExactlyInAnyOrder("temperature", "dewPoint", "distance", "airport");
    }

    @Test
    void theSameBlocksGiveTheSameReportAgain() {
        List<FeatureColumns> weeks = weeks(8);
        FeatureColumns week = moved(-3);

        assertThat(GivenOthers.of(weeks).compare(week))
                .isEqualTo(GivenOthers.of(List.copyOf(weeks)).compare(week));
    }

    @Test
    void rowsOfAFeatureThatThereIsNotAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> week(3).where("carrier", "UA"))
                .withMessage("no categorical feature 'carrier' in the rows; there are [airport]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> week(3).where("distance", "300"))
                .withMessageEndingWith("it is a number");
    }
}
