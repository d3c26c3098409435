package io.leeway.monitoring.incident;

import io.leeway.monitoring.incident.Symptom.Area;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the cause of each finding of one window, and moves all incidents on. */
final class IncidentStep {
    private final IncidentRules rules;
    private final WindowFindings window;
    private final Instant at;
    private final List<IncidentDraft> drafts = new ArrayList<>();
    private final Map<IncidentDraft, List<Symptom>> found = new IdentityHashMap<>();
    private long nextNumber = 1;

    IncidentStep(IncidentRules rules, List<Incident> before, WindowFindings window) {
        this.rules = rules;
        this.window = window;
        Instant now = window.to();
        for (Incident incident : before) {
            drafts.add(new IncidentDraft(incident));
            // Late rows may end a window before the one before it; time does not go back for incidents.
            now = incident.seen().isAfter(now) ? incident.seen() : now;
            nextNumber = Math.max(nextNumber, incident.number() + 1);
        }
        this.at = now;
    }

    IncidentUpdate update() {
        List<Symptom> unknown = new ArrayList<>();
        for (Symptom symptom : merged(window.symptoms())) {
            IncidentDraft known = known(symptom);
            if (known == null) {
                unknown.add(symptom);
            } else {
                assign(known, List.of(symptom));
            }
        }
        for (List<Symptom> group :
                groups(unknown.stream().filter(each -> each.area().isInput()))) {
            assign(causeOf(group), group);
        }
        for (Area effect : List.of(Area.PREDICTION, Area.PERFORMANCE)) {
            List<Symptom> group =
                    unknown.stream().filter(each -> each.area() == effect).toList();
            if (!group.isEmpty()) {
                assign(causeOfEffect(), group);
            }
        }
        for (IncidentDraft draft : drafts) {
            List<Symptom> now = found.get(draft);
            if (now == null) {
                draft.notFound(window, at, rules);
            } else {
                draft.found(now, window, at, rules);
            }
        }
        return new IncidentUpdate(
                kept().map(IncidentDraft::incident).toList(),
                drafts.stream().flatMap(each -> each.news().stream()).toList());
    }

    private void assign(IncidentDraft to, List<Symptom> symptoms) {
        found.computeIfAbsent(to, each -> new ArrayList<>()).addAll(symptoms);
    }

    /** Findings of the same symptom as one, with the evidence of all. */
    private static List<Symptom> merged(List<Symptom> symptoms) {
        List<Symptom> merged = new ArrayList<>();
        for (Symptom each : symptoms) {
            int same = 0;
            while (same < merged.size() && !merged.get(same).isSameAs(each)) {
                same++;
            }
            if (same == merged.size()) {
                merged.add(each);
            } else {
                Symptom first = merged.get(same);
                merged.set(
                        same,
                        new Symptom(
                                first.area(),
                                first.kind(),
                                first.subject(),
                                first.sentence(),
                                Stream.concat(first.evidence().stream(), each.evidence().stream())
                                        .toList(),
                                first.advice(),
                                first.since().or(each::since),
                                first.price().or(each::price)));
            }
        }
        return merged;
    }

    /** The incident that has the symptom: one that is open, or else the newest that is to be opened again. */
    private @Nullable IncidentDraft known(Symptom symptom) {
        return first(draft -> draft.isOpen() && draft.has(symptom))
                .or(() -> drafts.stream()
                        .filter(draft -> draft.has(symptom) && rules.reopens(draft.incident(), at))
                        .reduce((one, other) -> other))
                .orElse(null);
    }

    private Optional<IncidentDraft> first(Predicate<IncidentDraft> wanted) {
        return drafts.stream().filter(wanted).findFirst();
    }

    /** Findings about features that have a kind, a feature or related features in common, also by way of others. */
    private List<List<Symptom>> groups(Stream<Symptom> inputs) {
        List<List<Symptom>> groups = new ArrayList<>();
        inputs.forEach(symptom -> {
            List<Symptom> group = new ArrayList<>();
            for (List<Symptom> other : List.copyOf(groups)) {
                if (other.stream().anyMatch(each -> isAlike(each, symptom))) {
                    group.addAll(other);
                    groups.remove(other);
                }
            }
            group.add(symptom);
            groups.add(group);
        });
        return groups;
    }

    private boolean isAlike(Symptom one, Symptom other) {
        return one.kind().equals(other.kind()) || rules.areRelated(one.subject(), other.subject());
    }

    private IncidentDraft causeOf(List<Symptom> group) {
        long young = window.window() - IncidentRules.JOIN_WINDOWS;
        return first(draft -> draft.isOpen() && sharesFeature(draft, group))
                .or(() -> first(draft -> draft.isOpen()
                        && draft.wasOpenedSince(young)
                        && (inputs(draft).isEmpty() || sharesKind(draft, group))))
                .orElseGet(this::open);
    }

    /** Findings about features that it had, and those of this window. */
    private List<Symptom> inputs(IncidentDraft draft) {
        return Stream.concat(draft.inputs().stream(), found.getOrDefault(draft, List.of()).stream())
                .filter(each -> each.area().isInput())
                .toList();
    }

    private boolean sharesFeature(IncidentDraft draft, List<Symptom> group) {
        return inputs(draft).stream()
                .anyMatch(each -> group.stream().anyMatch(other -> rules.areRelated(each.subject(), other.subject())));
    }

    private boolean sharesKind(IncidentDraft draft, List<Symptom> group) {
        return inputs(draft).stream()
                .anyMatch(each -> group.stream().anyMatch(other -> each.kind().equals(other.kind())));
    }

    /** What may be behind worse predictions: what was found now before what was not, the most severe first, then the newest. */
    private IncidentDraft causeOfEffect() {
        return drafts.stream()
                .filter(draft -> draft.isOpen() || found.containsKey(draft))
                .max(Comparator.<IncidentDraft, Boolean>comparing(found::containsKey)
                        .thenComparing(this::severity)
                        .thenComparing(draft -> draft.number))
                .orElseGet(this::open);
    }

    private Severity severity(IncidentDraft draft) {
        return found.getOrDefault(draft, List.of()).stream()
                .map(rules::severity)
                .reduce(draft.severity(), (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    private IncidentDraft open() {
        IncidentDraft draft = new IncidentDraft(nextNumber++, window, at);
        drafts.add(draft);
        return draft;
    }

    /** All but the oldest closed ones. */
    private Stream<IncidentDraft> kept() {
        long closed = drafts.stream().filter(draft -> !draft.isOpen()).count();
        long[] drop = {closed - IncidentRules.CLOSED_KEPT};
        return drafts.stream().filter(draft -> draft.isOpen() || drop[0]-- <= 0);
    }
}
