package io.leeway.serving;

import io.leeway.registry.ModelVersion;

/** Says that a row cannot be predicted at all, and which model it was meant for. */
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
     * Returns the model that was asked.
     *
     * @return its name in the registry
     */
    public String model() {
        return model;
    }

    /**
     * Returns the version that was asked.
     *
     * @return its number
     */
    public int version() {
        return version;
    }
}
