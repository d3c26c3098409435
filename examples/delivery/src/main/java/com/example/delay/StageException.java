package com.example.delay;

/** Thrown when a stage cannot be done; the message says what to do. */
@SuppressWarnings("serial") // never serialised
final class StageException extends RuntimeException {
    private final int exitCode;

    StageException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static StageException failed(String message) {
        return new StageException(Outcome.FAILED, message);
    }

    int exitCode() {
        return exitCode;
    }
}
