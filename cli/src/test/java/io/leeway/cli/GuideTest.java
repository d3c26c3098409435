package io.leeway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of a guide in a shell, one after the other, and compares what they print. */
abstract class GuideTest {
    private static final Path EXAMPLES = Path.of("../examples/src/main/resources/io/leeway/examples");

    private final String guide;

    @TempDir
    private Path folder;

    @TempDir
    private Path pipes;

    GuideTest(String guide) {
        this.guide = guide;
    }

    /** A command of the guide and what it prints. */
    private record Step(int line, String command, String output) {}

    private List<Step> steps() throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean console = false;
        int number = 0;
        for (String line : Files.readAllLines(Path.of("../docs").resolve(guide))) {
            number++;
            if (line.startsWith("```")) {
                console = line.equals("```console");
            } else if (console && line.startsWith("$ ")) {
                steps.add(new Step(number, line.substring(2), ""));
            } else if (console) {
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.line(), last.command(), last.output() + line + "\n"));
            }
        }
        return steps;
    }

    @Test
    void everyCommandOfTheGuidePrintsWhatTheGuideShows() throws Exception {
        Files.copy(EXAMPLES.resolve("flights/flights-2013.csv.gz"), folder.resolve("flights-2013.csv.gz"));
        String model = "flights-sklearn-logistic.onnx";
        Files.copy(EXAMPLES.resolve("onnx").resolve(model), folder.resolve(model));
        Path pipe = pipes.resolve("commands");
        List<Step> steps = steps();
        Process server = serve(pipe);
        List<String> differences;
        try {
            differences = differences(steps, pipe);
        } finally {
            server.destroyForcibly().waitFor();
        }

        assertThat(steps).hasSizeGreaterThan(15);
        assertThat(differences).isEmpty();
    }

    private List<String> differences(List<Step> steps, Path pipe) throws Exception {
        List<String> differences = new ArrayList<>();
        int exitCode = 0;
        for (Step step : steps) {
            String printed;
            if (step.command().equals("echo $?")) {
                printed = exitCode + "\n";
            } else {
                Shell.Ran ran = run(step.command(), pipe);
                exitCode = ran.exitCode();
                printed = ran.out();
            }
            if (!withoutTimes(printed).equals(withoutTimes(step.output()))) {
                differences.add("line " + step.line() + ": " + step.command() + "\n" + printed);
            }
        }
        return differences;
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("20\\d\\d-\\d\\d-\\d\\d(T[\\d:.]+Z)?", "TIME");
    }

    private Process serve(Path pipe) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-Xmx512m", "-XX:+UseSerialGC", CommandServer.class.getName(), pipe.toString());
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> environment = builder.environment();
        environment.remove("LEEWAY_REGISTRY");
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.redirectErrorStream(true)
                .redirectOutput(pipe.resolveSibling("server.txt").toFile())
                .start();
    }

    private Shell.Ran run(String command, Path pipe) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", CommandServer.FUNCTION + command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("PIPE", pipe.toString());
        Path output = pipe.resolveSibling("output.txt");
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES))
                    .as("it ends: %s", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Shell.Ran(process.exitValue(), Files.readString(output), "");
    }
}
