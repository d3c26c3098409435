package io.leeway.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JSON form of schemas. Reading is strict: a misspelt field is an error, not a default. */
final class TableSchemaJson {
    private static final int FORMAT = 1;

    /** That of schemas with vectors, which versions that know only the first format must not misread. */
    private static final int WITH_VECTORS = 2;

    private TableSchemaJson() {}

    static String write(TableSchema schema) {
        boolean vectors =
                schema.columns().stream().anyMatch(column -> column.vector().isPresent());
        StringBuilder out = new StringBuilder("{\n  \"format\": ")
                .append(vectors ? WITH_VECTORS : FORMAT)
                .append(",\n  \"columns\": [");
        String separator = "\n";
        for (TableColumn column : schema.columns()) {
            out.append(separator).append("    {\"name\": ");
            string(out, column.name());
            column.type()
                    .ifPresent(type ->
                            out.append(", \"type\": \"").append(lower(type)).append('"'));
            if (column.role() != Role.FEATURE) {
                out.append(", \"role\": \"").append(lower(column.role())).append('"');
            }
            column.vector().ifPresent(vector -> out.append(", \"dimension\": ")
                    .append(vector.dimension())
                    .append(", \"numbers\": \"")
                    .append(vector.numbers())
                    .append('"'));
            out.append(column.sensitive() ? ", \"sensitive\": true}" : "}");
            separator = ",\n";
        }
        return out.append("\n  ]\n}\n").toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String string(String text) {
        StringBuilder out = new StringBuilder();
        string(out, text);
        return out.toString();
    }

    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    static TableSchema read(String json) {
        JsonCursor cursor = new JsonCursor(json.startsWith("\ufeff") ? json.substring(1) : json);
        List<TableColumn> columns = new ArrayList<>();
        Set<String> found = object(cursor, field -> {
            switch (field) {
                case "format" -> checkFormat(cursor);
                case "columns" -> readColumns(cursor, columns);
                default -> throw unknown(cursor, field, List.of("format", "columns"));
            }
        });
        cursor.requireEnd();
        if (!found.contains("columns")) {
            throw cursor.wrong("the schema has no \"columns\"");
        }
        return new TableSchema(columns);
    }

    private static void checkFormat(JsonCursor cursor) {
        int format = cursor.whole();
        if (format != FORMAT && format != WITH_VECTORS) {
            throw cursor.wrong("format " + format + " is not known: this version of Leeway reads formats " + FORMAT
                    + " and " + WITH_VECTORS);
        }
    }

    private static void readColumns(JsonCursor cursor, List<TableColumn> columns) {
        cursor.require('[');
        if (cursor.take(']')) {
            return;
        }
        do {
            columns.add(column(cursor));
        } while (cursor.take(','));
        cursor.require(']');
    }

    private static TableColumn column(JsonCursor cursor) {
        Draft draft = new Draft();
        object(cursor, field -> {
            switch (field) {
                case "name" -> draft.name = cursor.string();
                case "type" -> draft.type = one(cursor, FeatureType.values());
                case "role" -> draft.role = one(cursor, Role.values());
                case "sensitive" -> draft.sensitive = cursor.truth();
                case "dimension" -> draft.dimension = cursor.whole();
                case "numbers" -> draft.numbers = cursor.string();
                default ->
                    throw unknown(cursor, field, List.of("name", "type", "role", "sensitive", "dimension", "numbers"));
            }
        });
        String name = draft.name;
        if (name == null) {
            throw cursor.wrong("a column has no \"name\"");
        }
        return new TableColumn(
                name, Optional.ofNullable(draft.type), draft.role, draft.sensitive, draft.vector(cursor));
    }

    private static final class Draft {
        private @Nullable String name;
        private @Nullable FeatureType type;
        private Role role = Role.FEATURE;
        private boolean sensitive;
        private @Nullable Integer dimension;
        private @Nullable String numbers;

        private Optional<VectorType> vector(JsonCursor cursor) {
            Integer known = dimension;
            if (known == null && numbers == null) {
                return Optional.empty();
            }
            if (known == null || known < 1) {
                throw cursor.wrong("a vector has a \"dimension\" of at least 1");
            }
            for (boolean isFloat : new boolean[] {true, false}) {
                VectorType type = new VectorType(known, isFloat);
                if (type.numbers().equals(numbers)) {
                    return Optional.of(type);
                }
            }
            throw cursor.wrong("the \"numbers\" of a vector are \"float32\" or \"float64\"");
        }
    }

    private static <E extends Enum<E>> E one(JsonCursor cursor, E[] values) {
        String text = cursor.string();
        List<String> names = new ArrayList<>();
        for (E value : values) {
            if (lower(value).equals(text)) {
                return value;
            }
            names.add('"' + lower(value) + '"');
        }
        throw cursor.wrong("\"" + text + "\" is none of " + String.join(", ", names));
    }

    private static SchemaFormatException unknown(JsonCursor cursor, String field, List<String> known) {
        return cursor.wrong("unknown field \"" + field + "\": " + NearNames.hint(field, known));
    }

    /** Reads an object; the consumer reads the value of each field. */
    private static Set<String> object(JsonCursor cursor, Consumer<String> fields) {
        Set<String> found = new HashSet<>();
        cursor.require('{');
        if (cursor.take('}')) {
            return found;
        }
        do {
            if (!cursor.at('"')) {
                cursor.require('"');
            }
            String field = cursor.string();
            cursor.require(':');
            if (!found.add(field)) {
                throw cursor.wrong("field \"" + field + "\" stands twice");
            }
            fields.accept(field);
        } while (cursor.take(','));
        cursor.require('}');
        return found;
    }
}
