package io.leeway.registry.file;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields of a JSON object, each of the type that is asked for or a {@link FieldException}. */
final class Fields {

    private final JsonNode node;

    Fields(@Nullable JsonNode node) {
        if (node == null || !node.isObject()) {
            throw new FieldException("it is no JSON object");
        }
        this.node = node;
    }

    Collection<String> names() {
        return node.propertyNames();
    }

    boolean has(String name) {
        return node.has(name);
    }

    Fields object(String name) {
        JsonNode field = field(name);
        if (!field.isObject()) {
            throw wrong(name, "an object", field);
        }
        return new Fields(field);
    }

    String text(String name) {
        JsonNode field = field(name);
        if (!field.isString()) {
            throw wrong(name, "a text", field);
        }
        return field.stringValue();
    }

    /** A whole number, 0 or more. */
    long whole(String name) {
        JsonNode field = field(name);
        if (!field.isIntegralNumber() || !field.canConvertToLong() || field.longValue() < 0) {
            throw wrong(name, "a whole number of 0 or more", field);
        }
        return field.longValue();
    }

    int version(String name) {
        long number = whole(name);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw wrong(name, "the number of a version", field(name));
        }
        return (int) number;
    }

    double number(String name) {
        JsonNode field = field(name);
        if (field.isNumber()) {
            return field.doubleValue();
        }
        return switch (text(name)) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong(name, "a number", field);
        };
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    OptionalLong optionalWhole(String name) {
        return has(name) ? OptionalLong.of(whole(name)) : OptionalLong.empty();
    }

    OptionalInt optionalVersion(String name) {
        return has(name) ? OptionalInt.of(version(name)) : OptionalInt.empty();
    }

    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        names().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    SortedMap<String, Double> numbers() {
        SortedMap<String, Double> numbers = new TreeMap<>();
        names().forEach(name -> numbers.put(name, number(name)));
        return numbers;
    }

    private JsonNode field(String name) {
        JsonNode field = node.get(name);
        if (field == null) {
            throw new FieldException("field \"" + name + "\" is missing");
        }
        return field;
    }

    private static FieldException wrong(String name, String wanted, JsonNode field) {
        return new FieldException("field \"" + name + "\" is not " + wanted + " but " + shortened(field.toString()));
    }

    private static String shortened(String json) {
        return json.length() <= 60 ? json : json.substring(0, 60) + "...";
    }
}
