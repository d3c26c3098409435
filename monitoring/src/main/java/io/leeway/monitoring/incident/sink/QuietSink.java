package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.incident.IncidentSink;
import io.leeway.monitoring.incident.Severity;
import io.leeway.monitoring.incident.SinkCounts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Holds notices back in quiet hours. */
final class QuietSink implements IncidentSink {
    static final int MOST_EVENTS = 1_000;

    private static final System.Logger LOGGER = System.getLogger(IncidentSinks.class.getName());

    private final QuietHours hours;
    private final IncidentSink to;
    private final ScheduledExecutorService scheduler;
    private final Clock clock;

    /** What is held, guarded by this. */
    private final Map<String, Incident> incidents = new LinkedHashMap<>();

    private final ArrayDeque<IncidentEvent> events = new ArrayDeque<>();
    private boolean scheduled;
    private long dropped;

    QuietSink(QuietHours hours, IncidentSink to, ScheduledExecutorService scheduler, Clock clock) {
        this.hours = Objects.requireNonNull(hours, "hours");
        this.to = Objects.requireNonNull(to, "to");
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void tell(IncidentNotice notice) {
        Instant now = clock.instant();
        if (!hours.contains(now)) {
            passOnHeld();
            to.tell(notice);
        } else if (notice.severity() == Severity.CRITICAL) {
            to.tell(notice);
        } else {
            hold(notice, now);
        }
    }

    private void hold(IncidentNotice notice, Instant now) {
        synchronized (this) {
            notice.incidents().forEach(each -> incidents.put(each.id(), each));
            for (IncidentEvent event : notice.events()) {
                if (events.size() == MOST_EVENTS) {
                    dropped++;
                    drop(events.remove());
                }
                events.add(event);
            }
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        schedule(now);
    }

    private void drop(IncidentEvent event) {
        if (events.stream().noneMatch(each -> each.incident().equals(event.incident()))) {
            incidents.remove(event.incident());
        }
    }

    private void schedule(Instant now) {
        long wait = Duration.between(now, hours.endAfter(now)).toMillis() + 1;
        try {
            var unused = scheduler.schedule(this::end, wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                scheduled = false;
            }
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "the scheduler of sink \"" + name() + "\" is closed: what is held is told with the next notice",
                    e);
        }
    }

    /** The scheduler's clock may differ from ours: where it is still quiet, it waits on. */
    private void end() {
        Instant now = clock.instant();
        if (hours.contains(now)) {
            schedule(now);
            return;
        }
        synchronized (this) {
            scheduled = false;
        }
        try {
            passOnHeld();
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "sink \"" + name() + "\" failed after quiet hours", e);
        }
    }

    private void passOnHeld() {
        IncidentNotice summary = takeHeld();
        if (summary != null) {
            to.tell(summary);
        }
    }

    private synchronized @Nullable IncidentNotice takeHeld() {
        if (events.isEmpty()) {
            return null;
        }
        IncidentNotice summary = new IncidentNotice(List.copyOf(incidents.values()), List.copyOf(events), true);
        incidents.clear();
        events.clear();
        return summary;
    }

    @Override
    public String name() {
        return to.name();
    }

    @Override
    public SinkCounts counts() {
        SinkCounts counts = to.counts();
        synchronized (this) {
            return new SinkCounts(
                    counts.delivered(), counts.failed(), counts.dropped() + dropped, counts.waiting() + events.size());
        }
    }

    @Override
    public void close() {
        try {
            passOnHeld();
        } finally {
            to.close();
        }
    }
}
