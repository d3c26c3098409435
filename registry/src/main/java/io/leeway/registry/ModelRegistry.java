package io.leeway.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Stores models: their bytes, versions, aliases, lineage and audit trail.
 *
 * <pre>{@code
 * ModelRegistry registry = FileRegistry.open(Path.of("models"));
 * ModelVersion version = registry.register("flight-delay", ModelArtifact.of(bytes));
 * registry.moveAlias("flight-delay", "champion", 0, version.number(), "the first model");
 * byte[] same = registry.read(registry.resolve("flight-delay", "champion"));
 * }</pre>
 *
 * <p>Guarantees of every registry, which the contract suite ({@code io.leeway.registry.contract.ModelRegistryContract}
 * in the {@code tests} archive of this module) verifies:
 * <ul>
 *   <li>Version numbers start at 1, increase strictly, and are never reused. A version never changes.
 *   <li>An alias moves only if it is at the version that the caller expects; of several callers that expect the same
 *       version, one succeeds.
 *   <li>A change and its event in the audit trail become visible together, or neither does.
 *   <li>{@link #read} returns bytes whose SHA-256 matches the version, or throws an exception.
 *   <li>A registry is safe for use by any number of threads.
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
 * <tr><td>{@link NotFoundException}</td><td>no such model, version or alias; the message lists similar ones</td>
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
     * Registers the next version of a model. The first registration creates the model.
     *
     * @param name the name of the model
     * @param artifact the model to register
     * @param cause who registers it, and why
     * @return the new version
     * @throws RegistryReadOnlyException if the registry cannot be written
     * @throws UnreadableRegistryException if the stored data of the model are damaged
     * @throws RegistryException if the storage fails
     */
    ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause);

    /**
     * Moves an alias if it is at the version that the caller expects (compare and set); otherwise changes nothing.
     *
     * @param name the name of the model
     * @param alias the alias
     * @param expected the version that the alias is expected to name, 0 if it is expected not to exist
     * @param to the version to move the alias to, 0 to remove it
     * @param cause who moves it, and why
     * @return the move
     * @throws NotFoundException if there is no such model, or no version {@code to}
     * @throws AliasConflictException if the alias is not at the expected version; the exception contains the actual one
     * @throws IllegalArgumentException if {@code expected} and {@code to} are both 0, or one is negative
     * @throws RegistryReadOnlyException if the registry cannot be written
     * @throws UnreadableRegistryException if the stored data of the model are damaged
     * @throws RegistryException if the storage fails
     */
    AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause);

    /**
     * Returns the current state of a model.
     *
     * @param name the name of the model
     * @return the model, or empty if no version was ever registered
     * @throws UnreadableRegistryException if the stored data of the model are damaged
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
     * Returns the bytes of a version after verifying their SHA-256. The array is the one that was verified and belongs
     * to the caller: load the model from it instead of reading a file again.
     *
     * @param version the version, as returned by this registry
     * @return the bytes
     * @throws NotFoundException if there is no such model, or this registry does not have exactly this version
     * @throws UnreadableRegistryException if the bytes are not those that were registered
     * @throws RegistryException if the storage fails
     */
    byte[] read(ModelVersion version);

    /**
     * Registers the next version of a model, with the {@linkplain Lineage#createdBy() creator} in the artifact's
     * lineage as the actor, or else the user that runs this process.
     *
     * @param name the name of the model
     * @param artifact the model to register
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
     * Moves an alias if it is at the version that the caller expects. The actor is the user that runs this process.
     *
     * @param name the name of the model
     * @param alias the alias
     * @param expected the version that the alias is expected to name, 0 if it is expected not to exist
     * @param to the version to move the alias to, 0 to remove it
     * @param reason the reason, for the audit trail
     * @return the move
     * @throws RegistryException see {@link #moveAlias(ModelName, Alias, int, int, Cause)}
     */
    default AliasMove moveAlias(String name, String alias, int expected, int to, String reason) {
        return moveAlias(ModelName.of(name), Alias.of(alias), expected, to, Cause.because(reason));
    }

    /**
     * Returns the current state of a model. It prints as a table of its versions.
     *
     * @param name the name of the model
     * @return the model
     * @throws NotFoundException if there is no such model; the message lists similar ones
     * @throws RegistryException if the name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws RegistryException if the name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws RegistryException if the name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws RegistryException if a name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws NotFoundException if there is no such model or alias; the message lists similar ones
     * @throws RegistryException if a name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws RegistryException if the name is not allowed, the stored data are damaged, or the storage fails
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
     * @throws RegistryException if the name is not allowed, the stored data are damaged, or the storage fails
     */
    default List<AuditEvent> audit(String name) {
        return model(name).audit();
    }

    /**
     * Verifies all stored data of a model: replays the audit trail from its first event, compares the result with
     * {@link #find(ModelName)}, and reads the bytes of every version. The time is proportional to the bytes of all
     * versions.
     *
     * @param name the name of the model
     * @return the result
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

    /** Releases the resources of the registry. Does nothing by default; closing twice is allowed. */
    @Override
    default void close() {}
}
