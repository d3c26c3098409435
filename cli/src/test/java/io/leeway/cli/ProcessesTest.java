package io.leeway.cli;

import static io.leeway.cli.Shell.leeway;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only real processes show: pipes that are closed, and two of them at once. */
@EnabledOnOs(OS.LINUX)
class ProcessesTest {
    @TempDir
    private Path folder;

    private Process start(String script, Path output) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String function = "leeway() { \"" + java + "\" -Xmx256m -XX:+UseSerialGC -cp \"$CLASSES\" "
                + LeewayCommand.class.getName() + " \"$@\"; }\n";
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", function + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static int end(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aReaderThatHasReadEnoughIsNoFailure() throws Exception {
        // Far more than a pipe holds, so that the writer finds it closed.
        String names = IntStream.range(0, 20_000).mapToObj(i -> "column" + i).collect(Collectors.joining(","));
        String cells = IntStream.range(0, 20_000).mapToObj(i -> "1.5").collect(Collectors.joining(","));
        Files.writeString(folder.resolve("wide.csv"), names + "\n" + cells + "\n");
        Path output = folder.resolve("output.txt");

        Process process = start("leeway schema infer wide.csv | head -1; exit ${PIPESTATUS[0]}", output);

        assertThat(end(process)).isZero();
        assertThat(Files.readString(output).lines().filter(line -> !line.startsWith("WARNING")))
                .containsExactly("{");
    }

    @Test
    void ofTwoProcessesThatPromoteAtOnceOneWinsAndTheOtherSaysSo() throws Exception {
        Path models = folder.resolve("models");
        Path schema = Files.writeString(folder.resolve("orders.json"), RegistryCommandTest.SCHEMA);
        for (int i = 0; i < 2; i++) {
            leeway(
                            "registry",
                            "register",
                            "orders",
                            RegistryCommandTest.MODEL,
                            "--schema",
                            schema,
                            "--positive",
                            "yes",
                            "-r",
                            models)
                    .exits(0);
        }
        List<Process> both = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            both.add(start(
                    "leeway registry promote orders " + version + " --expect 0 --reason mine --by p" + version,
                    folder.resolve(version + ".txt")));
        }
        List<Integer> codes = new ArrayList<>();
        for (Process each : both) {
            codes.add(end(each));
        }

        assertThat(codes).containsExactlyInAnyOrder(0, 1);
        int winner = codes.indexOf(0) + 1;
        assertThat(Files.readString(folder.resolve(winner + ".txt")))
                .contains("orders: champion moved from none to v" + winner);
        assertThat(Files.readString(folder.resolve(3 - winner + ".txt")))
                .contains("was expected not to exist, but is at version " + winner + "; nothing was changed")
                .contains("Who moved it last: ")
                .contains("p" + winner + " moved alias/champion from none to " + winner)
                .doesNotContain("\tat ");
        assertThat(leeway("registry", "list", "-r", models).exits(0).out()).contains("champion=" + winner);
    }
}
