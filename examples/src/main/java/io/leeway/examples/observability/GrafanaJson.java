package io.leeway.examples.observability;

import io.leeway.examples.observability.Dashboard.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes dashboards as Grafana reads them, in the schema of Grafana 10 (version 38), which later versions migrate. */
public final class GrafanaJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int COLUMNS = 24;

    private GrafanaJson() {}

    /**
     * Writes one file for each dashboard.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        for (Dashboard dashboard : Dashboards.all()) {
            Files.writeString(Path.of(args[0]).resolve(file(dashboard)), of(dashboard));
        }
    }

    static String file(Dashboard dashboard) {
        return dashboard.uid() + ".json";
    }

    static String of(Dashboard dashboard) {
        ObjectNode root = JSON.createObjectNode()
                .put("uid", dashboard.uid())
                .put("title", dashboard.title())
                .put("description", dashboard.description())
                .put("schemaVersion", 38)
                .put("version", 1)
                .put("editable", true)
                .put("graphTooltip", 1)
                .put("refresh", "1m")
                .put("timezone", "browser");
        root.putArray("tags").add("leeway");
        root.putObject("time").put("from", "now-24h").put("to", "now");
        links(root.putArray("links"));
        ArrayNode variables = root.putObject("templating").putArray("list");
        variables
                .addObject()
                .put("name", "datasource")
                .put("label", "Data source")
                .put("type", "datasource")
                .put("query", "prometheus");
        dashboard.variables().forEach(each -> variable(variables.addObject(), each));
        panels(root.putArray("panels"), dashboard);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void links(ArrayNode links) {
        links.addObject()
                .put("title", "Leeway")
                .put("type", "dashboards")
                .put("asDropdown", false)
                .put("includeVars", true)
                .put("keepTime", true)
                .putArray("tags")
                .add("leeway");
        links.addObject()
                .put("title", "Report")
                .put("tooltip", "The HTML report of the service; set its address here")
                .put("type", "link")
                .put("icon", "doc")
                .put("url", "/report")
                .put("targetBlank", true);
    }

    private static void variable(ObjectNode node, Variable variable) {
        node.put("name", variable.name())
                .put("label", variable.label())
                .put("type", "query")
                .put("refresh", 2)
                .put("sort", 1)
                .put("includeAll", true)
                .put("multi", true);
        source(node);
        node.putObject("query").put("query", variable.query()).put("refId", variable.name());
        ObjectNode all = node.putObject("current");
        all.put("selected", true);
        all.putArray("text").add("All");
        all.putArray("value").add("$__all");
    }

    /** From the left to the right, and below where there is no room. */
    private static void panels(ArrayNode nodes, Dashboard dashboard) {
        int x = 0;
        int y = 0;
        int id = 1;
        for (Panel panel : dashboard.panels()) {
            if (x + panel.shape().width > COLUMNS) {
                x = 0;
                y += nodes.get(nodes.size() - 1).get("gridPos").get("h").intValue();
            }
            ObjectNode node = nodes.addObject().put("id", id++);
            node.putObject("gridPos")
                    .put("x", x)
                    .put("y", y)
                    .put("w", panel.shape().width)
                    .put("h", panel.shape().height);
            panel(node, panel);
            x += panel.shape().width;
        }
    }

    private static void panel(ObjectNode node, Panel panel) {
        node.put("type", panel.shape().type).put("title", panel.title()).put("description", panel.description());
        source(node);
        ObjectNode defaults =
                node.putObject("fieldConfig").putObject("defaults").put("unit", panel.unit());
        ObjectNode thresholds = defaults.putObject("thresholds").put("mode", "absolute");
        ArrayNode steps = thresholds.putArray("steps");
        steps.addObject().put("color", "green").putNull("value");
        panel.threshold()
                .ifPresent(value -> steps.addObject().put("color", "red").put("value", value));
        if (panel.shape() == Panel.Shape.LINES) {
            defaults.putObject("custom")
                    .putObject("thresholdsStyle")
                    .put("mode", panel.threshold().isPresent() ? "line" : "off");
        }
        ((ObjectNode) node.get("fieldConfig")).putArray("overrides");
        ArrayNode targets = node.putArray("targets");
        for (Panel.Query query : panel.queries()) {
            ObjectNode target = targets.addObject()
                    .put("refId", String.valueOf((char) ('A' + targets.size() - 1)))
                    .put("expr", query.expression())
                    .put("legendFormat", query.legend())
                    .put("instant", panel.shape() == Panel.Shape.STAT)
                    .put("range", panel.shape() == Panel.Shape.LINES);
            source(target);
        }
    }

    private static void source(ObjectNode node) {
        node.putObject("datasource").put("type", "prometheus").put("uid", "${datasource}");
    }
}
