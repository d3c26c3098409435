package io.leeway.examples.observability;

import io.leeway.monitoring.report.HtmlReport;
import io.leeway.monitoring.report.TimeChart;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Draws all panels from what Prometheus answers into one page, to be looked at where there is no Grafana. */
final class DashboardPage {

    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    private final PrometheusServer prometheus;
    private final Instant from;
    private final Instant to;

    DashboardPage(PrometheusServer prometheus, Instant from, Instant to) {
        this.prometheus = prometheus;
        this.from = from;
        this.to = to;
    }

    Path write(Path file) {
        HtmlReport.Builder page = HtmlReport.titled("Dashboards")
                .subtitle("Each panel, drawn from the answers of Prometheus to its queries.");
        for (Dashboard dashboard : Dashboards.all()) {
            page.section(dashboard.title(), dashboard.description());
            dashboard.panels().forEach(panel -> page.chart(chart(panel)));
        }
        return page.build().writeTo(file);
    }

    private TimeChart chart(Panel panel) {
        TimeChart chart = TimeChart.titled(ObservabilityIT.substituted(panel.title()))
                .caption(panel.description() + " Unit: " + panel.unit() + ".");
        if (panel.unit().equals("percentunit")) {
            chart = chart.percent();
        }
        if (panel.threshold().isPresent()) {
            chart = chart.limit("red", panel.threshold().getAsDouble());
        }
        int lines = 0;
        for (Panel.Query query : panel.queries()) {
            String expression = ObservabilityIT.substituted(query.expression());
            for (JsonNode series : prometheus.queryRange(expression, from, to)) {
                if (lines++ < TimeChart.MOST_SERIES) {
                    chart = line(chart, legend(query.legend(), series.get("metric")), series.get("values"));
                }
            }
        }
        return chart;
    }

    private static TimeChart line(TimeChart chart, String name, JsonNode points) {
        List<Instant> times = new ArrayList<>();
        double[] values = new double[points.size()];
        for (JsonNode point : points) {
            values[times.size()] = ObservabilityIT.number(point.get(1).asString());
            times.add(Instant.ofEpochSecond(point.get(0).asLong()));
        }
        return chart.series(name, times, values);
    }

    private static String legend(String legend, JsonNode labels) {
        return LABEL.matcher(legend)
                .replaceAll(label ->
                        Matcher.quoteReplacement(labels.path(label.group(1)).asString("")));
    }
}
