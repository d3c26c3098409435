package io.leeway.monitoring.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page from its title to its last section. */
record Masthead(
        String title,
        String subtitle,
        @Nullable Instant created,
        Map<String, String> facts,
        @Nullable Opening opening,
        List<KeyFigure> figures,
        List<Section> sections)
        implements Block {
    @Override
    public void render(Page page) {
        Html html = page.html();
        html.line("a", "Skip to the content", "class", "skip", "href", "#content");
        renderHead(page);
        html.element("div", "class", "frame");
        renderNavigation(html);
        html.element("main", "id", "content", "tabindex", "-1");
        if (opening != null) {
            html.element("section", "id", "now", "aria-labelledby", "now-heading");
            opening.render(page);
            html.end();
        }
        renderFigures(html);
        for (int i = 0; i < sections.size(); i++) {
            sections.get(i).render(page, id(i));
        }
        html.end().end();
    }

    private void renderHead(Page page) {
        Html html = page.html();
        html.element("header", "class", "head").element("div", "class", "wide");
        html.line("h1", title);
        if (!subtitle.isEmpty()) {
            html.line("p", subtitle, "class", "subtitle");
        }
        if (created != null || !facts.isEmpty()) {
            html.element("dl", "class", "about");
            facts.forEach((name, value) ->
                    html.element("div").line("dt", name).line("dd", value).end());
            if (created != null) {
                html.element("div")
                        .line("dt", "Created")
                        .line("dd", page.moment(created))
                        .end();
            }
            html.end();
        }
        html.end().end();
    }

    private void renderNavigation(Html html) {
        html.element("nav", "aria-label", "Sections").element("ul");
        if (opening != null) {
            html.element("li").line("a", "Now", "href", "#now").end();
        }
        for (int i = 0; i < sections.size(); i++) {
            html.element("li")
                    .line("a", sections.get(i).heading(), "href", "#" + id(i))
                    .end();
        }
        html.end().end();
    }

    private void renderFigures(Html html) {
        if (!figures.isEmpty()) {
            html.element("dl", "class", "figures");
            figures.forEach(figure -> figure.render(html));
            html.end();
        }
    }

    private static String id(int section) {
        return "section-" + (section + 1);
    }
}
