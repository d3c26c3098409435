package io.leeway.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Passes every call on to another registry. Extend it and override only the methods whose behaviour changes: to publish
 * promotions, restrict who may write, count reads, or add a cache.
 *
 * <pre>{@code
 * final class PublishingRegistry extends ForwardingRegistry {
 *     PublishingRegistry(ModelRegistry registry) {
 *         super(registry);
 *     }
 *
 *     @Override
 *     public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
 *         AliasMove move = super.moveAlias(name, alias, expected, to, cause);
 *         System.out.println(move);
 *         return move;
 *     }
 * }
 * }</pre>
 *
 * <p>The five abstract methods of {@link ModelRegistry} and {@link #close()} are forwarded. The default methods, such as
 * {@link #resolve(String, String)} and {@link #verify(String)}, are not: they are written in terms of those five, and so
 * they see what a subclass overrides. A subclass that overrides {@link #find(ModelName)} changes what {@code resolve},
 * {@code versions} and {@code audit} return without overriding them too.
 *
 * <p>A subclass keeps the promises of {@link ModelRegistry}, as {@code ModelRegistryContract} checks; this class is as
 * safe for use by several threads as the registry that it forwards to.
 */
public abstract class ForwardingRegistry implements ModelRegistry {

    private final ModelRegistry delegate;

    /**
     * Creates a registry that passes every call on.
     *
     * @param delegate the registry to forward to; {@link #close()} closes it
     */
    protected ForwardingRegistry(ModelRegistry delegate) {
        this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Returns the registry that calls are forwarded to.
     *
     * @return the other registry
     */
    protected final ModelRegistry delegate() {
        return delegate;
    }

    @Override
    public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        return delegate.register(name, artifact, cause);
    }

    @Override
    public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        return delegate.moveAlias(name, alias, expected, to, cause);
    }

    @Override
    public Optional<RegisteredModel> find(ModelName name) {
        return delegate.find(name);
    }

    @Override
    public List<ModelName> models() {
        return delegate.models();
    }

    @Override
    public byte[] read(ModelVersion version) {
        return delegate.read(version);
    }

    /** Closes the registry that calls are forwarded to. */
    @Override
    public void close() {
        delegate.close();
    }

    /** Returns the text of the registry that calls are forwarded to. */
    @Override
    public String toString() {
        return delegate.toString();
    }
}
