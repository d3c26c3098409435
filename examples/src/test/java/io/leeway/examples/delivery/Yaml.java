package io.leeway.examples.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the YAML of pipelines. */
final class Yaml {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    private Yaml() {}

    static JsonNode read(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    /** The text of a field, or another if there is none. */
    static String text(JsonNode node, String field, String otherwise) {
        return node.has(field) ? node.get(field).asString() : otherwise;
    }

    /** A text or a list of texts. */
    static List<String> texts(JsonNode node, String field) {
        List<String> texts = new ArrayList<>();
        JsonNode value = node.path(field);
        if (value.isArray()) {
            value.forEach(each -> texts.add(each.asString()));
        } else if (!value.isMissingNode()) {
            texts.add(value.asString());
        }
        return texts;
    }
}
