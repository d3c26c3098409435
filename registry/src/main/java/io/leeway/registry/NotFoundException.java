package io.leeway.registry;

import java.util.Collection;
import java.util.List;

/** Thrown when the registry does not have a model, version or alias. The message lists similar names that exist. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class NotFoundException extends RegistryException {

    private final Kind kind;
    private final ModelName model;
    private final String requested;
    private final List<String> similar;

    /** What was not found. */
    public enum Kind {
        /** A model. */
        MODEL,
        /** A version of a model that exists. */
        VERSION,
        /** An alias of a model that exists. */
        ALIAS
    }

    private NotFoundException(Kind kind, ModelName model, String requested, List<String> similar, String message) {
        super(message);
        this.kind = kind;
        this.model = model;
        this.requested = requested;
        this.similar = similar;
    }

    /**
     * Creates the exception for a model that the registry does not have.
     *
     * @param model the requested name
     * @param known the names of all models in the registry
     * @return the exception
     */
    public static NotFoundException noModel(ModelName model, Collection<ModelName> known) {
        List<String> similar = NearNames.of(model.value(), known);
        String hint = known.isEmpty()
                ? "The registry is empty"
                : NearNames.sentence(similar, known.size(), "model", "models");
        return new NotFoundException(
                Kind.MODEL,
                model,
                model.value(),
                similar,
                "No model " + model + ". " + hint + "; register a version first");
    }

    /**
     * Creates the exception for a version that the model does not have.
     *
     * @param model the model
     * @param version the requested version
     * @param latest the newest version of the model, 0 if it has none
     * @return the exception
     */
    public static NotFoundException noVersion(ModelName model, int version, int latest) {
        return new NotFoundException(
                Kind.VERSION,
                model,
                Integer.toString(version),
                latest == 0 ? List.of() : List.of(Integer.toString(latest)),
                "Model " + model + " has no version " + version + "; "
                        + (latest == 0 ? "it has no version yet" : "the newest is " + latest));
    }

    /**
     * Creates the exception for a version that differs from the one that the registry has under the same number.
     *
     * @param given the requested version
     * @param stored the version in the registry
     * @return the exception
     */
    public static NotFoundException otherVersion(ModelVersion given, ModelVersion stored) {
        return new NotFoundException(
                Kind.VERSION,
                given.model(),
                Integer.toString(given.number()),
                List.of(Integer.toString(stored.number())),
                "The requested version (" + given + ") is not what this registry has under that number (" + stored
                        + "); ask this registry for the version first");
    }

    /**
     * Creates the exception for an alias that the model does not have.
     *
     * @param model the model
     * @param alias the requested alias
     * @param known all aliases of the model
     * @return the exception
     */
    public static NotFoundException noAlias(ModelName model, Alias alias, Collection<Alias> known) {
        List<String> similar = NearNames.of(alias.value(), known);
        String hint =
                known.isEmpty() ? "It has no alias yet" : NearNames.sentence(similar, known.size(), "alias", "aliases");
        return new NotFoundException(
                Kind.ALIAS,
                model,
                alias.value(),
                similar,
                "Model " + model + " has no alias " + alias + ". " + hint + "; move the alias to a version first");
    }

    /**
     * Returns what was not found.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns the model: the one that was not found, or the one without the version or alias.
     *
     * @return its name
     */
    public ModelName model() {
        return model;
    }

    /**
     * Returns what was requested.
     *
     * @return the name of the model, the number of the version or the alias
     */
    public String requested() {
        return requested;
    }

    /**
     * Returns what exists and may have been meant: the models or aliases with a similar name, the most similar first, or
     * the newest version.
     *
     * @return at most three names or numbers
     */
    public List<String> similar() {
        return similar;
    }
}
