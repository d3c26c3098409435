package io.leeway.serving;

import io.leeway.registry.Leases;
import io.leeway.registry.ModelName;
import java.time.Duration;

/** The right of one replica to learn. */
record LearnerLease(Leases leases, ModelName name, String holder, Duration time) {

    /** Takes it, or takes it again; false if another replica has it. */
    boolean take() {
        return leases.take(name, holder, time).isPresent();
    }

    void release() {
        leases.release(name, holder);
    }
}
