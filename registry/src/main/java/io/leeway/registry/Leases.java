package io.leeway.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * Gives leases: of several processes one holds a lease until its time is over, and takes it again before.
 *
 * <pre>{@code
 * Leases leases = FileRegistry.open(Path.of("models")).leases();
 * if (leases.take("flights", "replica-2", Duration.ofSeconds(30)).isPresent()) {   // again every ten seconds
 *     // only this process does it
 * }
 * }</pre>
 *
 * <p>A process that is paused may believe that it holds a lease that another has taken since. So a lease says who should begin, and what is written must be protected by
 * itself, such as by {@link ModelRegistry#moveAlias}, which fails for who was late.
 *
 * <p>Guarantees of every implementation, which the contract suite ({@code io.leeway.registry.contract.LeasesContract} in the {@code tests} archive) verifies: of several that
 * take the same lease one succeeds; the term rises whenever the holder changes and never else; what is taken survives the end of the process. Safe for use by any number of
 * threads.
 */
public interface Leases {

    /**
     * Takes a lease that is free, has ended, or is the holder's already; that one lasts longer then.
     *
     * @param name what it is the right to
     * @param holder who takes it: another name for each process
     * @param time how long it lasts from now on, above zero
     * @return the lease; empty if another one holds it
     * @throws IllegalArgumentException if the time is not above zero
     * @throws InvalidValueException if the holder is no text of 1 to 250 characters
     * @throws RegistryReadOnlyException if leases cannot be written
     * @throws RegistryException if the storage fails
     */
    Optional<Lease> take(ModelName name, String holder, Duration time);

    /**
     * Ends a lease, so that another one need not wait; one that the holder does not hold is left as it is.
     *
     * @param name what it is the right to
     * @param holder who had it
     * @throws RegistryReadOnlyException if leases cannot be written
     * @throws RegistryException if the storage fails
     */
    void release(ModelName name, String holder);

    /**
     * Returns a lease as it is now.
     *
     * @param name what it is the right to
     * @return the lease; empty if it is free or has ended
     * @throws RegistryException if the storage fails
     */
    Optional<Lease> current(ModelName name);

    /**
     * Takes a lease like {@link #take(ModelName, String, Duration)}.
     *
     * @param name what it is the right to
     * @param holder who takes it
     * @param time how long it lasts from now on, above zero
     * @return the lease; empty if another one holds it
     */
    default Optional<Lease> take(String name, String holder, Duration time) {
        return take(ModelName.of(name), holder, time);
    }
}
