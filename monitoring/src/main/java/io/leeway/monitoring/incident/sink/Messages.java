package io.leeway.monitoring.incident.sink;

import io.leeway.monitoring.incident.Acknowledgement;
import io.leeway.monitoring.incident.Incident;
import io.leeway.monitoring.incident.IncidentEvent;
import io.leeway.monitoring.incident.IncidentNotice;
import io.leeway.monitoring.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words notices for those who receive them. Names of features and categories come from data: where a receiver would read markup, they are plain text or
 * escaped, so that a category cannot notify a whole channel.
 */
final class Messages {
    /** Slack refuses a longer header, and a longer section. */
    private static final int MOST_HEADER = 150;

    private static final int MOST_SECTION = 3_000;

    /** Keeps a card of Teams below 28 KB. */
    private static final int MOST_CARD = 4_000;

    private static final int MOST_INCIDENTS = 20;
    private static final int MOST_LINES = 5;

    private Messages() {}

    static String json(IncidentNotice notice) {
        List<Map<String, @Nullable Object>> events = notice.events().stream()
                .limit(MOST_INCIDENTS)
                .map(Messages::json)
                .toList();
        List<Map<String, @Nullable Object>> incidents = notice.incidents().stream()
                .limit(MOST_INCIDENTS)
                .map(Messages::json)
                .toList();
        return Json.write(object(
                "title", notice.title(),
                "text", shortened(notice.text(), MOST_CARD),
                "severity", notice.severity().name(),
                "held", notice.held(),
                "events", events,
                "incidents", incidents));
    }

    private static Map<String, @Nullable Object> json(IncidentEvent event) {
        return object(
                "incident", event.incident(),
                "number", event.number(),
                "type", event.type().name(),
                "at", event.at().toString(),
                "window", event.window(),
                "severity", event.severity().name(),
                "sentence", event.sentence());
    }

    private static Map<String, @Nullable Object> json(Incident incident) {
        return object(
                "id", incident.id(),
                "monitor", incident.monitor(),
                "state", incident.state().name(),
                "severity", incident.severity().name(),
                "since", incident.since().toString(),
                "opened", incident.opened().toString(),
                "seen", incident.seen().toString(),
                "closed", incident.closed().map(Instant::toString).orElse(null),
                "rows", incident.rows(),
                "windows", incident.windows(),
                "sentence", incident.sentence(),
                "advice", incident.advice(),
                "evidence", evidence(incident),
                "acknowledgedBy",
                        incident.acknowledgement().map(Acknowledgement::who).orElse(null));
    }

    private static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }

    static String slack(IncidentNotice notice) {
        List<Object> blocks = new ArrayList<>();
        blocks.add(object("type", "header", "text", plain(shortened(notice.title(), MOST_HEADER))));
        for (String paragraph : paragraphs(notice)) {
            blocks.add(object("type", "section", "text", plain(shortened(paragraph, MOST_SECTION))));
        }
        return Json.write(object("text", escaped(shortened(notice.toString(), MOST_SECTION)), "blocks", blocks));
    }

    private static Map<String, @Nullable Object> plain(String text) {
        return object("type", "plain_text", "text", text, "emoji", false);
    }

    /** What Slack's own rules ask for: mentions begin with a less-than sign. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String teams(IncidentNotice notice) {
        List<Object> body = new ArrayList<>();
        body.add(rich(shortened(notice.title(), MOST_HEADER), "Bolder"));
        int left = MOST_CARD;
        for (String paragraph : paragraphs(notice)) {
            String text = shortened(paragraph, Math.max(1, left));
            left -= text.length();
            body.add(rich(text, "Default"));
        }
        Map<String, @Nullable Object> card = object(
                "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
                "type", "AdaptiveCard",
                "version", "1.4",
                "body", body);
        Map<String, @Nullable Object> attachment =
                object("contentType", "application/vnd.microsoft.card.adaptive", "contentUrl", null, "content", card);
        return Json.write(object("type", "message", "attachments", List.of(attachment)));
    }

    /** Text runs know no markup, unlike text blocks. */
    private static Map<String, @Nullable Object> rich(String text, String weight) {
        return object(
                "type", "RichTextBlock", "inlines", List.of(object("type", "TextRun", "text", text, "weight", weight)));
    }

    private static List<String> paragraphs(IncidentNotice notice) {
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(notice.text());
        if (notice.incidents().size() == 1) {
            Incident incident = notice.incidents().get(0);
            if (incident.isOpen()) {
                paragraphs.add("What to do: " + incident.advice());
            }
            List<String> evidence = evidence(incident);
            if (!evidence.isEmpty()) {
                paragraphs.add(String.join("\n", evidence));
            }
        }
        return paragraphs;
    }

    private static List<String> evidence(Incident incident) {
        List<String> lines = incident.evidence();
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> some = new ArrayList<>(lines.subList(0, MOST_LINES));
        some.add("and " + (lines.size() - MOST_LINES) + " more");
        return some;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, Math.max(0, most - 3)) + "...";
    }
}
