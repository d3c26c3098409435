package io.leeway.model;

/** A model names a class that nobody has trusted, so nothing of it was created. */
public final class UntrustedModelException extends ModelException {
    private static final long serialVersionUID = 1L;

    /** The class that the model names. */
    private final String className;

    UntrustedModelException(String className) {
        super("The model names the class " + className + ", which is not on the allow-list, so nothing of the model was"
                + " created. If the class is yours and the model comes from you, read it with ModelReader.create()"
                + ".trusting(\"" + className + "\").");
        this.className = className;
    }

    /**
     * Returns the class that was refused.
     *
     * @return its binary name, as it stands in the model's bytes
     */
    public String className() {
        return className;
    }
}
