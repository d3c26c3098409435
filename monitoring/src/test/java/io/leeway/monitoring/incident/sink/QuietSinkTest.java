package io.leeway.monitoring.incident.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.contract.IncidentSinkContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuietSinkTest extends IncidentSinkContract {
    private static final QuietHours NIGHT = QuietHours.of("22:00", "07:00", ZoneOffset.UTC);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-04T00:00:00Z");

    /** Keeps the task for the end of the hours. */
    private static final class Pending extends ScheduledThreadPoolExecutor {
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Duration> waits = new ArrayList<>();

        Pending() {
            super(1);
        }

        @Override
        public @Nullable ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            tasks.add(command);
            waits.add(Duration.of(delay, unit.toChronoUnit()));
            return null;
        }
    }

    private final Pending scheduler = new Pending();
    private final List<IncidentNotice> passed = new ArrayList<>();
    private Instant now = MIDNIGHT;

    private final Clock clock = new Clock() {
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
            return this;
        }
    };

    @AfterEach
    void stop() {
        scheduler.shutdownNow();
    }

    private IncidentSink quiet() {
        return IncidentSinks.quiet(NIGHT, passed::add, scheduler, clock);
    }

    @Override
    protected IncidentSink sink() {
        now = MIDNIGHT.plus(Duration.ofHours(12));
        return IncidentSinks.quiet(NIGHT, IncidentSinks.log(), scheduler, clock);
    }

    @Override
    protected Optional<IncidentSink> stuck() {
        return Optional.of(IncidentSinks.quiet(
                NIGHT,
                IncidentSinks.queued(passed::add, task -> {}, 10),
                scheduler,
                Clock.fixed(MIDNIGHT, ZoneOffset.UTC)));
    }

    @Test
    void whatIsNotCriticalIsToldAsOneWhenTheHoursAreOver() {
        IncidentSink sink = quiet();
        List<IncidentNotice> notices = notices();
        sink.tell(notices.get(0));
        sink.tell(notices.get(3));
        assertThat(passed).isEmpty();
        assertThat(sink.counts().waiting()).isEqualTo(2);
        assertThat(scheduler.waits).containsExactly(Duration.ofHours(7).plusMillis(1));

        now = MIDNIGHT.plus(Duration.ofHours(7));
        scheduler.tasks.get(0).run();

        assertThat(passed).singleElement().satisfies(summary -> {
            assertThat(summary.held()).isTrue();
            assertThat(summary.incidents()).isEqualTo(notices.get(3).incidents());
            assertThat(summary.events()).extracting(IncidentEvent::number).containsExactly(1L, 5L);
        });
    }

    @Test
    void aCriticalIncidentPasses() {
        IncidentSink sink = quiet();
        sink.tell(notices().get(1));

        assertThat(passed).containsExactly(notices().get(1));
    }

    @Test
    void byDayNoticesPassAndWhatIsStillHeldGoesFirst() {
        IncidentSink sink = quiet();
        sink.tell(notices().get(0));
        now = MIDNIGHT.plus(Duration.ofHours(8));
        sink.tell(notices().get(1));

        assertThat(passed).hasSize(2);
        assertThat(passed.get(0).held()).isTrue();
        scheduler.tasks.get(0).run();
        assertThat(passed).hasSize(2);
    }

    @Test
    void aSchedulerThatIsEarlyWaitsOn() {
        IncidentSink sink = quiet();
        sink.tell(notices().get(0));
        scheduler.tasks.get(0).run();

        assertThat(passed).isEmpty();
        assertThat(scheduler.tasks).hasSize(2);
    }

    @Test
    void closingPassesOnWhatIsHeld() {
        IncidentSink sink = quiet();
        sink.tell(notices().get(0));
        sink.close();

        assertThat(passed).hasSize(1);
    }

    @Test
    void hoursMayCrossMidnightAndClocksMayChange() {
        assertThat(NIGHT.contains(Instant.parse("2026-03-03T21:59:59Z"))).isFalse();
        assertThat(NIGHT.contains(Instant.parse("2026-03-03T22:00:00Z"))).isTrue();
        assertThat(NIGHT.contains(Instant.parse("2026-03-04T06:59:59Z"))).isTrue();
        assertThat(NIGHT.contains(Instant.parse("2026-03-04T07:00:00Z"))).isFalse();
        assertThat(NIGHT.endAfter(Instant.parse("2026-03-03T22:00:00Z"))).isEqualTo("2026-03-04T07:00:00Z");
        assertThat(NIGHT.endAfter(Instant.parse("2026-03-04T07:00:00Z"))).isEqualTo("2026-03-05T07:00:00Z");
        QuietHours noon = QuietHours.of("12:00", "13:00", ZoneId.of("Europe/Berlin"));
        assertThat(noon.contains(Instant.parse("2026-03-03T11:30:00Z"))).isTrue();
        assertThat(noon.contains(Instant.parse("2026-07-03T11:30:00Z"))).isFalse();
        // 02:30 does not exist on that day
        QuietHours early = QuietHours.of("01:00", "02:30", ZoneId.of("Europe/Berlin"));
        assertThat(early.endAfter(Instant.parse("2026-03-29T00:30:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
        assertThatThrownBy(() -> QuietHours.of("07:00", "07:00", ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("never or always");
    }
}
