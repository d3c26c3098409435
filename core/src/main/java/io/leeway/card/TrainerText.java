package io.leeway.card;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the text in which Tribuo describes a trainer, {@code Trainer(class-name=...,epochs=5,...)}, and says it briefly.
 * A text of another form stays as it is.
 */
final class TrainerText {
    /** What describes the description and not the trainer. */
    private static final Set<String> ASIDE = Set.of(
            "class-name",
            "host-short-name",
            "tribuo-version",
            "train-invocation-count",
            "is-sequence",
            "loggingInterval");

    private static final String CLASS = "class-name";
    private static final int DEEPEST = 50;
    private static final String INNER = "innerTrainer";

    private final String text;
    private int at;
    private int depth;
    private boolean broken;

    private TrainerText(String text) {
        this.text = text;
    }

    /**
     * A trainer.
     *
     * @param algorithm its class, and that of what prepares rows for it
     * @param settings its hyperparameters, empty if there are none
     */
    record Trainer(String algorithm, String settings) {}

    static Optional<Trainer> read(String text) {
        TrainerText reader = new TrainerText(text);
        Object read = reader.value();
        if (reader.broken
                || reader.at != text.length()
                || !(read instanceof Map<?, ?> trainer)
                || !trainer.containsKey(CLASS)) {
            return Optional.empty();
        }
        if (trainer.get(INNER) instanceof Map<?, ?> inner && inner.containsKey(CLASS)) {
            return Optional.of(
                    new Trainer(simpleName(inner) + ", rows prepared by " + simpleName(trainer), settings(inner)));
        }
        return Optional.of(new Trainer(simpleName(trainer), settings(trainer)));
    }

    private static String simpleName(Map<?, ?> object) {
        String name = String.valueOf(object.get(CLASS));
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String settings(Map<?, ?> object) {
        List<String> settings = new ArrayList<>();
        object.forEach((key, value) -> {
            if (!ASIDE.contains(String.valueOf(key))) {
                settings.add(key + " " + shown(value));
            }
        });
        return String.join(", ", settings);
    }

    private static String shown(Object value) {
        if (value instanceof Map<?, ?> object && object.containsKey(CLASS)) {
            String settings = settings(object);
            return simpleName(object) + (settings.isEmpty() ? "" : " (" + settings + ")");
        }
        return String.valueOf(value);
    }

    /** A text, the entries between parentheses or braces, or the values between brackets. */
    private Object value() {
        StringBuilder plain = new StringBuilder();
        while (at < text.length() && ",=)]}".indexOf(text.charAt(at)) < 0) {
            char next = text.charAt(at++);
            if (next == '(' || next == '{' || next == '[') {
                return nested(next);
            }
            plain.append(next);
        }
        return plain.toString();
    }

    private Object nested(char begin) {
        if (++depth > DEEPEST) {
            broken = true;
            at = text.length();
            return "";
        }
        Object read = begin == '[' ? values() : entries(begin == '(' ? ')' : '}');
        depth--;
        return read;
    }

    private Map<String, Object> entries(char end) {
        Map<String, Object> entries = new LinkedHashMap<>();
        while (at < text.length() && text.charAt(at) != end) {
            String key = String.valueOf(value()).strip();
            if (!skip('=')) {
                return entries;
            }
            entries.put(key, value());
            skip(',');
        }
        broken |= !skip(end);
        return entries;
    }

    private List<Object> values() {
        List<Object> values = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != ']') {
            int before = at;
            values.add(value());
            if (!skip(',') && at == before) {
                return values;
            }
        }
        broken |= !skip(']');
        return values;
    }

    private boolean skip(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }
}
