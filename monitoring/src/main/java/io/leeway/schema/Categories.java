package io.leeway.schema;

import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Reads values as category names, without making a new text where the value is a common one. */
final class Categories {
    private static final int SMALL = 1024;
    private static final String[] SMALL_NUMBERS = new String[SMALL];
    private static final String[] SMALL_CHARACTERS = new String[128];

    static {
        for (int i = 0; i < SMALL; i++) {
            SMALL_NUMBERS[i] = Integer.toString(i);
        }
        for (int i = 0; i < SMALL_CHARACTERS.length; i++) {
            SMALL_CHARACTERS[i] = String.valueOf((char) i);
        }
    }

    private Categories() {}

    static <R> Function<R, @Nullable String> ofWhole(ToLongFunction<R> number) {
        return row -> {
            long value = number.applyAsLong(row);
            return value >= 0 && value < SMALL ? SMALL_NUMBERS[(int) value] : Long.toString(value);
        };
    }

    static <R> Function<R, @Nullable String> ofDouble(ToDoubleFunction<R> number) {
        return row -> {
            double value = number.applyAsDouble(row);
            return Double.isNaN(value) ? null : Double.toString(value);
        };
    }

    /** Makes the reader of a reference or boolean component; null where its type is no category. */
    static <R> @Nullable Function<R, @Nullable String> ofObject(Class<?> type, Function<R, @Nullable Object> object) {
        if (type == String.class) {
            return row -> (String) object.apply(row);
        }
        if (type == UUID.class) {
            return row -> {
                Object value = object.apply(row);
                return value == null ? null : value.toString();
            };
        }
        if (type.isEnum()) {
            return row -> {
                Object value = object.apply(row);
                return value == null ? null : ((Enum<?>) value).name();
            };
        }
        if (type == boolean.class || type == Boolean.class) {
            return row -> {
                Object value = object.apply(row);
                return value == null ? null : (Boolean) value ? "true" : "false";
            };
        }
        if (type == char.class || type == Character.class) {
            return row -> {
                Object value = object.apply(row);
                return value == null ? null : text((Character) value);
            };
        }
        return null;
    }

    private static String text(char c) {
        return c < SMALL_CHARACTERS.length ? SMALL_CHARACTERS[c] : String.valueOf(c);
    }
}
