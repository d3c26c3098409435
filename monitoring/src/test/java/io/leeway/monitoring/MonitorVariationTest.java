package io.leeway.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leeway.monitoring.drift.DriftResult;
import io.leeway.monitoring.drift.DriftTests;
import io.leeway.monitoring.drift.Verdict;
import io.leeway.monitoring.profile.Profile;
import io.leeway.monitoring.profile.Profiler;
import io.leeway.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Windows that are judged by what the reference's own weeks differ by. */
class MonitorVariationTest {
    /** A Thursday, at which weeks since 1970 begin. */
    private static final Instant START = Instant.parse("2024-01-04T00:00:00Z");

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Schema<Reading> SCHEMA = Schema.of(Reading.class).time("at");

    private final Random random = new Random(5);

    record Reading(Instant at, double x, String town) {}

    /** Weeks of 700 rows, each with an effect of its own on x. */
    private List<Reading> weeks(int from, int to, double effect, double shift) {
        List<Reading> readings = new ArrayList<>();
        for (int week = from; week < to; week++) {
            double mean = effect * random.nextGaussian() + shift;
            for (int i = 0; i < 700; i++) {
                Instant at = START.plus(WEEK.multipliedBy(week))
                        .plus(WEEK.dividedBy(700).multipliedBy(i));
                readings.add(new Reading(at, mean + random.nextGaussian(), "town " + random.nextInt(4)));
            }
        }
        return readings;
    }

    private static Profile profile(List<Reading> rows) {
        return Profiler.of(SCHEMA).addAll(rows).profile();
    }

    private ModelMonitorBuilder<Reading> monitor() {
        return ModelMonitor.of(SCHEMA).alarmBudget(1, Duration.ofDays(365));
    }

    private static MonitoringSnapshot recorded(ModelMonitor<Reading> monitor, List<Reading> rows) {
        rows.forEach(row -> monitor.record(row, 0.5));
        monitor.flush();
        return monitor.history().get(0);
    }

    private static DriftResult result(MonitoringSnapshot snapshot, String feature) {
        return snapshot.drift()
                .orElseThrow()
                .feature(feature)
                .orElseThrow()
                .results()
                .get(0);
    }

