package io.leeway.monitoring.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Decides what becomes of incidents: a pure function of the incidents so far, the findings of a window and these rules, so that it can be replayed.
 *
 * <p>A finding belongs to the incident that has the same symptom. If none has, findings about features join those of the same window that have the same
 * kind or feature, or {@linkplain #related related} features; together they join the oldest open incident that has one of these features or a related one, or an
 * incident of the same kind that was opened at most {@value #JOIN_WINDOWS} windows ago; or else they open one. Findings about predictions and performance join the most severe open
 * incident. An incident is closed after {@link #quietWindows quiet windows}; a symptom that comes back within {@link #reopenWithin a period} opens the
 * same incident again. One that stays open and that nobody acknowledges is told again after {@link #remindAfter a time} that doubles each
 * time, up to {@link #LONGEST_REMINDER}.
 *
 * <p>The severity of performance is critical. That of other findings follows from their price where it is known: see {@link #warningFrom} and
 * {@link #criticalFrom}; otherwise predictions and data are warnings and features are notices. Data is a warning at least, whatever the price. An incident is as severe as it ever was.
 *
 * <p>Immutable and safe for use by several threads; each method returns a new value.
 */
public final class IncidentRules {
    /** The default of {@link #quietWindows}: 2. */
    public static final int DEFAULT_QUIET_WINDOWS = 2;

    /** The default of {@link #reopenWithin}: 7 days. */
    public static final Duration DEFAULT_REOPEN_WITHIN = Duration.ofDays(7);

    /** The default of {@link #remindAfter}: a day. */
    public static final Duration DEFAULT_REMIND_AFTER = Duration.ofDays(1);

    /** The longest time between two reminders: 32 days. */
    public static final Duration LONGEST_REMINDER = Duration.ofDays(32);

    /** The default of {@link #warningFrom}: 0.02. */
    public static final double DEFAULT_WARNING_FROM = 0.02;

    /** The default of {@link #criticalFrom}: 0.1. */
    public static final double DEFAULT_CRITICAL_FROM = 0.1;

    /** How many windows after its opening an incident is joined by findings of the same kind: {@value}. */
    public static final int JOIN_WINDOWS = 2;

    /** The number of closed incidents that are kept, the newest: {@value}. */
    public static final int CLOSED_KEPT = 200;

    private static final IncidentRules STANDARD = new IncidentRules(
            new Times(DEFAULT_QUIET_WINDOWS, DEFAULT_REOPEN_WITHIN, DEFAULT_REMIND_AFTER),
            new Prices(DEFAULT_WARNING_FROM, DEFAULT_CRITICAL_FROM),
            ZoneOffset.UTC,
            List.of());

    private final Times times;
    private final Prices prices;
    private final ZoneId zone;
    private final List<Set<String>> related;

    private record Times(int quietWindows, Duration reopenWithin, Duration remindAfter) {}

    private record Prices(double warningFrom, double criticalFrom) {
        Prices {
            if (!(warningFrom <= criticalFrom)) {
                throw new IllegalArgumentException("a price is a warning from " + warningFrom + " and critical from "
                        + criticalFrom + "; the latter must not be lower");
            }
        }
    }

    private IncidentRules(Times times, Prices prices, ZoneId zone, List<Set<String>> related) {
        this.times = times;
        this.prices = prices;
        this.zone = zone;
        this.related = related;
    }

    /**
     * Returns the rules with all defaults.
     *
     * @return the rules
     */
    public static IncidentRules standard() {
        return STANDARD;
    }

    /**
     * Sets after how many windows without a finding, among those that could be judged, an incident is closed; the default is {@link #DEFAULT_QUIET_WINDOWS}.
     *
     * @param windows at least 1
     * @return other rules
     * @throws IllegalArgumentException if there are none
     */
    public IncidentRules quietWindows(int windows) {
        if (windows < 1) {
            throw new IllegalArgumentException(
                    "an incident cannot be closed after " + windows + " quiet windows; give at least 1");
        }
        return new IncidentRules(new Times(windows, times.reopenWithin, times.remindAfter), prices, zone, related);
    }

    /**
     * Sets how long after its end an incident is opened again by one of its symptoms; the default is {@link #DEFAULT_REOPEN_WITHIN}.
     *
     * @param period 0 or more
     * @return other rules
     * @throws IllegalArgumentException if it is negative
     */
    public IncidentRules reopenWithin(Duration period) {
        if (period.isNegative()) {
            throw new IllegalArgumentException(
                    "an incident cannot be opened again within " + period + "; give 0 or more");
        }
        return new IncidentRules(new Times(times.quietWindows, period, times.remindAfter), prices, zone, related);
    }

    /**
     * Sets when an open incident is told again for the first time; the default is {@link #DEFAULT_REMIND_AFTER}.
     *
     * @param time above zero
     * @return other rules
     * @throws IllegalArgumentException if it is not
     */
    public IncidentRules remindAfter(Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "an incident cannot be told again after " + time + "; give a time above zero");
        }
        return new IncidentRules(new Times(times.quietWindows, times.reopenWithin, time), prices, zone, related);
    }

    /**
     * Sets the {@linkplain Price#rise rise of the loss} from which a finding is a warning; the default is {@link #DEFAULT_WARNING_FROM}.
     *
     * @param rise at most that of {@link #criticalFrom}
     * @return other rules
     * @throws IllegalArgumentException if it is higher, or NaN
     */
    public IncidentRules warningFrom(double rise) {
        return new IncidentRules(times, new Prices(rise, prices.criticalFrom), zone, related);
    }

    /**
     * Sets the {@linkplain Price#rise rise of the loss} from which a finding is critical; the default is {@link #DEFAULT_CRITICAL_FROM}.
     *
     * @param rise at least that of {@link #warningFrom}
     * @return other rules
     * @throws IllegalArgumentException if it is lower, or NaN
     */
    public IncidentRules criticalFrom(double rise) {
        return new IncidentRules(times, new Prices(prices.warningFrom, rise), zone, related);
    }

    /**
     * Sets the time zone of times in sentences; the default is UTC.
     *
     * @param zone any zone
     * @return other rules
     */
    public IncidentRules zone(ZoneId zone) {
        return new IncidentRules(times, prices, Objects.requireNonNull(zone, "zone"), related);
    }

    /**
     * Adds features that fail together, such as those of one feed or those that are strongly correlated.
     *
     * @param features the features
     * @return other rules
     */
    public IncidentRules related(String... features) {
        List<Set<String>> all = new ArrayList<>(related);
        all.add(Set.of(features));
        return new IncidentRules(times, prices, zone, List.copyOf(all));
    }

    /**
     * Decides what follows from the findings of a window. The cost grows with the number of findings and open incidents.
     *
     * @param before the incidents of the same monitor after the window before; empty for the first
     * @param found the findings
     * @return the incidents from now on, and what is new
     */
    public IncidentUpdate next(List<Incident> before, WindowFindings found) {
        return new IncidentStep(this, before, found).update();
    }

    /**
     * Records that somebody takes care of an incident. Reminders end, until it becomes more severe.
     *
     * @param before the incidents
     * @param id the id of the incident
     * @param by who, when
     * @param window the number of the newest window
     * @return the incidents from now on, and the event
     * @throws IllegalArgumentException if there is no such incident, or it is closed
     */
    public IncidentUpdate acknowledge(List<Incident> before, String id, Acknowledgement by, long window) {
        Incident incident = before.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no incident \"" + id + "\", only "
                        + before.stream()
                                .filter(Incident::isOpen)
                                .map(Incident::id)
                                .toList() + " are open"));
        if (!incident.isOpen()) {
            throw new IllegalArgumentException("incident \"" + id + "\" was closed at "
                    + incident.closed().orElseThrow() + "; only open ones can be acknowledged");
        }
        IncidentDraft draft = new IncidentDraft(incident);
        draft.acknowledge(by, window);
        List<Incident> after = new ArrayList<>(before);
        after.set(before.indexOf(incident), draft.incident());
        return new IncidentUpdate(after, draft.news());
    }

    int quietWindows() {
        return times.quietWindows;
    }

    ZoneId zone() {
        return zone;
    }

    /** Whether an incident is opened again by a symptom that is found at a time. */
    boolean reopens(Incident incident, Instant at) {
        return incident.closed().isPresent()
                && !at.isAfter(incident.closed().get().plus(times.reopenWithin));
    }

    Severity severity(Symptom symptom) {
        if (symptom.area() == Symptom.Area.PERFORMANCE) {
            return Severity.CRITICAL;
        }
        double rise = symptom.price().map(Price::rise).orElse(Double.NEGATIVE_INFINITY);
        if (rise >= prices.criticalFrom) {
            return Severity.CRITICAL;
        }
        // What breaks the data is to be repaired, though it may cost nothing.
        boolean changed = symptom.area() == Symptom.Area.FEATURE
                || symptom.area() == Symptom.Area.PREDICTION && symptom.price().isPresent();
        return changed && rise < prices.warningFrom ? Severity.NOTICE : Severity.WARNING;
    }

    boolean areRelated(String one, String other) {
        return one.equals(other) || related.stream().anyMatch(each -> each.contains(one) && each.contains(other));
    }

    /** When an incident is told again that was told so many times before. */
    Instant reminder(Instant told, int reminders) {
        Duration wait = times.remindAfter;
        for (int i = 0; i < reminders && wait.compareTo(LONGEST_REMINDER) < 0; i++) {
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(LONGEST_REMINDER) < 0 ? twice : LONGEST_REMINDER;
        }
        return told.plus(wait);
    }
}
