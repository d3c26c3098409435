package io.leeway.serving;

import io.leeway.registry.Alias;
import io.leeway.registry.AliasMove;
import io.leeway.registry.Cause;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.registry.RegisteredModel;
import java.util.List;
import java.util.Optional;

/** A registry in which something happens whenever the bytes of a model are read, to meet a moment exactly. */
public final class HookedRegistry implements ModelRegistry {

    private final ModelRegistry inner;
    private Runnable onRead = () -> {};

    public HookedRegistry(ModelRegistry inner) {
        this.inner = inner;
    }

    /** Does something at the next read, once. */
    public void atNextRead(Runnable what) {
        onRead = () -> {
            onRead = () -> {};
            what.run();
        };
    }

    @Override
    public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        return inner.register(name, artifact, cause);
    }

    @Override
    public AliasMove moveAlias(ModelName name, Alias alias, int expected, int to, Cause cause) {
        return inner.moveAlias(name, alias, expected, to, cause);
    }

    @Override
    public Optional<RegisteredModel> find(ModelName name) {
        return inner.find(name);
    }

    @Override
    public List<ModelName> models() {
        return inner.models();
    }

    @Override
    public byte[] read(ModelVersion version) {
        onRead.run();
        return inner.read(version);
    }
}
