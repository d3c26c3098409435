package io.leeway.registry;

/** Thrown when a registry can be read but not written. Nothing was changed. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class RegistryReadOnlyException extends RegistryException {

    private final String place;

    /**
     * Creates an exception.
     *
     * @param place what cannot be written
     * @param cause the exception of the storage
     */
    public RegistryReadOnlyException(String place, Throwable cause) {
        super(
                "The registry cannot be written: " + place + " is read-only for this process (" + cause
                        + "). Reading still works; to write, allow it or open another place",
                cause);
        this.place = place;
    }

    /**
     * Returns what cannot be written.
     *
     * @return a file or folder
     */
    public String place() {
        return place;
    }
}
