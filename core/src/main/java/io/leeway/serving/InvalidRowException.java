package io.leeway.serving;

import io.leeway.registry.ModelVersion;

/** Thrown when no prediction can be made for a row. */
public final class InvalidRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String model;
    private final int version;

    InvalidRowException(ModelVersion asked) {
        super("the row to predict by " + asked.name() + " version " + asked.number()
                + " is null; give a row whose unknown values are missing instead");
        this.model = asked.name();
        this.version = asked.number();
    }

    /**
     * Returns the model.
     *
     * @return its name in the registry
     */
    public String model() {
        return model;
    }

    /**
     * Returns the version.
     *
     * @return its number
     */
    public int version() {
        return version;
    }
}
