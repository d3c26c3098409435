package io.leeway.card;

import io.leeway.registry.ModelVersion;

/** Thrown when what a registered version says about itself cannot be read. */
public final class CardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;
    private final String entry;

    CardException(ModelVersion version, String entry, String problem) {
        super("The metadata entry " + entry + " of " + version.name() + " v" + version.number() + " cannot be read: "
                + problem + ". It was written by a later version of Leeway or by something else; register the model"
                + " again, or read the card by the version of Leeway that wrote it.");
        this.model = version.name();
        this.version = version.number();
        this.entry = entry;
    }

    /**
     * Returns the name of the model.
     *
     * @return the name
     */
    public String model() {
        return model;
    }

    /**
     * Returns the number of the version.
     *
     * @return the number
     */
    public int version() {
        return version;
    }

    /**
     * Returns the key of the metadata entry.
     *
     * @return the key
     */
    public String entry() {
        return entry;
    }
}
