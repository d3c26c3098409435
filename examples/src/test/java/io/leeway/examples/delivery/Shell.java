package io.leeway.examples.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs with exactly the variables that are given, beside those that any shell has. */
final class Shell {
    private Shell() {}

    record Result(int exitCode, String output) {}

    /** The variables of a machine on which the sample builds: Java, and the archives that this build made. */
    static Map<String, String> machine() {
        Map<String, String> variables = new TreeMap<>();
        String tools = System.getProperty("leeway.delivery.tools", "");
        variables.put("PATH", tools.isEmpty() ? System.getenv("PATH") : tools + ":" + System.getenv("PATH"));
        variables.put("HOME", System.getProperty("user.home"));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        variables.put("MAVEN_ARGS", mavenArguments());
        return variables;
    }

    /** Leeway's archives come from the repository that this build has installed them into; all others from the usual one. */
    private static String mavenArguments() {
        String own = Path.of(System.getProperty("leeway.delivery.repository", "target/it-repo"))
                .toAbsolutePath()
                .toString();
        String usual = System.getProperty(
                "leeway.delivery.tail",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
        return (Boolean.getBoolean("leeway.delivery.offline") ? "-o " : "") + "-Dmaven.repo.local=" + own
                + " -Dmaven.repo.local.tail=" + usual + " -Dmaven.repo.local.tail.ignoreAvailability=true";
    }

    static Result run(Path folder, Map<String, String> variables, String... command) throws IOException {
        Path output = Files.createTempFile("delivery", ".log");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("/usr/bin/env"), Stream.of(command))
                        .toList())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IOException(String.join(" ", command) + " does not end: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in " + String.join(" ", command), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** Runs a program that must not fail. */
    static String must(Path folder, Map<String, String> variables, String... command) throws IOException {
        Result result = run(folder, variables, command);
        if (result.exitCode() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + result.exitCode() + ":\n" + result.output());
        }
        return result.output();
    }
}
