package io.leeway.examples.observability;

import java.util.List;

/**
 * A dashboard.
 *
 * @param uid how links name it, and its file
 * @param title the title
 * @param description what it is for
 * @param variables what an operator chooses
 * @param panels the panels, in the order of reading
 */
record Dashboard(String uid, String title, String description, List<Variable> variables, List<Panel> panels) {

    /**
     * A value that an operator chooses, out of those that a query of Grafana's lists.
     *
     * @param name its name in queries, with a dollar sign
     * @param label its name for people
     * @param query {@code label_values(metric, label)}
     */
    record Variable(String name, String label, String query) {}
}
