package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentRules;
import io.leeway.monitoring.incident.Price;
import io.leeway.monitoring.incident.Symptom;
import io.leeway.monitoring.incident.WindowFindings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tables of the incidents of the flights' year. */
class FlightsIncidentsTest {
    private static final Instant FROM = Instant.parse("2013-03-07T05:00:00Z");

    private static List<Incident> incidents() {
        Symptom elapsed = Symptom.of(Symptom.Area.DATA, "given category", "elapsed", "elapsed is shorter")
                .withPrice(Optional.of(new Price(0.021, "predictions 2 points lower")));
        WindowFindings found =
                new WindowFindings("flights", 1, FROM, FROM.plusSeconds(7 * 86_400), 6_000, List.of(elapsed), Set.of());
        return IncidentRules.standard().next(List.of(), found).incidents();
    }

    @Test
    void anIncidentStandsBesideItsPriceAndWhatHappened() {
        FlightsIncidents year =
                new FlightsIncidents(List.of(), incidents(), Map.of("2013-03-07", "The spring timetable."));

        assertThat(year.table())
                .endsWith("| 2013-03-07 | 1 | WARNING: elapsed is shorter since 7 Mar 2013 05:00; predictions 2 points"
                        + " lower; 6,000 rows | +2.1% | The spring timetable. |\n");
        assertThat(year.months())
                .contains("| March | 0 | 0 | 0 | 0 | 1 |")
                .endsWith("| **year** | 0 | 0 | 0 | 0 | 1 |\n");
    }

    @Test
    void anIncidentThatNobodyLookedUpIsNotExplained() {
        assertThat(new FlightsIncidents(List.of(), incidents(), Map.of()).table())
                .endsWith("| not explained |\n");
    }
}
