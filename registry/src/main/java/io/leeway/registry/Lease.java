package io.leeway.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to do for a while what only one of several processes may do; its methods are for implementations of {@link Leases}, which keep the value that each returns, also
 * that of a lease that has ended.
 *
 * @param name what it is the right to
 * @param holder who has it
 * @param term how often it has changed hands, from 1: who has it can be told from who had it before
 * @param until when it ends, unless it is taken again before
 */
public record Lease(ModelName name, String holder, long term, Instant until) {

    /**
     * Creates a lease.
     *
     * @param name what it is the right to
     * @param holder who has it
     * @param term how often it has changed hands, from 1
     * @param until when it ends
     * @throws InvalidValueException if the holder is no text of 1 to 250 characters, or the term is below 1
     */
    public Lease {
        Text.key("holder of a lease", holder);
        if (term < 1) {
            throw new InvalidValueException("term of a lease", "it is " + term + " and begins at 1");
        }
    }

    /**
     * Returns the lease that a holder takes.
     *
     * @param last the lease that was kept last; null if there was none
     * @param name what it is the right to
     * @param holder who takes it
     * @param time how long it lasts
     * @param now the time of now
     * @return the lease to keep; empty if another one holds it
     * @throws IllegalArgumentException if the time is not above zero
     * @throws InvalidValueException if the holder is no text of 1 to 250 characters
     */
    public static Optional<Lease> take(
            @Nullable Lease last, ModelName name, String holder, Duration time, Instant now) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a lease cannot last " + time + ": give a time above zero");
        }
        long term = last == null ? 1 : last.holder.equals(holder) ? last.term : last.term + 1;
        Lease taken = new Lease(name, holder, term, now.plus(time));
        boolean others = last != null && !last.holder.equals(holder) && last.isHeld(now);
        return others ? Optional.empty() : Optional.of(taken);
    }

    /**
     * Returns this lease as it is when its holder ends it.
     *
     * @param by who ends it
     * @param now the time of now
     * @return the lease to keep; empty if somebody else holds it, or nobody
     */
    public Optional<Lease> release(String by, Instant now) {
        return holder.equals(by) && isHeld(now) ? Optional.of(new Lease(name, holder, term, now)) : Optional.empty();
    }

    /**
     * Returns whether this lease has not ended.
     *
     * @param now the time of now
     * @return true before its end
     */
    public boolean isHeld(Instant now) {
        return now.isBefore(until);
    }

    /** Returns one line, such as {@code flights.adaptation is held by replica-2 until 2026-01-01T00:00:30Z, term 4}. */
    @Override
    public String toString() {
        return name + " is held by " + holder + " until " + until + ", term " + term;
    }
}
