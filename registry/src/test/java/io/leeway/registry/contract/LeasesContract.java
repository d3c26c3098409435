package io.leeway.registry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.registry.InvalidValueException;
import io.leeway.registry.Lease;
import io.leeway.registry.Leases;
import io.leeway.registry.ModelName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of {@link Leases}. Extend this class and create leases that nobody has taken. */
public abstract class LeasesContract {
    private static final ModelName NAME = ModelName.of("flight-delay");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(30);

    private final SetClock clock = new SetClock();
    private Leases leases;

    /** For subclasses. */
    protected LeasesContract() {}

    /**
     * Creates leases that nobody has taken.
     *
     * @param clock the clock that they must use
     * @return the leases
     */
    protected abstract Leases emptyLeases(Clock clock);

    @BeforeEach
    final void makeLeases() {
        leases = emptyLeases(clock);
    }

    @Test
    final void whatIsFreeIsTakenByTheFirst() {
        assertThat(leases.current(NAME)).isEmpty();
        assertThat(leases.take(NAME, "one", TIME)).hasValue(new Lease(NAME, "one", 1, START.plus(TIME)));
        assertThat(leases.take("flight-delay", "two", TIME)).isEmpty();
        assertThat(leases.current(NAME)).hasValue(new Lease(NAME, "one", 1, START.plus(TIME)));
    }

    @Test
    final void theHolderTakesItAgainAndKeepsTheTerm() {
        leases.take(NAME, "one", TIME);
        clock.now = START.plusSeconds(20);

        assertThat(leases.take(NAME, "one", TIME)).hasValue(new Lease(NAME, "one", 1, START.plusSeconds(50)));
        clock.now = START.plusSeconds(49);
        assertThat(leases.take(NAME, "two", TIME)).isEmpty();
    }

    @Test
    final void anotherTakesItWhenItsTimeIsOverAndTheTermRises() {
        leases.take(NAME, "one", TIME);
        clock.now = START.plusSeconds(30);

        assertThat(leases.current(NAME)).isEmpty();
        assertThat(leases.take(NAME, "two", TIME)).hasValue(new Lease(NAME, "two", 2, START.plusSeconds(60)));
        assertThat(leases.take(NAME, "one", TIME)).isEmpty();
        clock.now = START.plusSeconds(60);
        assertThat(leases.take(NAME, "one", TIME).orElseThrow().term()).isEqualTo(3);
    }

    @Test
    final void whoWasLateAndFindsNobodyElseKeepsTheTerm() {
        leases.take(NAME, "one", TIME);
        clock.now = START.plusSeconds(100);

        assertThat(leases.take(NAME, "one", TIME)).hasValue(new Lease(NAME, "one", 1, START.plusSeconds(130)));
    }

    @Test
    final void whatIsReleasedIsFreeAtOnceAndOnlyByItsHolder() {
        leases.take(NAME, "one", TIME);
        leases.release(NAME, "two");
        assertThat(leases.current(NAME)).isPresent();
        leases.release(NAME, "one");

        assertThat(leases.current(NAME)).isEmpty();
        assertThat(leases.take(NAME, "two", TIME).orElseThrow().term()).isEqualTo(2);
    }

    @Test
    final void leasesOfOtherNamesAreOthers() {
        leases.take(NAME, "one", TIME);

        assertThat(leases.take("Flight-Delay", "two", TIME)).isPresent();
    }

    @Test
    final void whatCannotBeALeaseIsRefused() {
        assertThatThrownBy(() -> leases.take(NAME, "", TIME)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> leases.take(NAME, "one", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThat(leases.current(NAME)).isEmpty();
    }

    @Test
    final void ofSeveralThreadsOneTakesIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Optional<Lease>>> tries = IntStream.range(0, 8)
                    .<Callable<Optional<Lease>>>mapToObj(i -> () -> leases.take(NAME, "thread " + i, TIME))
                    .toList();
            int taken = 0;
            for (Future<Optional<Lease>> each : threads.invokeAll(tries)) {
                taken += each.get().isPresent() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = START;

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
            throw new UnsupportedOperationException("always UTC");
        }
    }
}
