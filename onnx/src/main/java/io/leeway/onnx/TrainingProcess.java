package io.leeway.onnx;

import io.leeway.onnx.TrainingCommandException.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a training command to its end, or to its limits. */
record TrainingProcess(
        List<String> command, Duration timeLimit, long maxLogBytes, Path directory, Map<String, String> environment) {

    /** How often the length of what was printed is looked at. */
    private static final long LOOK_MILLIS = 50;

    void run(TrainingFolder folder) {
        Process process = start(folder);
        try {
            int exitCode = await(process, folder);
            if (exitCode != 0) {
                throw failed(Problem.FAILED, "ended with the exit code " + exitCode, exitCode, folder);
            }
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new TrainingCommandException(
                    Problem.INTERRUPTED,
                    command,
                    "was stopped, because the run was interrupted",
                    -1,
                    folder.logTail(),
                    e);
        }
    }

    private Process start(TrainingFolder folder) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.log().toFile());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            // A command that asks for input finds its end, instead of waiting for a person.
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new TrainingCommandException(
                    Problem.NOT_STARTED,
                    command,
                    "could not be started (" + e.getMessage() + "): check that the program and the folder " + directory
                            + " are there and may be used",
                    -1,
                    "",
                    e);
        }
    }

    private int await(Process process, TrainingFolder folder) throws InterruptedException {
        long started = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - started > timeLimit.toNanos()) {
                stop(process);
                throw failed(Problem.TIMED_OUT, "was stopped after its time limit of " + timeLimit, -1, folder);
            }
            if (length(folder.log()) > maxLogBytes) {
                stop(process);
                throw failed(
                        Problem.TOO_MUCH_OUTPUT,
                        "was stopped, because it printed more than " + maxLogBytes + " bytes",
                        -1,
                        folder);
            }
        }
        return process.exitValue();
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThereYet) {
            return 0;
        }
    }

    private TrainingCommandException failed(Problem problem, String what, int exitCode, TrainingFolder folder) {
        return new TrainingCommandException(problem, command, what, exitCode, folder.logTail(), null);
    }

    /** Children first seen are stopped with their parent, so that none goes on unseen. */
    private static void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static void stop(Process process) throws InterruptedException {
        kill(process);
        process.waitFor();
    }
}
