package io.leeway.examples.flights;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the replay: it stands where the last event put it. Written by the replay alone, read by any thread. */
public final class EventClock extends Clock {

    private volatile Instant now;

    /**
     * A clock.
     *
     * @param start where it stands at first
     */
    public EventClock(Instant start) {
        this.now = start;
    }

    /**
     * Moves on.
     *
     * @param instant where it stands from now on, not before where it stands
     */
    public void moveTo(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalStateException("time went back from " + now + " to " + instant);
        }
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
