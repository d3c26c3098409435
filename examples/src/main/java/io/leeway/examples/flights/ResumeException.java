package io.leeway.examples.flights;

/** A run cannot be resumed: there is none, or it is not the same run. */
final class ResumeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResumeException(String message) {
        super(message);
    }
}
