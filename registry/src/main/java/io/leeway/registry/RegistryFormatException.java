package io.leeway.registry;

/** The place is no registry, or one that a newer version of this library has written. Nothing was changed. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class RegistryFormatException extends RegistryException {

    private final String place;

    /**
     * Creates an exception.
     *
     * @param place the place, such as a folder
     * @param problem what is wrong, and what to do
     */
    public RegistryFormatException(String place, String problem) {
        super("Not a registry that can be opened: " + place + ": " + problem);
        this.place = place;
    }

    /**
     * Returns the place.
     *
     * @return a file or folder
     */
    public String place() {
        return place;
    }
}
