package io.leeway.monitoring.report;

/** A part of a page. */
interface Block {
    /** Writes itself into the page; must not keep the page. */
    void render(Page page);
}
