package io.leeway.registry.memory;

import io.leeway.registry.ModelRegistry;
import io.leeway.registry.contract.ModelRegistryContract;
import java.time.Clock;

class MemoryRegistryTest extends ModelRegistryContract {

    @Override
    protected ModelRegistry emptyRegistry(Clock clock) {
        return MemoryRegistry.create(clock);
    }
}
