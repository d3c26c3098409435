package io.leeway.feedback;

/** Thrown when a row, an answer or a label is refused: NaN, infinite, or not of the response's type. Nothing is recorded. */
public final class InvalidFeedbackException extends FeedbackException {
    private static final long serialVersionUID = 1L;

    private final String value;

    InvalidFeedbackException(String value, String message) {
        super(message, null);
        this.value = value;
    }

    /**
     * Returns the refused value.
     *
     * @return the value as text
     */
    public String value() {
        return value;
    }
}
