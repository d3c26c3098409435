package io.leeway.monitoring.report;

import io.leeway.monitoring.price.DriftPrice;
import java.util.LinkedHashMap;
import java.util.Map;

/** One feature on the page: its name, the verdict, both distributions, and its score over time. */
record FeatureCard(FeatureComparison feature) implements Block {
    @Override
    public void render(Page page) {
        Html html = page.html();
        Judgement judgement = feature.judgement();
        String status = judgement.status().id();
        html.element("article", "class", "feature", "data-name", feature.name(), "data-status", status);
        html.element("header").line("h3", feature.name());
        if (!judgement.status().word().isEmpty()) {
            html.line("span", judgement.status().word(), "class", "badge " + status);
        }
        html.end();
        renderFacts(html, judgement);
        Figures.plot(page, kind(), description(), data());
        TimeChart history = judgement.history();
        if (history != null) {
            double limit = judgement.scoreLimit();
            (Double.isFinite(limit) && history.isOf(judgement.scoreName())
                            ? history.limit("limit " + Numbers.plain(limit), limit)
                            : history)
                    .renderSmall(page);
        }
        html.end();
    }

    private static void renderFacts(Html html, Judgement judgement) {
        html.element("p", "class", "facts");
        DriftPrice price = judgement.price();
        if (price != null) {
            html.line("strong", "Costs: ").text(price.sentence() + ". ");
        }
        if (!Double.isNaN(judgement.score())) {
            html.text(judgement.scoreName() + " ").line("strong", Numbers.plain(judgement.score()));
            if (Double.isFinite(judgement.scoreLimit())) {
                html.text(" (limit " + Numbers.plain(judgement.scoreLimit()) + ")");
            }
            html.text(". ");
        }
        html.text(judgement.sentence());
        if (judgement.referenceMissing() > 0 || judgement.currentMissing() > 0) {
            html.text(" Missing: " + Numbers.percent(judgement.referenceMissing()) + " in the reference, "
                    + Numbers.percent(judgement.currentMissing()) + " now.");
        }
        html.end();
    }

    private String kind() {
        return feature.isHistogram() ? "histogram" : "categories";
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", kind());
        data.put("title", feature.name());
        data.put("labels", feature.labels());
        data.put("reference", feature.reference());
        data.put("current", feature.current());
        return data;
    }

    /** What the picture shows, for those who cannot see it. */
    private String description() {
        double[] then = feature.reference();
        double[] now = feature.current();
        int widest = 0;
        for (int i = 1; i < then.length; i++) {
            if (Math.abs(now[i] - then[i]) > Math.abs(now[widest] - then[widest])) {
                widest = i;
            }
        }
        return "Distribution of " + feature.name() + ", reference against current. The widest difference is at "
                + feature.places().get(widest) + ": " + Numbers.percent(then[widest]) + " then, "
                + Numbers.percent(now[widest]) + " now.";
    }
}
