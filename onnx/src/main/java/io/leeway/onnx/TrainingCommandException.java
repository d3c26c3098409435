package io.leeway.onnx;

import io.leeway.model.ModelException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An outside training command brought no model. Whatever it wrote was deleted; nothing was registered. */
public final class TrainingCommandException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** What went wrong with the command. */
    public enum Problem {
        /** There is no such program, or it may not be executed. */
        NOT_STARTED,
        /** It ended with an exit code other than 0. */
        FAILED,
        /** It took longer than its time limit and was stopped, with all that it had started. */
        TIMED_OUT,
        /** It printed more than its limit and was stopped. */
        TOO_MUCH_OUTPUT,
        /** It ended well, but there is no file where the model should be. */
        NO_MODEL,
        /** The thread that waited for it was interrupted, so it was stopped. */
        INTERRUPTED,
        /** The rows could not be written, or the model could not be read. */
        FILES
    }

    /** What went wrong. */
    private final Problem problem;

    /** The exit code; -1 where there is none. */
    private final int exitCode;

    /** The end of what it printed. */
    private final String log;

    TrainingCommandException(
            Problem problem, List<String> command, String what, int exitCode, String log, @Nullable Throwable cause) {
        super(message(command, what, log), cause);
        this.problem = problem;
        this.exitCode = exitCode;
        this.log = log;
    }

    private static String message(List<String> command, String what, String log) {
        String printed = log.isBlank() ? " It printed nothing." : " The end of what it printed:\n" + log.strip();
        return "The training command " + String.join(" ", command) + " " + what + "." + printed;
    }

    /**
     * Returns what went wrong.
     *
     * @return the kind of problem
     */
    public Problem problem() {
        return problem;
    }

    /**
     * Returns the exit code.
     *
     * @return the code, empty if the command did not end by itself
     */
    public OptionalInt exitCode() {
        return exitCode < 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /**
     * Returns the end of what the command printed, to either stream.
     *
     * @return at most {@value OnnxTraining#LOG_TAIL} characters
     */
    public String log() {
        return log;
    }
}
