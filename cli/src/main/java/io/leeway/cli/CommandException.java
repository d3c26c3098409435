package io.leeway.cli;

import org.jspecify.annotations.Nullable;

/** Thrown when a command cannot do what it was asked for; the message says what to do. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean wrongUsage;

    CommandException(String message) {
        this(message, null);
    }

    CommandException(String message, @Nullable Throwable cause) {
        this(message, cause, false);
    }

    private CommandException(String message, @Nullable Throwable cause, boolean wrongUsage) {
        super(message, cause);
        this.wrongUsage = wrongUsage;
    }

    /** An option has a value that it cannot have. */
    static CommandException wrongUsage(String message) {
        return new CommandException(message, null, true);
    }

    int exitCode() {
        return wrongUsage ? ExitCode.WRONG_USAGE : ExitCode.FAILED;
    }
}
