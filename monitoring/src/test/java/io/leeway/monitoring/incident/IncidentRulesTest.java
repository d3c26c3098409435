package io.leeway.monitoring.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.incident.IncidentEvent.Type;
import io.leeway.monitoring.incident.Symptom.Area;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentRulesTest {
    /** A Tuesday. */
    private static final Instant START = Instant.parse("2026-03-03T09:00:00Z");

    private IncidentRules rules = IncidentRules.standard();
    private final List<IncidentEvent> told = new ArrayList<>();
    private List<Incident> incidents = List.of();
    private long window;

    private static Symptom drift(String feature) {
        return Symptom.of(Area.FEATURE, "drift", feature, feature + " drifted", feature + ": PSI is 0.4");
    }

    private static Symptom missing(String feature) {
        return Symptom.of(Area.DATA, "missing", feature, feature + " is missing", feature + ": 90% missing");
    }

    private static final Symptom PREDICTIONS =
            Symptom.of(Area.PREDICTION, "drift", "prediction", "predictions drifted", "PSI is 0.3");
    private static final Symptom LOSS =
            Symptom.of(Area.PERFORMANCE, "limit", "logLoss", "logLoss is 0.7, above the limit of 0.6");

    private static Symptom priced(String feature, double rise, String sentence) {
        return new Symptom(
                Area.FEATURE,
                "unit",
                feature,
                feature + " reads like Celsius",
                List.of("fits (F - 32) / 1.8"),
                "convert " + feature,
                Optional.of(START.plus(Duration.ofHours(1))),
                Optional.of(new Price(rise, sentence)));
    }

    /** Moves on by a window of an hour with 5,000 rows. */
    private List<Type> window(Symptom... found) {
        return window(Set.of(), found);
    }

    private List<Type> window(Set<String> undecided, Symptom... found) {
        window++;
        Instant to = START.plus(Duration.ofHours(window));
        IncidentUpdate update = rules.next(
                incidents,
                new WindowFindings("m", window, to.minusSeconds(3_600), to, 5_000, Arrays.asList(found), undecided));
        incidents = update.incidents();
        told.addAll(update.events());
        return update.events().stream().map(IncidentEvent::type).toList();
    }

    private Incident only() {
        assertThat(incidents).hasSize(1);
        return incidents.get(0);
    }

    @Test
    void oneFeedDownIsOneIncidentAndNotEleven() {
        Symptom[] eleven = new Symptom[11];
        Arrays.setAll(eleven, i -> missing("sensor" + i));

        assertThat(window(eleven)).containsExactly(Type.OPENED);

        assertThat(only().symptoms()).hasSize(11);
        assertThat(only().evidence()).hasSize(11).contains("sensor10: 90% missing");
        assertThat(only())
                .hasToString(
                        "sensor0 is missing, likewise sensor1, sensor2, sensor3 and 7 more since Tue 09:00; 5,000 rows");
    }

    @Test
    void aSentenceSaysWhatSinceWhenAtWhatPriceAndInHowManyRows() {
        window(priced("temp", 0.2, "predictions 6 points too low"), drift("temp"), PREDICTIONS);
        window(priced("temp", 0.2, "predictions 6 points too low"), drift("temp"), PREDICTIONS);

        assertThat(only())
                .hasToString("temp reads like Celsius since Tue 10:00; predictions 6 points too low; 10,000 rows");
        assertThat(only().advice()).isEqualTo("convert temp");
        assertThat(told).hasSize(1);
    }

    @Test
    void aFindingsOwnBeginCountsWhereItIsEarlier() {
        window();
        window(priced("temp", 0.2, ""));

        assertThat(only().since()).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void timesAreOfTheZoneAndOfADayThatIsLongAgo() {
        rules = rules.zone(ZoneId.of("America/New_York"));
        for (int i = 0; i < 6 * 24 + 1; i++) {
            window(drift("temp"));
        }

        assertThat(only().sentence()).startsWith("temp drifted since 3 Mar 2026 04:00; ");
    }

    @Test
    void differentFaultsOfUnrelatedFeaturesAreTwoIncidents() {
        assertThat(window(drift("temp"), missing("seats"))).containsExactly(Type.OPENED, Type.OPENED);

        assertThat(incidents).extracting(Incident::id).containsExactly("m-1", "m-2");
    }

    @Test
    void differentFaultsOfOneFeatureAreOneIncident() {
        window(drift("temp"), missing("temp"));

        assertThat(only().sentence()).isEqualTo("temp is missing since Tue 09:00; 5,000 rows");
    }

    @Test
    void differentFaultsOfRelatedFeaturesAreOneIncident() {
        rules = rules.related("temp", "dewp");
        window(drift("temp"), missing("dewp"));

        assertThat(only().sentence()).isEqualTo("dewp is missing since Tue 09:00; temp drifted; 5,000 rows");
    }

    @Test
    void aRelatedFeatureJoinsHoweverLateAndAnUnrelatedOneOnlySoon() {
        rules = rules.related("temp", "dewp");
        window(drift("temp"));
        assertThat(window(drift("temp"), drift("wind"))).containsExactly(Type.JOINED);
        for (int i = 0; i < 5; i++) {
            assertThat(window(drift("temp"))).isEmpty();
        }

        assertThat(window(drift("temp"), drift("dewp"))).containsExactly(Type.JOINED);
        assertThat(window(drift("temp"), drift("seats"))).containsExactly(Type.OPENED);
    }

    @Test
    void driftingPredictionsAndWorsePerformanceJoinTheCause() {
        assertThat(window(PREDICTIONS, drift("temp"))).containsExactly(Type.OPENED);
        assertThat(window(PREDICTIONS, drift("temp"), LOSS)).containsExactly(Type.JOINED, Type.ESCALATED);

        assertThat(only())
                .hasToString(
                        "temp drifted since Tue 09:00; predictions drifted; logLoss is 0.7, above the limit of 0.6; 10,000 rows");
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aCauseThatIsFoundAfterItsEffectJoins() {
        assertThat(window(PREDICTIONS)).containsExactly(Type.OPENED);
        assertThat(window(PREDICTIONS, drift("temp"))).containsExactly(Type.JOINED);

        assertThat(only().sentence()).startsWith("temp drifted since Tue 09:00; predictions drifted");
    }

    @Test
    void anEffectWithoutACauseIsAnIncidentOfItsOwn() {
        window(LOSS);

        assertThat(only()).hasToString("logLoss is 0.7, above the limit of 0.6 since Tue 09:00; 5,000 rows");
    }

    @Test
    void severityIsByPriceAndByAreaWhereNoneIsKnown() {
        assertThat(rules.severity(priced("a", 0.3, ""))).isEqualTo(Severity.CRITICAL);
        assertThat(rules.severity(priced("a", 0.05, ""))).isEqualTo(Severity.WARNING);
        assertThat(rules.severity(priced("a", 0.001, ""))).isEqualTo(Severity.NOTICE);
        assertThat(rules.warningFrom(0.001).severity(priced("a", 0.001, ""))).isEqualTo(Severity.WARNING);
        assertThat(rules.criticalFrom(0.02).severity(priced("a", 0.05, ""))).isEqualTo(Severity.CRITICAL);
        assertThat(rules.severity(drift("a"))).isEqualTo(Severity.NOTICE);
        assertThat(rules.severity(missing("a"))).isEqualTo(Severity.WARNING);
        assertThat(rules.severity(missing("a").withPrice(Optional.of(new Price(0, "")))))
                .isEqualTo(Severity.WARNING);
        assertThat(rules.severity(missing("a").withPrice(Optional.of(new Price(0.2, "")))))
                .isEqualTo(Severity.CRITICAL);
        assertThat(rules.severity(PREDICTIONS)).isEqualTo(Severity.WARNING);
        assertThat(rules.severity(LOSS)).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void aHigherPriceIsAnEscalationAndALowerOneIsNone() {
        window(priced("temp", 0.01, ""));
        assertThat(window(priced("temp", 0.05, ""))).containsExactly(Type.ESCALATED);
        assertThat(window(priced("temp", 0.01, ""))).isEmpty();

        assertThat(only().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void aWindowThatAddsNothingIsNotTold() {
        window(drift("temp"));
        for (int i = 0; i < 10; i++) {
            assertThat(window(drift("temp"))).isEmpty();
        }
        assertThat(only().windows()).isEqualTo(11);
        assertThat(only().rows()).isEqualTo(55_000);
    }

    @Test
    void oneQuietWindowClosesNothingAndTwoInARowDo() {
        window(drift("temp"));
        assertThat(window()).isEmpty();
        assertThat(window(drift("temp"))).isEmpty();
        assertThat(window()).isEmpty();
        assertThat(window()).containsExactly(Type.CLOSED);

        assertThat(only().isOpen()).isFalse();
        assertThat(only()).hasToString("over: temp drifted since Tue 09:00; 10,000 rows");
        assertThat(told.get(1).sentence()).startsWith("over after 2 quiet windows: temp drifted");
    }

    @Test
    void aWindowThatCouldNotBeJudgedIsNotQuiet() {
        window(drift("temp"));
        for (int i = 0; i < 5; i++) {
            assertThat(window(Set.of("temp"))).isEmpty();
        }
        assertThat(only().isOpen()).isTrue();
        assertThat(only().quietWindows()).isZero();
    }

    @Test
    void aSymptomThatComesBackOpensTheSameIncidentAgain() {
        window(drift("temp"));
        window();
        window();
        assertThat(window(drift("temp"))).containsExactly(Type.REOPENED);

        assertThat(only().isOpen()).isTrue();
        assertThat(only().events()).extracting(IncidentEvent::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void afterThePeriodItIsAnotherIncident() {
        rules = rules.reopenWithin(Duration.ofHours(2));
        window(drift("temp"));
        window();
        window();
        window();
        window();
        assertThat(window(drift("temp"))).containsExactly(Type.OPENED);

        assertThat(incidents).extracting(Incident::id).containsExactly("m-1", "m-2");
    }

    @Test
    void aSymptomThatIsOverIsNoLongerPartOfTheSentence() {
        window(drift("temp"), drift("wind"));
        window(drift("wind"));
        assertThat(only().sentence()).startsWith("temp drifted, likewise wind since");
        window(drift("wind"));

        assertThat(only().sentence()).startsWith("wind drifted since");
        assertThat(window(drift("wind"), drift("temp"))).isEmpty();
    }

    @Test
    void anIncidentThatNeverClosesIsToldAtGrowingIntervalsAndItsEventsAreBounded() {
        List<Long> days = new ArrayList<>();
        for (int hour = 1; hour <= 24 * 100; hour++) {
            if (window(drift("temp")).contains(Type.REMINDED)) {
                days.add(window / 24);
            }
        }
        assertThat(days).containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 95L);
        assertThat(told.get(3).sentence()).startsWith("still open after 7 days: temp drifted since 3 Mar 2026");
        assertThat(only().events()).hasSize(8);
    }

    @Test
    void eventsBeyondTheBoundAreCountedAndTheFirstAndNewestAreKept() {
        rules = rules.quietWindows(1);
        for (int i = 0; i < 100; i++) {
            window(drift("temp"));
            window();
        }
        assertThat(only().events()).hasSize(Incident.MOST_EVENTS);
        assertThat(only().omittedEvents()).isEqualTo(200 - Incident.MOST_EVENTS);
        assertThat(only().events())
                .extracting(IncidentEvent::number)
                .startsWith(1L, 2L)
                .endsWith(199L, 200L);
    }

    @Test
    void whoAcknowledgesIsAnEventAndEndsRemindersUntilItBecomesWorse() {
        window(drift("temp"));
        Acknowledgement by = new Acknowledgement("Ana", "asked the airport", START.plusSeconds(4_000));
        IncidentUpdate update = rules.acknowledge(incidents, "m-1", by, window);
        incidents = update.incidents();

        assertThat(update.events()).extracting(IncidentEvent::sentence).containsExactly("Ana: asked the airport");
        assertThat(only().acknowledgement()).contains(by);
        for (int i = 0; i < 100; i++) {
            assertThat(window(drift("temp"))).isEmpty();
        }
        assertThat(window(drift("temp"), PREDICTIONS)).containsExactly(Type.JOINED, Type.ESCALATED);
        assertThat(only().acknowledgement()).isEmpty();
    }

    @Test
    void onlyAnOpenIncidentCanBeAcknowledgedAndNotByNobody() {
        window(drift("temp"));
        Acknowledgement by = new Acknowledgement("Ana", "", START);
        assertThatThrownBy(() -> rules.acknowledge(incidents, "m-7", by, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no incident \"m-7\", only [m-1] are open");
        window();
        window();
        assertThatThrownBy(() -> rules.acknowledge(incidents, "m-1", by, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was closed at 2026-03-03T12:00:00Z");
        assertThatThrownBy(() -> new Acknowledgement(" ", "", START)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oldClosedIncidentsAreForgottenAndNumbersGoOn() {
        rules = rules.quietWindows(1).reopenWithin(Duration.ZERO);
        for (int i = 0; i < IncidentRules.CLOSED_KEPT + 5; i++) {
            window(drift("temp"));
            window();
        }
        assertThat(incidents).hasSize(IncidentRules.CLOSED_KEPT);
        assertThat(incidents.get(IncidentRules.CLOSED_KEPT - 1).number()).isEqualTo(IncidentRules.CLOSED_KEPT + 5);
        assertThat(incidents.get(0).number()).isEqualTo(6);
    }

    @Test
    void timeDoesNotGoBackWithLateRows() {
        window(drift("temp"));
        IncidentUpdate update = rules.next(
                incidents,
                new WindowFindings(
                        "m", 2, START.minusSeconds(90), START.minusSeconds(60), 10, List.of(drift("temp")), Set.of()));

        assertThat(update.incidents().get(0).seen()).isEqualTo(START.plusSeconds(3_600));
        assertThat(update.incidents().get(0).since()).isEqualTo(START.minusSeconds(90));
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> rules.quietWindows(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> rules.reopenWithin(Duration.ofHours(-1))).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> rules.remindAfter(Duration.ZERO)).hasMessageContaining("above zero");
        assertThatThrownBy(() -> rules.warningFrom(0.5)).hasMessageContaining("must not be lower");
        assertThatThrownBy(() -> rules.criticalFrom(Double.NaN)).hasMessageContaining("must not be lower");
        assertThatThrownBy(() -> new Price(Double.NaN, "")).hasMessageContaining("NaN");
    }
}
