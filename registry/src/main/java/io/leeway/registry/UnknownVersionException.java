package io.leeway.registry;

/** The model has no such version. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class UnknownVersionException extends RegistryException {

    private final ModelName model;
    private final int version;
    private final int latest;

    /**
     * Creates an exception.
     *
     * @param model the model
     * @param version the version that was asked for
     * @param latest the newest version that the model has, 0 if none
     */
    public UnknownVersionException(ModelName model, int version, int latest) {
        this(
                model,
                version,
                latest,
                "Model " + model + " has no version " + version + "; "
                        + (latest == 0 ? "it has no version yet" : "the newest is " + latest));
    }

    /**
     * Creates an exception for a version that is not the one that the registry has under this number.
     *
     * @param given the version that was handed in
     * @param stored the version that the registry has
     */
    public UnknownVersionException(ModelVersion given, ModelVersion stored) {
        this(
                given.model(),
                given.number(),
                stored.number(),
                "The version handed in (" + given + ") is not what this registry has under that number (" + stored
                        + "); ask this registry for the version first");
    }

    private UnknownVersionException(ModelName model, int version, int latest, String message) {
        super(message);
        this.model = model;
        this.version = version;
        this.latest = latest;
    }

    /**
     * Returns the model.
     *
     * @return its name
     */
    public ModelName model() {
        return model;
    }

    /**
     * Returns the version that was asked for.
     *
     * @return its number
     */
    public int version() {
        return version;
    }

    /**
     * Returns the newest version that the model has.
     *
     * @return its number, 0 if the model has none
     */
    public int latest() {
        return latest;
    }
}
