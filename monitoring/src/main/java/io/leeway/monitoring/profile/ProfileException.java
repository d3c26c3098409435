package io.leeway.monitoring.profile;

/** Says that profiles do not fit together, or that one lacks what it was asked for. */
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
