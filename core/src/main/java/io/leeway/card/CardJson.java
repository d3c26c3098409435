package io.leeway.card;

import io.leeway.registry.ModelVersion;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of this package, read field by field, so that no class is ever created because a version names it. */
final class CardJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private CardJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Indented, with line feeds on every system. */
    static String write(ObjectNode json) {
        return MAPPER.writer().with(PRINTER).writeValueAsString(json);
    }

    /** Reads an entry of a version's metadata; empty if there is none. */
    static <T> Optional<T> read(ModelVersion version, String key, Function<Fields, T> reader) {
        String text = version.metadata().get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(new Fields(MAPPER.readTree(text))));
        } catch (JacksonException e) {
            throw new CardException(version, key, "it is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CardException(version, key, String.valueOf(e.getMessage()));
        }
    }

    /** The fields of an object; what is missing or of another type is an {@code IllegalArgumentException}. */
    record Fields(JsonNode node) {
        Fields {
            if (!node.isObject()) {
                throw new IllegalArgumentException("there is no object where one should be");
            }
        }

        private JsonNode field(String name) {
            JsonNode value = node.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the field " + name + " is missing");
            }
            return value;
        }

        boolean has(String name) {
            return node.has(name);
        }

        String text(String name) {
            return text(field(name), name);
        }

        private static String text(JsonNode value, String name) {
            if (!value.isString()) {
                throw new IllegalArgumentException("the field " + name + " is not a text");
            }
            return value.stringValue();
        }

        double number(String name) {
            JsonNode value = field(name);
            if (!value.isNumber()) {
                throw new IllegalArgumentException("the field " + name + " is not a number");
            }
            return value.doubleValue();
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            array(name).forEach(each -> texts.add(text(each, name)));
            return texts;
        }

        List<Fields> objects(String name) {
            List<Fields> objects = new ArrayList<>();
            array(name).forEach(each -> objects.add(new Fields(each)));
            return objects;
        }

        Fields object(String name) {
            return new Fields(field(name));
        }

        List<String> names() {
            return List.copyOf(node.propertyNames());
        }

        private JsonNode array(String name) {
            JsonNode value = field(name);
            if (!value.isArray()) {
                throw new IllegalArgumentException("the field " + name + " is not a list");
            }
            return value;
        }
    }
}
