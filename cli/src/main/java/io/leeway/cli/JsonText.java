package io.leeway.cli;

import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes maps (in their order), collections, texts, numbers and booleans as indented JSON; NaN and infinities as null. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String write(Map<String, ?> object) {
        JsonText text = new JsonText();
        text.value(object, "\n");
        return text.out.toString();
    }

    private void value(@Nullable Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            object(map, indent);
        } else if (value instanceof Collection<?> items) {
            array(items, indent);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof OptionalDouble number) {
            number(number.orElse(Double.NaN));
        } else {
            out.append(value);
        }
    }

    private void object(Map<?, ?> map, String indent) {
        out.append('{');
        String separator = indent + "  ";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            string(String.valueOf(entry.getKey()));
            out.append(": ");
            value(entry.getValue(), indent + "  ");
            separator = "," + indent + "  ";
        }
        out.append(map.isEmpty() ? "}" : indent + "}");
    }

    private void array(Collection<?> items, String indent) {
        out.append('[');
        boolean nested = items.stream().anyMatch(each -> each instanceof Map || each instanceof Collection);
        String inner = nested ? indent + "  " : "";
        for (Iterator<?> i = items.iterator(); i.hasNext(); ) {
            out.append(inner);
            value(i.next(), inner.isEmpty() ? indent : inner);
            out.append(i.hasNext() ? nested ? "," : ", " : "");
        }
        out.append(nested ? indent + "]" : "]");
    }

    private void number(double number) {
        if (!Double.isFinite(number)) {
            out.append("null");
        } else if (number == Math.rint(number) && Math.abs(number) < 1L << 53) {
            out.append((long) number);
        } else {
            out.append(number);
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
