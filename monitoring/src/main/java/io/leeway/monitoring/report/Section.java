package io.leeway.monitoring.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A part of the page with a heading of its own. */
record Section(String heading, String introduction, List<Block> blocks) {
    Section(String heading, String introduction) {
        this(
                Objects.requireNonNull(heading, "heading"),
                Objects.requireNonNull(introduction, "introduction"),
                new ArrayList<>());
    }

    void render(Page page, String id) {
        Html html = page.html();
        html.element("section", "id", id, "aria-labelledby", id + "-heading");
        html.line("h2", heading, "id", id + "-heading");
        if (!introduction.isEmpty()) {
            html.line("p", introduction, "class", "prose");
        }
        blocks.forEach(block -> block.render(page));
        html.end();
    }
}
