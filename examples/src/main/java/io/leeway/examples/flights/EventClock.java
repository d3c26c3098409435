package io.leeway.examples.flights;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time of the replay: it stands where the last event put it. Written by the replay alone, read by any thread. */
final class EventClock extends Clock {

    private volatile Instant now;

    EventClock(Instant start) {
        this.now = start;
    }

    void moveTo(Instant instant) {
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
