package io.leeway.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The columns of a schema in their order, and what changes them. */
record ColumnList<R>(Class<R> rowType, List<Column<R>> all) {

    ColumnList {
        all = List.copyOf(all);
    }

    Column<R> named(String name) {
        for (Column<R> column : all) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        List<String> known = all.stream().map(Column::name).toList();
        throw new SchemaException(
                name, "no column \"" + name + "\" in " + rowType.getSimpleName() + ": " + NearNames.hint(name, known));
    }

    /** The column, which may get a role because it has no other, and no other column has this one. */
    Column<R> withoutRole(String name, Role wanted) {
        Column<R> column = named(name);
        for (Column<R> other : all) {
            if (wanted != Role.NONE && other.role() == wanted && !other.name().equals(name)) {
                throw new SchemaException(
                        name,
                        "\"" + name + "\" cannot be the " + lower(wanted) + ": \"" + other.name() + "\" is it already");
            }
        }
        if (column.role() != Role.FEATURE && column.role() != wanted || column.isVector() && wanted != Role.NONE) {
            String role = column.isVector() ? "a vector" : "the " + lower(column.role());
            throw new SchemaException(name, "\"" + name + "\" is " + role + " already: a column has one role");
        }
        return column;
    }

    ColumnList<R> with(String name, UnaryOperator<Column<R>> change) {
        List<Column<R>> changed = new ArrayList<>(all.size());
        for (Column<R> column : all) {
            changed.add(column.name().equals(name) ? change.apply(column) : column);
        }
        return new ColumnList<>(rowType, changed);
    }

    /** A feature whose type cannot be that of one. */
    @Nullable
    Column<R> unreadable() {
        for (Column<R> column : all) {
            if (column.role() == Role.FEATURE && column.type() == null) {
                return column;
            }
        }
        return null;
    }

    private static String lower(Role role) {
        return role == Role.NONE ? "left out" : role.name().toLowerCase(Locale.ROOT);
    }

    private static String description(Column<?> column) {
        if (column.isVector()) {
            return "vector of " + column.dimension();
        }
        return column.role() == Role.FEATURE
                ? String.valueOf(column.type()).toLowerCase(Locale.ROOT)
                : lower(column.role());
    }

    @Override
    public String toString() {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Column<R> column : all) {
            lines.put(column.name(), description(column) + (column.sensitive() ? ", sensitive" : ""));
        }
        return lines.toString();
    }
}
