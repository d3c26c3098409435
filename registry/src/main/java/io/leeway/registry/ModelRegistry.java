package io.leeway.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Keeps models: their bytes, versions, aliases, lineage and audit trail.
 *
 * <pre>{@code
 * ModelRegistry registry = FileRegistry.open(Path.of("models"));
 * ModelVersion version = registry.register("flight-delay", ModelArtifact.of(bytes));
 * registry.moveAlias("flight-delay", "champion", 0, version.number(), "the first model");
 * byte[] same = registry.read(registry.resolve("flight-delay", "champion"));
 * }</pre>
 *
 * <p>What every registry promises, and the contract suite ({@code io.leeway.registry.contract.ModelRegistryContract} in
 * the test archive of this module) checks:
 * <ul>
 *   <li>Numbers of versions begin at 1, grow strictly, and are never given twice. A version never changes.
 *   <li>An alias moves only if it is where the caller expects it; of several callers that expect the same, one wins.
 *   <li>A change and its event in the audit trail become visible together, or neither does.
 *   <li>{@link #read} returns bytes whose SHA-256 was compared with the version, or throws.
 *   <li>It may be used by any number of threads at the same time.
 * </ul>
 *
 * <p>To write a registry of your own, implement the five abstract methods with the functions of
 * {@link RegisteredModel}, and let your test extend the contract suite. To change how an existing registry behaves, extend
 * {@link ForwardingRegistry}.
 *
 * <table>
 * <caption>All exceptions extend {@link RegistryException}; there is one type for each way to react</caption>
 * <tr><th>exception</th><th>meaning</th><th>what to do</th></tr>
 * <tr><td>{@link InvalidValueException}</td><td>a name, alias, key or artifact is not allowed</td>
 *     <td>correct the call</td></tr>
 * <tr><td>{@link NotFoundException}</td><td>no such model, version or alias; it names similar ones</td>
 *     <td>correct the name, or register or move first</td></tr>
 * <tr><td>{@link AliasConflictException}</td><td>the alias is not at the expected version; it says where it is</td>
 *     <td>read the model again and decide again</td></tr>
 * <tr><td>{@link RegistryReadOnlyException}</td><td>this process may read but not write</td>
 *     <td>continue reading; to write, grant access</td></tr>
 * <tr><td>{@link UnreadableRegistryException}</td><td>damaged, written in a later format, or not a registry</td>
 *     <td>follow its advice: restore a copy, upgrade, or open another place</td></tr>
 * <tr><td>{@link RegistryException} itself</td><td>the storage failed, or the registry is closed</td>
 *     <td>look at the cause; retry later</td></tr>
 * </table>
 */
public interface ModelRegistry extends AutoCloseable {

    /**
     * Registers the next version of a model; the first registration makes the model.
     *
     * @param name the name of the model
     * @param artifact what is registered
     * @param cause who registers it, and why
     * @return the new version
     * @throws RegistryReadOnlyException if the registry cannot be written
     * @throws UnreadableRegistryException if what is stored of the model is damaged
     * @throws RegistryException if the storage fails
     */
    ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause);

    /**
     * Moves an alias if it is where the caller expects it (compare and set); otherwise changes nothing.
     *
     * @param name the name of the model
     * @param alias the alias
     * @param expected the version that the alias names now, 0 if it does not exist
     * @param to the version that it shall name, 0 to remove it
     * @param cause who moves it, and why
     * @return the move
     * @throws NotFoundException if there is no such model, or no version {@code to}
     * @throws AliasConflictException if the alias is not where it was expected; it says where it is
     * @throws IllegalArgumentException if {@code expected} and {@code to} are both 0, or one is negative
     * @throws RegistryReadOnlyException if the registry cannot be written
     * @throws UnreadableRegistryException if what is stored of the model is damaged
     * @throws RegistryException if the storage fails
     */
    AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause);

    /**
     * Returns all that is known of a model at this moment.
     *
     * @param name the name of the model
     * @return the model, or empty if no version was ever registered
     * @throws UnreadableRegistryException if what is stored of the model is damaged
     * @throws RegistryException if the storage fails
     */
    Optional<RegisteredModel> find(ModelName name);

    /**
     * Returns the names of all models.
     *
     * @return the names, sorted
     * @throws RegistryException if the storage fails
     */
    List<ModelName> models();

    /**
     * Returns the bytes of a version, after comparing their SHA-256 with that of the version. The array is the one that
     * was verified and belongs to the caller: load the model from it, not from a file read again.
     *
     * @param version the version, as this registry returned it
     * @return the bytes
     * @throws NotFoundException if there is no such model, or this registry does not have this very version
     * @throws UnreadableRegistryException if the bytes are not those that were registered
     * @throws RegistryException if the storage fails
     */
    byte[] read(ModelVersion version);

    /**
     * Registers the next version of a model, by the {@linkplain Lineage#createdBy() creator} that the artifact's lineage
     * names, or else by the user that runs this process.
     *
     * @param name the name of the model
     * @param artifact what is registered
     * @return the new version
     * @throws InvalidValueException if the name is not allowed
     * @throws RegistryException see {@link #register(ModelName, ModelArtifact, Cause)}
     */
    default ModelVersion register(String name, ModelArtifact artifact) {
        Cause cause = Cause.because("");
        String creator = artifact.lineage().createdBy();
        return register(ModelName.of(name), artifact, creator.isBlank() ? cause : cause.by(creator));
    }

    /**
     * Moves an alias if it is where the caller expects it; the actor is the user that runs this process.
     *
     * @param name the name of the model
     * @param alias the alias
     * @param expected the version that the alias names now, 0 if it does not exist
     * @param to the version that it shall name, 0 to remove it
     * @param reason why
     * @return the move
     * @throws RegistryException see {@link #moveAlias(ModelName, Alias, int, int, Cause)}
     */
    default AliasMove moveAlias(String name, String alias, int expected, int to, String reason) {
        return moveAlias(ModelName.of(name), Alias.of(alias), expected, to, Cause.because(reason));
    }

    /**
     * Returns all that is known of a model at this moment; prints as a table of its versions.
     *
     * @param name the name of the model
     * @return the model
     * @throws NotFoundException if there is no such model; it names similar ones
     * @throws RegistryException if the name is not allowed, what is stored is damaged, or the storage fails
     */
    default RegisteredModel model(String name) {
        ModelName modelName = ModelName.of(name);
        return find(modelName).orElseThrow(() -> NotFoundException.noModel(modelName, models()));
    }

    /**
     * Returns a version by its number.
     *
     * @param name the name of the model
     * @param number the number of the version
     * @return the version
     * @throws NotFoundException if there is no such model or version
     * @throws RegistryException if the name is not allowed, what is stored is damaged, or the storage fails
     */
    default ModelVersion version(String name, int number) {
        return model(name).version(number);
    }

    /**
     * Returns all versions of a model, the oldest first.
     *
     * @param name the name of the model
     * @return the versions
     * @throws NotFoundException if there is no such model
     * @throws RegistryException if the name is not allowed, what is stored is damaged, or the storage fails
     */
    default List<ModelVersion> versions(String name) {
        return model(name).versions();
    }

    /**
     * Returns the version that an alias names, if the model exists and has the alias.
     *
     * @param name the name of the model
     * @param alias the alias
     * @return the version, or empty
     * @throws RegistryException if a name is not allowed, what is stored is damaged, or the storage fails
     */
    default Optional<ModelVersion> find(String name, String alias) {
        Alias wanted = Alias.of(alias);
        return find(ModelName.of(name)).flatMap(model -> model.find(wanted));
    }

    /**
     * Returns the version that an alias names.
     *
     * @param name the name of the model
     * @param alias the alias
     * @return the version
     * @throws NotFoundException if there is no such model or alias; it names similar ones
     * @throws RegistryException if a name is not allowed, what is stored is damaged, or the storage fails
     */
    default ModelVersion resolve(String name, String alias) {
        Alias wanted = Alias.of(alias);
        RegisteredModel model = model(name);
        return model.find(wanted)
                .orElseThrow(() -> NotFoundException.noAlias(
                        model.name(), wanted, model.aliases().keySet()));
    }

    /**
     * Returns the version that each alias of a model names.
     *
     * @param name the name of the model
     * @return numbers of versions by alias, sorted
     * @throws NotFoundException if there is no such model
     * @throws RegistryException if the name is not allowed, what is stored is damaged, or the storage fails
     */
    default SortedMap<Alias, Integer> aliases(String name) {
        return model(name).aliases();
    }

    /**
     * Returns the audit trail of a model, the oldest event first.
     *
     * @param name the name of the model
     * @return the events
     * @throws NotFoundException if there is no such model
     * @throws RegistryException if the name is not allowed, what is stored is damaged, or the storage fails
     */
    default List<AuditEvent> audit(String name) {
        return model(name).audit();
    }

    /**
     * Checks all that is stored for a model: replays the audit trail from its first event, compares the outcome with
     * what {@link #find(ModelName)} returns, and reads the bytes of every version. Takes time in proportion to the bytes
     * of all versions.
     *
     * @param name the name of the model
     * @return what was found
     * @throws NotFoundException if there is no such model
     * @throws RegistryException if the name is not allowed or the storage fails
     */
    default Verification verify(String name) {
        ModelName modelName = ModelName.of(name);
        List<String> problems = new ArrayList<>();
        RegisteredModel model;
        try {
            model = model(name);
        } catch (UnreadableRegistryException e) {
            return new Verification(modelName, 0, 0, "", List.of(String.valueOf(e.getMessage())));
        }
        try {
            RegisteredModel replayed = RegisteredModel.empty(modelName).replay(model.audit(), model::version);
            if (!replayed.equals(model)) {
                problems.add("Model " + name + ": its versions and aliases are not what its audit trail says");
            }
        } catch (UnreadableRegistryException | NotFoundException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        for (ModelVersion version : model.versions()) {
            try {
                read(version);
            } catch (UnreadableRegistryException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return new Verification(
                modelName, model.versions().size(), model.audit().size(), model.auditHead(), problems);
    }

    /** Releases what the registry holds. Does nothing by default; closing twice is allowed. */
    @Override
    default void close() {}
}
