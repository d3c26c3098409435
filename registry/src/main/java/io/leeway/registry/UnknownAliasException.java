package io.leeway.registry;

import java.util.Collection;
import java.util.List;

/** The model has no alias of this name. The message names those that look like it. */
@SuppressWarnings("serial") // an exception must be Serializable; nothing here is ever serialised
public final class UnknownAliasException extends RegistryException {

    private final ModelName model;
    private final Alias alias;
    private final List<String> near;

    /**
     * Creates an exception.
     *
     * @param model the model
     * @param alias the alias that was asked for
     * @param known the aliases that the model has
     */
    public UnknownAliasException(ModelName model, Alias alias, Collection<Alias> known) {
        this(model, alias, NearNames.of(alias.value(), known), known.size());
    }

    private UnknownAliasException(ModelName model, Alias alias, List<String> near, int known) {
        super("Model " + model + " has no alias " + alias + ". "
                + (known == 0 ? "It has no alias yet" : NearNames.sentence(near, known, "alias", "aliases"))
                + "; move the alias to a version first");
        this.model = model;
        this.alias = alias;
        this.near = near;
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
     * Returns the alias that was asked for.
     *
     * @return the alias
     */
    public Alias alias() {
        return alias;
    }

    /**
     * Returns aliases of the model that look like it, the nearest first.
     *
     * @return at most three aliases
     */
    public List<String> near() {
        return near;
    }
}
