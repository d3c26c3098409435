package io.leeway.data;

import io.leeway.schema.NearNames;
import io.leeway.schema.SchemaException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a cell into a component's value. One of its own for each column and iteration: some keep a dictionary. */
@FunctionalInterface
interface CellReader {
    /** Reads a cell that is not missing. */
    Object read(Cell cell);

    /**
     * Makes the reader of a type.
     *
     * @throws SchemaException if the type cannot be read from a text
     */
    static CellReader of(String column, Class<?> type) {
        if (type == double.class || type == Double.class) {
            return Numbers::real;
        }
        if (type == int.class || type == Integer.class) {
            return cell -> (int) Numbers.whole(cell, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return cell -> Numbers.whole(cell, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == String.class) {
            Dictionary<String> dictionary = new Dictionary<>(text -> text);
            return dictionary::get;
        }
        if (type == boolean.class || type == Boolean.class) {
            return CellReader::truth;
        }
        if (type == Instant.class) {
            return Instants::read;
        }
        if (type.isEnum()) {
            Dictionary<Object> dictionary = new Dictionary<>(text -> constant(type, text));
            return dictionary::get;
        }
        return rare(column, type);
    }

    private static CellReader rare(String column, Class<?> type) {
        if (type == float.class || type == Float.class) {
            return Numbers::single;
        }
        if (type == short.class || type == Short.class) {
            return cell -> (short) Numbers.whole(cell, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        if (type == byte.class || type == Byte.class) {
            return cell -> (byte) Numbers.whole(cell, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        if (type == char.class || type == Character.class) {
            return cell -> {
                if (cell.length() != 1) {
                    throw new CellFormatException("not a single character", "declare the component as String");
                }
                return cell.at(0);
            };
        }
        throw new SchemaException(
                column,
                "component \"" + column + "\" of type " + type.getTypeName()
                        + " cannot be read from a CSV file: use a number,"
                        + " String, enum, boolean, char or Instant, or make the rows yourself and use Rows.of");
    }

    /** What stands for a missing value of a type. */
    static @Nullable Object missing(Class<?> type) {
        if (type == double.class) {
            return Double.NaN;
        }
        if (type == float.class) {
            return Float.NaN;
        }
        if (type.isPrimitive()) {
            throw new CellFormatException(
                    "a missing value", "declare the component as a box (Integer, Boolean, ...) if it may be missing");
        }
        return null;
    }

    private static Boolean truth(Cell cell) {
        cell.trim();
        if (cell.is("true") || cell.is("1")) {
            return Boolean.TRUE;
        }
        if (cell.is("false") || cell.is("0")) {
            return Boolean.FALSE;
        }
        String text = cell.text();
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw new CellFormatException("neither true nor false", "use true, false, 1 or 0");
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        List<String> names =
                Arrays.stream(constants).map(c -> ((Enum<?>) c).name()).toList();
        throw new CellFormatException("not a " + type.getSimpleName(), NearNames.hint(text, names));
    }
}
