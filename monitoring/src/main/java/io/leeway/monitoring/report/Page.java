package io.leeway.monitoring.report;

import io.leeway.monitoring.json.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page while it is written: its markup, the data of its charts, and the identifiers handed out so far. */
final class Page {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm", Locale.ENGLISH);

    private final Html html = new Html();
    private final ZoneId zone;
    private final List<Map<String, Object>> charts = new ArrayList<>();
    private int ids;

    Page(ZoneId zone) {
        this.zone = zone;
    }

    Html html() {
        return html;
    }

    String newId(String prefix) {
        return prefix + "-" + ++ids;
    }

    /** Keeps the data of a chart and returns the number by which the page's script finds it. */
    String chart(Map<String, Object> data) {
        charts.add(data);
        return Integer.toString(charts.size() - 1);
    }

    boolean hasCharts() {
        return !charts.isEmpty();
    }

    String data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("zone", zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        data.put("charts", charts);
        return Json.write(data);
    }

    String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    String moment(Instant at) {
        return MOMENT.format(at.atZone(zone));
    }
}
