package io.leeway.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leeway.examples.console.Terminal;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.file.FileRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that was killed goes on as if nothing had happened. */
@Timeout(300)
class ResumeTest {

    private static final String DAYS = "115";

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    @Tag("year")
    void aRunThatIsKilledTwiceAndResumedDecidesAndRegistersWhatAnUnbrokenRunDoes() throws Exception {
        Path broken = folder.resolve("broken");
        killAt("30 %", start("--out", broken.toString(), "--days", DAYS));
        assertThat(model(broken).latest().orElseThrow().number()).isEqualTo(1);
        killAt("90 %", start("--out", broken.toString(), "--days", DAYS, "--resume"));
        assertThat(model(broken).latest().orElseThrow().number()).isGreaterThan(1);
        assertThat(broken.resolve("run-1/decisions.txt")).doesNotExist();
        finish(start("--out", broken.toString(), "--days", DAYS, "--resume"));

        Path unbroken = folder.resolve("unbroken");
        finish(start("--out", unbroken.toString(), "--days", DAYS));

        assertThat(decisions(broken)).isEqualTo(decisions(unbroken)).hasSizeGreaterThan(1);
        // The trail's head names every event, model and moment.
        assertThat(model(broken).auditHead()).isEqualTo(model(unbroken).auditHead());
        assertThat(model(broken).versions()).isEqualTo(model(unbroken).versions());
    }

    @Test
    void aFolderWithoutARunCannotBeResumed() {
        assertThatExceptionOfType(ResumeException.class)
                .isThrownBy(() -> FlightsExample.run(Options.parse("--out", folder.toString(), "--resume"), silent()))
                .withMessageContaining(folder.toString())
                .withMessageContaining("leave --resume out");
    }

    @Test
    void aRunIsNotResumedWithAnotherSeed() throws IOException {
        RunFolder.open(Options.parse("--out", folder.toString(), "--seed", "7"));

        assertThatExceptionOfType(ResumeException.class)
                .isThrownBy(() -> FlightsExample.run(
                        Options.parse("--out", folder.toString(), "--seed", "8", "--resume"), silent()))
                .withMessageContaining("seed 7")
                .withMessageContaining("add --seed 7");
    }

    private static Terminal silent() {
        return new Terminal(new PrintStream(OutputStream.nullOutputStream()), false, false, 80);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                FlightsExample.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    private static BufferedReader output(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void killAt(String progress, Process process) throws Exception {
        BufferedReader lines = output(process);
        List<String> seen = new ArrayList<>();
        for (String line = lines.readLine(); ; line = lines.readLine()) {
            assertThat(line).as("a line with %s after %s", progress, seen).isNotNull();
            seen.add(line);
            if (line.contains(progress)) {
                break;
            }
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    private static void finish(Process process) throws Exception {
        List<String> lines = output(process).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    }

    private static List<String> decisions(Path out) throws IOException {
        return Files.readAllLines(out.resolve("run-1/decisions.txt"));
    }

    private static RegisteredModel model(Path out) {
        try (FileRegistry registry = FileRegistry.open(out.resolve("run-1/models"))) {
            assertThat(registry.verify(FlightsLoop.MODEL).problems()).isEmpty();
            return registry.model(FlightsLoop.MODEL);
        }
    }
}
