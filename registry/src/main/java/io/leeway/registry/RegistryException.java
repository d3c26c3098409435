package io.leeway.registry;

/**
 * Something went wrong in a registry; the subclasses say what. Thrown itself where the place that keeps the models fails
 * (an I/O error, a full disk, a closed registry), with the cause.
 */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public class RegistryException extends RuntimeException {

    /**
     * Creates an exception.
     *
     * @param message what was wrong, where, and what to do
     */
    public RegistryException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what was wrong, where, and what to do
     * @param cause what caused it
     */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
