package io.leeway.monitoring.incident;

import io.leeway.monitoring.incident.IncidentEvent.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An incident while a window is looked at. */
final class IncidentDraft {
    private static final int FIRST_EVENTS = 8;

    private final String monitor;
    final long number;
    private final List<Incident.Found> symptoms = new ArrayList<>();
    private final List<IncidentEvent> events = new ArrayList<>();
    private final List<IncidentEvent> news = new ArrayList<>();

    private Severity severity = Severity.NOTICE;
    private Instant since;
    private Instant opened;
    private long openedWindow;
    private Instant seen;
    private @Nullable Instant closed;
    private int quietWindows;
    private long windows;
    private long rows;
    private String sentence = "";
    private String advice = "";
    private @Nullable Acknowledgement acknowledgement;
    private int reminders;
    private Instant nextReminder = Instant.MAX;
    private long omittedEvents;

    /** Opens an incident that has no symptom yet. */
    IncidentDraft(long number, WindowFindings found, Instant at) {
        this.monitor = found.monitor();
        this.number = number;
        this.since = at;
        this.opened = at;
        this.openedWindow = found.window();
        this.seen = at;
    }

    IncidentDraft(Incident before) {
        monitor = before.monitor();
        number = before.number();
        symptoms.addAll(before.symptoms());
        events.addAll(before.events());
        severity = before.severity();
        since = before.since();
        opened = before.opened();
        openedWindow = before.openedWindow();
        seen = before.seen();
        closed = before.closed().orElse(null);
        quietWindows = before.quietWindows();
        windows = before.windows();
        rows = before.rows();
        sentence = before.sentence();
        advice = before.advice();
        acknowledgement = before.acknowledgement().orElse(null);
        reminders = before.reminders();
        nextReminder = before.nextReminder();
        omittedEvents = before.omittedEvents();
    }

    Incident incident() {
        return new Incident(
                monitor,
                number,
                isOpen() ? Incident.State.OPEN : Incident.State.CLOSED,
                severity,
                since,
                opened,
                openedWindow,
                seen,
                Optional.ofNullable(closed),
                quietWindows,
                windows,
                rows,
                symptoms,
                sentence,
                advice,
                Optional.ofNullable(acknowledgement),
                reminders,
                nextReminder,
                events,
                omittedEvents);
    }

    List<IncidentEvent> news() {
        return news;
    }

    boolean isOpen() {
        return closed == null;
    }

    Severity severity() {
        return severity;
    }

    boolean wasOpenedSince(long window) {
        return openedWindow >= window;
    }

    boolean has(Symptom symptom) {
        return symptoms.stream().anyMatch(each -> each.symptom().isSameAs(symptom));
    }

    List<Symptom> inputs() {
        return symptoms.stream()
                .map(Incident.Found::symptom)
                .filter(each -> each.area().isInput())
                .toList();
    }

    /** A window has some of its symptoms. */
    void found(List<Symptom> now, WindowFindings window, Instant at, IncidentRules rules) {
        boolean first = windows == 0;
        boolean again = !isOpen();
        if (again) {
            closed = null;
            acknowledgement = null;
            reminders = 0;
            openedWindow = window.window();
        }
        // What drifts in the same window does so since the fault that says when it began, not since the window did.
        Instant began = now.stream()
                .flatMap(each -> each.since().stream())
                .min(Comparator.naturalOrder())
                .orElse(window.from());
        since = began.isBefore(since) ? began : since;
        List<Symptom> fresh = new ArrayList<>();
        now.forEach(each -> add(each, window, fresh));
        windows++;
        rows += window.rows();
        seen = at;
        quietWindows = 0;
        Severity before = severity;
        severity = now.stream()
                .map(rules::severity)
                .reduce(severity, (one, other) -> one.compareTo(other) < 0 ? other : one);
        Telling telling = new Telling(symptoms, rules);
        sentence = telling.sentence(since, seen, rows);
        advice = telling.advice();
        if (first || again) {
            tell(first ? Type.OPENED : Type.REOPENED, at, window.window(), (first ? "" : "again: ") + sentence, rules);
            return;
        }
        if (!fresh.isEmpty()) {
            tell(Type.JOINED, at, window.window(), "also: " + Telling.some(fresh), rules);
        }
        if (severity != before) {
            acknowledgement = null;
            String what = "now " + severity.name().toLowerCase(Locale.ROOT) + ": " + sentence;
            tell(Type.ESCALATED, at, window.window(), what, rules);
        }
        remind(at, window.window(), rules);
    }

    private void add(Symptom now, WindowFindings window, List<Symptom> fresh) {
        for (int i = 0; i < symptoms.size(); i++) {
            Incident.Found known = symptoms.get(i);
            if (known.symptom().isSameAs(now)) {
                symptoms.set(i, new Incident.Found(now, known.firstWindow(), window.window()));
                return;
            }
        }
        symptoms.add(new Incident.Found(now, window.window(), window.window()));
        fresh.add(now);
    }

    /** A window has none of its symptoms. */
    void notFound(WindowFindings window, Instant at, IncidentRules rules) {
        if (!isOpen()) {
            return;
        }
        boolean judged = Telling.active(symptoms, rules).stream()
                .noneMatch(each -> window.undecided().contains(each.subject()));
        quietWindows += judged ? 1 : 0;
        if (quietWindows >= rules.quietWindows()) {
            String what = "over after " + quietWindows + (quietWindows == 1 ? " quiet window: " : " quiet windows: ")
                    + sentence;
            tell(Type.CLOSED, at, window.window(), what, rules);
            closed = at;
        } else if (!judged) {
            remind(at, window.window(), rules);
        }
    }

    private void remind(Instant at, long window, IncidentRules rules) {
        if (acknowledgement == null && !at.isBefore(nextReminder)) {
            reminders++;
            String what = "still open after " + Telling.length(Duration.between(opened, at)) + ": " + sentence;
            tell(Type.REMINDED, at, window, what, rules);
        }
    }

    void acknowledge(Acknowledgement by, long window) {
        acknowledgement = by;
        add(Type.ACKNOWLEDGED, by.at(), window, by.who() + (by.note().isBlank() ? "" : ": " + by.note()));
    }

    /** What was told puts off the next reminder. */
    private void tell(Type type, Instant at, long window, String what, IncidentRules rules) {
        nextReminder = rules.reminder(at, reminders);
        add(type, at, window, what);
    }

    private void add(Type type, Instant at, long window, String what) {
        long next = omittedEvents + events.size() + 1;
        IncidentEvent event = new IncidentEvent(monitor + "-" + number, next, type, at, window, severity, what);
        if (events.size() == Incident.MOST_EVENTS) {
            events.remove(FIRST_EVENTS);
            omittedEvents++;
        }
        events.add(event);
        news.add(event);
    }
}
