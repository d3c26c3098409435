package io.leeway.examples.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide to alarms shows the recorded figures, and a slice of the benchmark still gives them. */
class AlarmsPageTest {
    private static final Path ROOT = Path.of("..");

    private static AlarmsPage page() throws IOException {
        return new AlarmsPage(AlarmsPage.recorded(ROOT.resolve("examples")));
    }

    @Test
    void theGuideShowsTheRecordedFigures() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/alarms.md"));
        assertThat(page().guide(guide)).isEqualTo(guide);
        assertThat(AlarmsPage.ofBikes(ROOT.resolve("examples")).bikes(guide)).isEqualTo(guide);
    }

    @Test
    void thePictureShowsTheRecordedFigures() throws IOException {
        assertThat(ROOT.resolve("docs/images/alarms.svg")).hasContent(page().picture());
    }

    @Test
    void aWeekOfRentedBicyclesGivesTheRecordedKindOfFindings() throws IOException {
        List<Fault> faults = BikeFaults.all().stream()
                .filter(fault ->
                        List.of("hum in percent", "rows delivered twice").contains(fault.name()))
                .toList();
        Score score = new FaultBenchmark(Weeks.bikes(), faults)
                .score(new SignatureContestant("signatures", 7.0 / 365), new int[] {20});
        for (int fault = 0; fault < faults.size(); fault++) {
            assertThat(score.found(fault, 2)).as(faults.get(fault).name()).isEqualTo(1);
        }
    }

    @Test
    void oneWeekIsQuietUntouchedAndItsFaultsAreFoundFirst() throws IOException {
        List<Fault> faults = Fault.all().stream()
                .filter(fault -> List.of("temp in Celsius", "rows lost", "origin LGA merged into JFK")
                        .contains(fault.name()))
                .toList();
        Score score = new FaultBenchmark(Weeks.read(), faults)
                .score(new SignatureContestant("signatures", 7.0 / 365), new int[] {2});
        assertThat(score.alarmedWeeks()).isZero();
        for (int fault = 0; fault < faults.size(); fault++) {
            assertThat(score.first(fault, 2)).as(faults.get(fault).name()).isEqualTo(1);
        }
    }
}
