package io.leeway.monitoring.report;

/** A number that a reader should see first. */
record KeyFigure(String name, Cell value, String note) {
    void render(Html html) {
        html.element("div", "class", "figure").line("dt", name).element("dd");
        html.element("span", "class", "value");
        value.render(html);
        html.end();
        if (!note.isEmpty()) {
            html.line("span", note, "class", "note");
        }
        html.end().end();
    }
}
