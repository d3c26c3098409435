package io.leeway.monitoring.report;

import java.util.Comparator;
import java.util.List;

/** All features of a model side by side, the furthest drifted first, with a filter where they are many. */
final class FeatureGrid implements Block {
    private static final int MANY = 6;

    private final List<FeatureComparison> features;

    FeatureGrid(List<FeatureComparison> features) {
        this.features = features.stream()
                .sorted(Comparator.comparingDouble((FeatureComparison feature) ->
                                feature.judgement().rank())
                        .reversed()
                        .thenComparing(FeatureComparison::name))
                .toList();
    }

    @Override
    public void render(Page page) {
        Html html = page.html();
        html.element("div", "class", "features");
        if (features.size() > MANY) {
            renderFilter(page);
        }
        html.element("div", "class", "grid");
        features.forEach(feature -> new FeatureCard(feature).render(page));
        html.end().end();
    }

    private void renderFilter(Page page) {
        Html html = page.html();
        String id = page.newId("filter");
        long drifted = features.stream()
                .filter(feature -> feature.judgement().status() == Judgement.Status.DRIFT)
                .count();
        html.element("form", "class", "filter", "role", "search");
        html.line("label", "Find a feature", "for", id);
        html.empty("input", "id", id, "type", "search", "autocomplete", "off", "spellcheck", "false");
        if (drifted > 0) {
            html.element("label", "class", "check");
            html.empty("input", "type", "checkbox")
                    .text(" Only drifted (" + drifted + ")")
                    .end();
        }
        html.line("output", features.size() + " features", "for", id, "aria-live", "polite");
        html.end();
    }
}
