package io.leeway.monitoring.profile;

/** Thrown when profiles cannot be merged or compared, or when a profile lacks a feature. */
public sealed class ProfileException extends RuntimeException permits ProfileFormatException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong
     */
    public ProfileException(String message) {
        super(message);
    }
}
