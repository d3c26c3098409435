package io.leeway.cli;

import org.jspecify.annotations.Nullable;

/** Thrown when a command cannot do what it was asked for; the message says what to do. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }

    CommandException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
