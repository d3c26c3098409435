package io.leeway.registry;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a registry operation fails. This class itself is thrown if the storage fails (an I/O error, a full disk)
 * or the registry is closed. The subclasses are for failures that callers handle differently, see the table in
 * {@link ModelRegistry}.
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
     * @param cause the cause, if there is one
     */
    public RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
