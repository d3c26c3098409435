package io.leeway.registry.memory;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.NotFoundException;
import io.leeway.registry.RegisteredModel;
import io.leeway.registry.RegistryException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A registry in memory, without persistence. Safe for use by any number of threads: writers take a lock, readers do
 * not.
 */
public final class MemoryRegistry implements ModelRegistry {

    private final Clock clock;
    private final ConcurrentSkipListMap<ModelName, RegisteredModel> models = new ConcurrentSkipListMap<>();
    private final Map<String, ModelArtifact> blobs = new ConcurrentHashMap<>();
    private final Leases leases;
    private volatile boolean closed;

    private MemoryRegistry(Clock clock) {
        this.clock = clock;
        this.leases = new MemoryLeases(clock);
    }

    /**
     * Creates an empty registry that uses the system clock.
     *
     * @return a new registry
     */
    public static MemoryRegistry create() {
        return create(Clock.systemUTC());
    }

    /**
     * Creates an empty registry.
     *
     * @param clock the clock for the times of versions and events
     * @return a new registry
     */
    public static MemoryRegistry create(Clock clock) {
        return new MemoryRegistry(clock);
    }

    @Override
    public synchronized ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        checkOpen();
        RegisteredModel next =
                models.getOrDefault(name, RegisteredModel.empty(name)).register(artifact, clock.instant(), cause);
        blobs.putIfAbsent(artifact.sha256(), artifact);
        models.put(name, next);
        return next.latest().orElseThrow();
    }

    @Override
    public synchronized AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        RegisteredModel next = known(name).moveAlias(alias, expected, to, clock.instant(), cause);
        models.put(name, next);
        return new AliasMove(
                name, alias, expected, to, next.audit().get(next.audit().size() - 1));
    }

    @Override
    public Optional<RegisteredModel> find(ModelName name) {
        checkOpen();
        return Optional.ofNullable(models.get(name));
    }

    @Override
    public List<ModelName> models() {
        checkOpen();
        return List.copyOf(models.keySet());
    }

    @Override
    public byte[] read(ModelVersion version) {
        ModelVersion stored = known(version.model()).version(version.number());
        ModelArtifact blob = blobs.get(stored.sha256());
        if (!stored.equals(version) || blob == null) {
            throw NotFoundException.otherVersion(version, stored);
        }
        return blob.bytes();
    }

    /**
     * Returns the leases of the threads of this process, by this registry's clock.
     *
     * @return the leases
     */
    public Leases leases() {
        return leases;
    }

    /** Closes the registry: every later call throws {@link RegistryException}. */
    @Override
    public void close() {
        closed = true;
    }

    private RegisteredModel known(ModelName name) {
        return find(name).orElseThrow(() -> NotFoundException.noModel(name, models()));
    }

    private void checkOpen() {
        if (closed) {
            throw new RegistryException("The registry is closed; create another");
        }
    }

    @Override
    public String toString() {
        return "MemoryRegistry[" + models.size() + (models.size() == 1 ? " model]" : " models]");
    }
}
