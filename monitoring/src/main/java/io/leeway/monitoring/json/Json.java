package io.leeway.monitoring.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps (in their order), collections, arrays of doubles, numbers, booleans and text as JSON that may stand inside a script element: every
 * character that HTML or JavaScript could read as its own is escaped. Numbers are rounded to six significant digits, which is
 * more than a chart can show; what is not finite becomes {@code null}.
 */
public final class Json {
    private static final MathContext DIGITS = new MathContext(6);
    private static final double LARGEST_EXACT = 1L << 53;

    private final StringBuilder out = new StringBuilder(1 << 14);

    private Json() {}

    /**
     * Writes a value.
     *
     * @param value of a type that is named above
     * @return JSON without line breaks
     * @throws IllegalArgumentException if it is, or holds, a value of another type
     */
    public static String write(Object value) {
        Json json = new Json();
        json.value(value);
        return json.out.toString();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.append("null");
        } else if (value instanceof Map<?, ?> map) {
            object(map);
        } else if (value instanceof Collection<?> items) {
            array(items);
        } else if (value instanceof double[] numbers) {
            array(numbers);
        } else if (value instanceof Double number) {
            number(number);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof String text) {
            string(text);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        String comma = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(comma);
            string(String.valueOf(entry.getKey()));
            out.append(':');
            value(entry.getValue());
            comma = ",";
        }
        out.append('}');
    }

    private void array(Collection<?> items) {
        out.append('[');
        String comma = "";
        for (Object item : items) {
            out.append(comma);
            value(item);
            comma = ",";
        }
        out.append(']');
    }

    private void array(double[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            if (i > 0) {
                out.append(',');
            }
            number(numbers[i]);
        }
        out.append(']');
    }

    private void number(double number) {
        if (!Double.isFinite(number)) {
            out.append("null");
        } else if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
            out.append((long) number);
        } else {
            out.append(new BigDecimal(number).round(DIGITS).stripTrailingZeros());
        }
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c == '\'') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
