package io.leeway.registry;

import java.util.Collection;
import java.util.List;

/** The registry has no model of this name. The message names those that look like it. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class UnknownModelException extends RegistryException {

    private final ModelName model;
    private final List<String> near;

    /**
     * Creates an exception.
     *
     * @param model the name that was asked for
     * @param known the names that the registry has
     */
    public UnknownModelException(ModelName model, Collection<ModelName> known) {
        this(model, NearNames.of(model.value(), known), known.size());
    }

    private UnknownModelException(ModelName model, List<String> near, int known) {
        super("No model " + model + ". "
                + (known == 0 ? "The registry is empty" : NearNames.sentence(near, known, "model", "models"))
                + "; register a version first");
        this.model = model;
        this.near = near;
    }

    /**
     * Returns the name that was asked for.
     *
     * @return the name
     */
    public ModelName model() {
        return model;
    }

    /**
     * Returns known names that look like it, the nearest first.
     *
     * @return at most three names
     */
    public List<String> near() {
        return near;
    }
}
