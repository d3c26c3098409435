package io.leeway.examples.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A panel of a dashboard.
 *
 * @param shape the shape
 * @param title the title
 * @param description what an operator reads from it
 * @param unit the unit, by Grafana's name for it
 * @param threshold from where on values are shown in red, if anywhere
 * @param queries the queries
 */
record Panel(
        Shape shape, String title, String description, String unit, OptionalDouble threshold, List<Query> queries) {

    /** How a panel draws the answers. */
    enum Shape {
        /** The newest value, in large figures. */
        STAT("stat", 4, 4),
        /** Lines over time. */
        LINES("timeseries", 12, 8);

        final String type;
        final int width;
        final int height;

        Shape(String type, int width, int height) {
            this.type = type;
            this.width = width;
            this.height = height;
        }
    }

    /** A query of Prometheus, and the name of a line, such as {@code {{feature}}}. */
    record Query(String expression, String legend) {}

    static Panel stat(String title, String description, String unit) {
        return new Panel(Shape.STAT, title, description, unit, OptionalDouble.empty(), List.of());
    }

    static Panel lines(String title, String description, String unit) {
        return new Panel(Shape.LINES, title, description, unit, OptionalDouble.empty(), List.of());
    }

    Panel redFrom(double value) {
        return new Panel(shape, title, description, unit, OptionalDouble.of(value), queries);
    }

    Panel query(Metric metric, String legend) {
        List<Query> more = new ArrayList<>(queries);
        more.add(new Query(metric.name(), legend));
        return new Panel(shape, title, description, unit, threshold, List.copyOf(more));
    }
}
