package io.leeway.serving;

import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;

/** A registry in which something happens whenever the bytes of a model are read, to meet a moment exactly. */
public final class HookedRegistry extends ForwardingRegistry {

    private Runnable onRead = () -> {};

    public HookedRegistry(ModelRegistry registry) {
        super(registry);
    }

    /** Does something at the next read, once. */
    public void atNextRead(Runnable what) {
        onRead = () -> {
            onRead = () -> {};
            what.run();
        };
    }

    @Override
    public byte[] read(ModelVersion version) {
        onRead.run();
        return super.read(version);
    }
}
