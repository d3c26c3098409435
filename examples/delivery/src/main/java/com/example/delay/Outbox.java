package com.example.delay;

import io.leeway.registry.Cause;
import io.leeway.registry.ForwardingRegistry;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;

/** Reads the champion from the registry that services use, and leaves what is registered in the workspace. */
final class Outbox extends ForwardingRegistry {
    private final ModelRegistry candidates;

    Outbox(ModelRegistry registry, ModelRegistry candidates) {
        super(registry);
        this.candidates = candidates;
    }

    @Override
    public ModelVersion register(ModelName name, ModelArtifact artifact, Cause cause) {
        return candidates.register(name, artifact, cause);
    }
}
