package io.leeway.registry.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that starts at a fixed time and advances by one second each time it is read. */
public final class SteppingClock extends Clock {

    /** The first time of the clock. */
    public static final Instant START = Instant.parse("2013-01-01T05:00:00Z");

    private final AtomicLong seconds = new AtomicLong();

    @Override
    public Instant instant() {
        return START.plus(Duration.ofSeconds(seconds.getAndIncrement()));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("always UTC");
    }
}
