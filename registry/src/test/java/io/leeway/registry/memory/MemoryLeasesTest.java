package io.leeway.registry.memory;

import io.leeway.registry.Leases;
import io.leeway.registry.contract.LeasesContract;
import java.time.Clock;

class MemoryLeasesTest extends LeasesContract {
    @Override
    protected Leases emptyLeases(Clock clock) {
        return MemoryRegistry.create(clock).leases();
    }
}
