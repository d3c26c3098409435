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

    private TableSchemaJson() {}

    static String write(TableSchema schema) {
        StringBuilder out =
                new StringBuilder("{\n  \"format\": ").append(FORMAT).append(",\n  \"columns\": [");
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
            out.append(column.sensitive() ? ", \"sensitive\": true}" : "}");
            separator = ",\n";
        }
        return out.append("\n  ]\n}\n").toString();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
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
        if (format != FORMAT) {
            throw cursor.wrong("format " + format + " is not known: this version of Leeway reads format " + FORMAT);
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
                default -> throw unknown(cursor, field, List.of("name", "type", "role", "sensitive"));
            }
        });
        String name = draft.name;
        if (name == null) {
            throw cursor.wrong("a column has no \"name\"");
        }
        return new TableColumn(name, Optional.ofNullable(draft.type), draft.role, draft.sensitive);
    }

    private static final class Draft {
        private @Nullable String name;
        private @Nullable FeatureType type;
        private Role role = Role.FEATURE;
        private boolean sensitive;
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
