package io.leeway.registry.contract.disk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the class path of this one, which prints a line for everything that was acknowledged to it. */
public final class JavaProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private JavaProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the {@code main} method of a class. */
    public static JavaProcess start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Returns the process. */
    public Process process() {
        return process;
    }

    /** Returns the output of the process. */
    public BufferedReader lines() {
        return lines;
    }

    /** Reads some lines, kills the process by SIGKILL, and returns these lines and all others that it had printed. */
    public List<String> killAfter(int count) throws IOException, InterruptedException {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            read.add(lines.readLine());
        }
        // through the handle: Process.destroyForcibly() would close the output before it is read
        process.toHandle().destroyForcibly();
        process.waitFor();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
        }
        return read;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
