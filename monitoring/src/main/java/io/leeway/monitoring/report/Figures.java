package io.leeway.monitoring.report;

import java.util.Map;

/** The markup around a chart: caption, a place to draw, and the numbers on request. */
final class Figures {
    private Figures() {}

    static void render(
            Page page,
            String style,
            String kind,
            String title,
            String caption,
            String description,
            Map<String, Object> data) {
        Html html = page.html();
        html.element("figure", "class", style);
        html.element("figcaption").line("h3", title);
        if (!caption.isEmpty()) {
            html.line("p", caption);
        }
        html.end();
        plot(page, kind, description, data);
        html.end();
    }

    static void plot(Page page, String kind, String description, Map<String, Object> data) {
        Html html = page.html();
        html.element("div", "class", "plot plot-" + kind, "data-chart", page.chart(data));
        html.element("div", "class", "legend").end();
        html.element("div", "class", "canvas", "role", "img", "aria-label", description)
                .end();
        html.element("details", "class", "numbers")
                .line("summary", "Show the numbers")
                .end();
        html.end();
    }
}
