package io.leeway.registry.memory;

import io.leeway.registry.Lease;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Leases of the threads of one process. */
final class MemoryLeases implements Leases {
    private final Clock clock;
    private final Map<ModelName, Lease> last = new HashMap<>();

    MemoryLeases(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Lease> take(ModelName name, String holder, Duration time) {
        Optional<Lease> taken = Lease.take(last.get(name), name, holder, time, clock.instant());
        taken.ifPresent(lease -> last.put(name, lease));
        return taken;
    }

    @Override
    public synchronized void release(ModelName name, String holder) {
        Instant now = clock.instant();
        Optional.ofNullable(last.get(name))
                .flatMap(lease -> lease.release(holder, now))
                .ifPresent(ended -> last.put(name, ended));
    }

    @Override
    public synchronized Optional<Lease> current(ModelName name) {
        Instant now = clock.instant();
        return Optional.ofNullable(last.get(name)).filter(lease -> lease.isHeld(now));
    }
}
