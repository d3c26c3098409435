package io.leeway.monitoring.incident;

import io.leeway.monitoring.incident.Symptom.Area;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words what is wrong: the causes first, then what they do to the model. */
final class Telling {
    private static final int NAMED = 3;
    private static final int CLAUSES = 3;
    private static final Duration NEAR = Duration.ofDays(6);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

    private final IncidentRules rules;
    private final List<Symptom> symptoms;

    Telling(List<Incident.Found> found, IncidentRules rules) {
        this.rules = rules;
        this.symptoms = active(found, rules).stream()
                .sorted(Comparator.<Symptom, Boolean>comparing(
                                each -> !each.area().isInput())
                        .thenComparing(rules::severity, Comparator.reverseOrder())
                        .thenComparing(Telling::rise, Comparator.reverseOrder()))
                .toList();
    }

    private static double rise(Symptom symptom) {
        return symptom.price().map(Price::rise).orElse(0.0);
    }

    /** The symptoms that were not absent for so long that they would be over alone. */
    static List<Symptom> active(List<Incident.Found> found, IncidentRules rules) {
        long newest =
                found.stream().mapToLong(Incident.Found::newestWindow).max().orElse(0);
        return found.stream()
                .filter(each -> newest - each.newestWindow() < rules.quietWindows())
                .map(Incident.Found::symptom)
                .toList();
    }

    String sentence(Instant since, Instant seen, long rows) {
        List<String> causes =
                clauses(symptoms.stream().filter(each -> each.area().isInput()));
        Optional<String> price = symptoms.stream()
                .flatMap(each -> each.price().stream())
                .map(Price::sentence)
                .filter(each -> !each.isBlank())
                .findFirst();
        List<String> parts = new ArrayList<>(causes);
        price.ifPresent(parts::add);
        if (price.isEmpty() || causes.isEmpty()) {
            parts.addAll(clauses(symptoms.stream().filter(each -> each.area() == Area.PREDICTION)));
        }
        parts.addAll(clauses(symptoms.stream().filter(each -> each.area() == Area.PERFORMANCE)));
        DateTimeFormatter format = Duration.between(since, seen).compareTo(NEAR) < 0 ? DAY : DATE;
        parts.set(0, parts.get(0) + " since " + format.format(since.atZone(rules.zone())));
        parts.add(String.format(Locale.ROOT, rows == 1 ? "%,d row" : "%,d rows", rows));
        return String.join("; ", parts);
    }

    /** A clause for each kind of fault, as long as its features have not been named. */
    private static List<String> clauses(Stream<Symptom> some) {
        Map<String, List<Symptom>> kinds = some
                .collect(Collectors.toMap(Symptom::subject, each -> each, (one, other) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .collect(Collectors.groupingBy(Symptom::kind, LinkedHashMap::new, Collectors.toList()));
        return kinds.values().stream().limit(CLAUSES).map(Telling::alike).toList();
    }

    private static String alike(List<Symptom> same) {
        List<String> others = same.stream().skip(1).map(Symptom::subject).toList();
        if (others.isEmpty()) {
            return same.get(0).sentence();
        }
        return same.get(0).sentence() + ", likewise " + list(others);
    }

    private static String list(List<String> names) {
        int more = names.size() - NAMED;
        return names.size() == 1
                ? names.get(0)
                : more > 0
                        ? String.join(", ", names.subList(0, NAMED)) + " and " + more + " more"
                        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    static String some(List<Symptom> symptoms) {
        return list(symptoms.stream().map(Symptom::sentence).toList());
    }

    static String length(Duration time) {
        long days = time.toDays();
        long hours = Math.max(1, time.toHours());
        return days > 1 ? days + " days" : hours == 1 ? "an hour" : hours + " hours";
    }

    String advice() {
        Symptom first = symptoms.get(0);
        if (!first.advice().isBlank()) {
            return first.advice();
        }
        return switch (first.area()) {
            case FEATURE ->
                "look for what changed where " + first.subject()
                        + " comes from; if the world has changed, train again and compare with newer rows (rebase)";
            case DATA -> "have the source of " + first.subject() + " repaired, or declare what it may be now";
            case PREDICTION ->
                "look for the rows that are answered differently, and for a change of the model's version";
            case PERFORMANCE -> "train on newer rows, or go back to an earlier version if this began with a promotion";
        };
    }
}