    @Test
    void aProfileThatKnowsItsDaysIsCutIntoWeeks() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 8, 0.3, 0)))
                .naturalVariation(WEEK)
                .build();

        MonitoringSnapshot quiet = recorded(monitor, weeks(8, 9, 0, 0.5));

        assertThat(quiet.end()).isEqualTo(WindowEnd.FLUSH);
        assertThat(result(quiet, "x").test()).isEqualTo("variation");
        assertThat(result(quiet, "x").basis()).isEqualTo("8 weeks");
        assertThat(quiet.verdict()).isEqualTo(Verdict.STABLE);
        assertThat(quiet.alerts()).isEmpty();
    }

    @Test
    void aWeekThatIsNotLikeTheOthersRaisesAnAlertThatSaysWhatItIsJudgedBy() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 8, 0.1, 0)))
                .naturalVariation(WEEK)
                .build();

        MonitoringSnapshot moved = recorded(monitor, weeks(8, 9, 0, 3));

        assertThat(moved.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("x");
            assertThat(alert.message()).contains("judged by 8 weeks");
        });
    }

    @Test
    void naturalVariationIsTheDefaultOfASchemaWithATime() {
        ModelMonitor<Reading> byProfile =
                monitor().reference(profile(weeks(0, 8, 0.3, 0))).window(WEEK).build();
        ModelMonitor<Reading> byRows =
                monitor().reference(weeks(0, 8, 0.3, 0)).window(WEEK).build();
        ModelMonitor<Reading> byRowsOfRows =
                monitor().reference(weeks(0, 8, 0.3, 0)).window(700).build();

        List<Reading> week = weeks(8, 9, 0, 0.5);
        for (ModelMonitor<Reading> monitor : List.of(byProfile, byRows, byRowsOfRows)) {
            MonitoringSnapshot snapshot = recorded(monitor, week);
            assertThat(result(snapshot, "x").basis()).startsWith("8 ");
            assertThat(snapshot.verdict()).isEqualTo(Verdict.STABLE);
        }
    }

    @Test
    void testsThatWereAskedForAreJudgedInstead() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 8, 0.1, 0)))
                .window(WEEK)
                .test(DriftTests.psi())
                .build();

        assertThat(result(recorded(monitor, weeks(8, 9, 0, 0)), "x").test()).isEqualTo("psi");
    }

    @Test
    void testsBesideNaturalVariationShareItsBudget() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 8, 0.1, 0)))
                .naturalVariation(WEEK)
                .test(DriftTests.psi())
                .build();

        MonitoringSnapshot snapshot = recorded(monitor, weeks(8, 9, 0, 0));

        assertThat(snapshot.drift().orElseThrow().feature("x").orElseThrow().results())
                .extracting(DriftResult::test)
                .containsExactly("variation", "psi");
    }

    @Test
    void aReferenceOfThreeWeeksIsTooLittleAndSaysSo() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 3, 0.1, 0)))
                .naturalVariation(WEEK)
                .build();

        MonitoringSnapshot snapshot = recorded(monitor, weeks(8, 9, 0, 5));

        assertThat(snapshot.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(snapshot, "x").explanation()).contains("3 weeks are too few");
    }

    @Test
    void aWindowThatEndedEarlyIsNotComparedWithWholeWeeks() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(profile(weeks(0, 8, 0.1, 0)))
                .naturalVariation(WEEK)
                .build();

        MonitoringSnapshot snapshot = recorded(monitor, weeks(8, 9, 0, 5).subList(0, 100));

        assertThat(snapshot.verdict()).isEqualTo(Verdict.INSUFFICIENT_DATA);
        assertThat(result(snapshot, "x").explanation()).contains("ended early, with 100 rows of about 700");
    }

    /** A Thursday to a Tuesday lacks a Wednesday. */
    @Test
    void aWindowThatBeganLateIsNotComparedWithWholeWeeksThoughItHasMostOfTheirRows() {
        ModelMonitor<Reading> monitor =
                monitor().reference(weeks(0, 8, 0.1, 0)).naturalVariation(WEEK).build();

        List<Reading> next = weeks(8, 10, 0, 5);
        MonitoringSnapshot snapshot = recorded(monitor, next.subList(200, next.size()));

        assertThat(snapshot.rows()).isEqualTo(500);
        assertThat(result(snapshot, "x").explanation()).contains("the window covers 71% of its time");
        assertThat(monitor.history().get(1).verdict()).isEqualTo(Verdict.DRIFT);
    }

    @Test
    void featuresAreJudgedGivenTheOthersByTheRowsOfTheReference() {
        ModelMonitor<Reading> monitor = monitor()
                .reference(weeks(0, 8, 0.1, 0))
                .naturalVariation(WEEK)
                .givenOthers()
                .build();

        MonitoringSnapshot snapshot = recorded(monitor, weeks(8, 9, 0, 0));

        assertThat(snapshot.drift().orElseThrow().feature("town").orElseThrow().results())
                .extracting(DriftResult::test)
                .containsExactly("variation", "givenOthers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor()
                        .reference(profile(weeks(0, 8, 0, 0)))
                        .givenOthers()
                        .build())
                .withMessageContaining("only its profile");
    }

    @Test
    void aNewReferenceBringsItsOwnBlocks() {
        ModelMonitor<Reading> monitor = monitor().naturalVariation(WEEK).build();
        monitor.rebase(profile(weeks(0, 9, 0.1, 0)));

        assertThat(result(recorded(monitor, weeks(9, 10, 0, 0)), "x").basis()).isEqualTo("9 weeks");
    }

    @Test
    void aReferenceWithoutBlocksIsRefusedWhereNaturalVariationWasAskedFor() {
        Profile withoutTime = Profiler.of(Schema.of(Reading.class).without("at"))
                .addAll(weeks(0, 1, 0, 0))
                .profile();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        monitor().reference(withoutTime).naturalVariation(WEEK).build())
                .withMessageContaining("no blocks of time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor()
                        .reference(profile(weeks(0, 8, 0, 0)))
                        .naturalVariation(Duration.ofHours(6))
                        .build())
                .withMessageContaining("is no multiple");
        assertThat(result(recorded(monitor().reference(withoutTime).build(), weeks(1, 2, 0, 0)), "x")
                        .test())
                .isEqualTo("psi");
    }
}
