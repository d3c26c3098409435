package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static io.leeway.cli.Tables.flights;
import static io.leeway.cli.Tables.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftCommandTest {
    @TempDir
    private Path folder;

    private Path january = Path.of("");
    private Path july = Path.of("");

    @BeforeEach
    void writeFiles() {
        january = flights(folder.resolve("january.csv"), 2_000, 0);
        july = flights(folder.resolve("july.csv"), 2_000, 150);
    }

    @Test
    void driftExitsWithThree() {
        Shell.Ran ran = leeway("drift", january, july).exits(3);

        assertThat(ran.out())
                .startsWith("july.csv: 2,000 rows, compared with january.csv: 2,000 rows\n2 of 3 features drifted\n")
                .containsPattern("distance +psi .* DRIFT")
                .containsPattern("late +psi .* STABLE");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(ran.err()).isEmpty();
    }

    @Test
    void noDriftExitsWithZero() {
        leeway("drift", january, january).exits(0);
    }

    @Test
    void tooFewRowsAreNoPass() {
        Path few = flights(folder.resolve("few.csv"), 3, 0);

        assertThat(leeway("drift", few, few).exits(3).out()).contains("INSUFFICIENT_DATA");
    }

    @Test
    void testsAreChosenByName() {
        assertThat(leeway("drift", january, july, "--test", "ks,chi-square", "--alpha", "0.01")
                        .exits(3)
                        .out())
                .containsPattern("distance +ks ")
                .containsPattern("carrier +chi-square ")
                .doesNotContain("psi");
        leeway("drift", january, july, "--test", "chisquare").failsWith(2, "did you mean \"chi-square\"?");
    }

    @Test
    void aStoredProfileStandsForItsFile() {
        Path profile = folder.resolve("january.profile");
        leeway("profile", january, "--out", profile).exits(0);

        String fromProfile = leeway("drift", profile, july).exits(3).out();

        assertThat(fromProfile.lines().skip(1))
                .containsExactlyElementsOf(
                        leeway("drift", january, july).out().lines().skip(1).toList());
    }

    @Test
    void aReportIsWritten() {
        Path page = folder.resolve("out/drift.html");

        assertThat(leeway("drift", january, july, "--report", page).exits(3).out())
                .endsWith("report: " + page + "\n");
        assertThat(page).content().contains("Drift of july.csv", "2 of 3", "distance");
        leeway("report", january, july, "--out", folder.resolve("other.html")).exits(0);
        assertThat(folder.resolve("other.html")).hasSameTextualContentAs(page);
    }

    @Test
    void jsonSaysTheSame() {
        assertThat(leeway("drift", january, july, "--json").exits(3).out())
                .contains(
                        "\"verdict\": \"DRIFT\"",
                        "\"rows\": 2000",
                        "\"feature\": \"distance\"",
                        "\"test\": \"psi\"",
                        "\"threshold\": 0.2")
                .containsPattern("\"effect\": \\{\\s+\"measure\": \"psi\",\\s+\"estimate\": [\\d.]+,\\s+\"lower\": ");
    }

    @Test
    void theSchemaSaysWhatIsCompared() {
        Path schema = write(
                folder.resolve("schema.json"), "{\"columns\": [{\"name\": \"distance\", \"type\": \"numeric\"}]}");

        assertThat(leeway("drift", january, july, "--schema", schema).exits(3).out())
                .contains("1 of 1 features drifted");
        assertThat(leeway("drift", january, july, "--without", "distance,carrier")
                        .exits(0)
                        .out())
                .contains("0 of 1 features drifted");
    }

    @Test
    void progressIsShownWhenItIsAskedFor() {
        Path many = flights(folder.resolve("many.csv"), 10_000, 0);
        java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
        long[] ticks = {0};
        Session session = new Session(
                new java.io.PrintStream(err, true, java.nio.charset.StandardCharsets.UTF_8),
                false,
                () -> ticks[0] += 300_000_000L,
                java.time.Clock.systemUTC());

        LeewayCommand.run(java.io.OutputStream.nullOutputStream(), session, "profile", many.toString(), "--progress");

        assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8))
                .contains("\rreading many.csv: 8,192 rows")
                .endsWith("\r");
        assertThat(leeway("profile", many).err()).isEmpty();
    }
}
