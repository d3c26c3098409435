package io.leeway.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The differences between the schema that a model was trained with and the schema of rows that it may be served. Start
 * with {@link TableSchema#diff}.
 *
 * <p>A model reads its features by name. So a feature that is missing, has another type or is no feature any more is
 * incompatible; columns that were added, a response that served rows lack, and another order are compatible.
 *
 * @param changes the differences: columns of the first schema in their order, then those that were added
 */
public record SchemaDiff(List<SchemaChange> changes) {

    /**
     * Copies the differences.
     *
     * @param changes the differences
     */
    public SchemaDiff {
        changes = List.copyOf(changes);
    }

    static SchemaDiff between(TableSchema trained, TableSchema served) {
        List<SchemaChange> changes = new ArrayList<>();
        Map<String, TableColumn> now = served.byName();
        Map<String, TableColumn> before = trained.byName();
        for (TableColumn column : trained.columns()) {
            TableColumn other = now.get(column.name());
            if (other == null) {
                changes.add(missing(column));
            } else {
                compare(column, other, changes);
            }
        }
        for (TableColumn column : served.columns()) {
            if (!before.containsKey(column.name())) {
                changes.add(new SchemaChange(
                        column.name(),
                        SchemaChange.Kind.ADDED,
                        false,
                        column + " was added, which the model does not read"));
            }
        }
        if (!order(trained, now).equals(order(served, before))) {
            changes.add(new SchemaChange(
                    "", SchemaChange.Kind.ORDER, false, "the columns stand in another order; they are read by name"));
        }
        return new SchemaDiff(changes);
    }

    private static List<String> order(TableSchema schema, Map<String, TableColumn> common) {
        return schema.names().stream().filter(common::containsKey).toList();
    }

    private static SchemaChange missing(TableColumn column) {
        boolean breaking = column.role() == Role.FEATURE;
        String then =
                switch (column.role()) {
                    case FEATURE -> ", and the model reads it";
                    case RESPONSE -> "; rows to predict need none, but performance cannot be measured on them";
                    case ID -> "; labels that come later cannot be joined";
                    case TIME -> "; rows have no event time";
                    case NONE -> ", which the model does not read";
                };
        return new SchemaChange(column.name(), SchemaChange.Kind.MISSING, breaking, column + " is missing" + then);
    }

    private static void compare(TableColumn before, TableColumn now, List<SchemaChange> changes) {
        boolean read = before.role() == Role.FEATURE;
        String name = before.name();
        if (before.role() != now.role()) {
            changes.add(new SchemaChange(
                    name,
                    SchemaChange.Kind.ROLE,
                    read,
                    name + " is " + role(now) + " and was " + role(before) + (read ? ": the model reads it" : "")));
        }
        boolean typed = read || before.role() == Role.RESPONSE || before.sensitive();
        if (!before.type().equals(now.type())
                && now.type().isPresent()
                && before.type().isPresent()
                && typed) {
            changes.add(new SchemaChange(
                    name,
                    SchemaChange.Kind.TYPE,
                    read || before.role() == Role.RESPONSE,
                    name + " is " + Words.of(now.type()) + " and was " + Words.of(before.type())));
        }
        if (!before.vector().equals(now.vector()) && before.vector().isPresent()) {
            changes.add(new SchemaChange(
                    name,
                    SchemaChange.Kind.TYPE,
                    false,
                    name + " is "
                            + now.vector()
                                    .map(each -> each + " of " + each.numbers())
                                    .orElse("no vector")
                            + " and was " + before.vector().get() + " of "
                            + before.vector().get().numbers()
                            + "; vectors are compared with others of their kind only"));
        }
        if (before.sensitive() != now.sensitive()) {
            changes.add(new SchemaChange(
                    name,
                    SchemaChange.Kind.SENSITIVE,
                    false,
                    name + (now.sensitive() ? " is sensitive now" : " is not sensitive any more")
                            + ", which changes what fairness is measured over"));
        }
    }

    private static String role(TableColumn column) {
        return switch (column.role()) {
            case FEATURE -> "a feature";
            case NONE -> "left out";
            default -> "the " + Words.of(column.role());
        };
    }

    /**
     * Returns whether a model that was trained with the first schema may be served rows of the second.
     *
     * @return true if no difference is breaking
     */
    public boolean isCompatible() {
        return breaking().isEmpty();
    }

    /**
     * Returns the differences because of which the model cannot be served.
     *
     * @return the breaking differences
     */
    public List<SchemaChange> breaking() {
        return changes.stream().filter(SchemaChange::breaking).toList();
    }

    /** Returns a line for each difference, the verdict first. */
    @Override
    public String toString() {
        if (changes.isEmpty()) {
            return "compatible: the schemas are equal";
        }
        String count = changes.size() + (changes.size() == 1 ? " difference" : " differences");
        String verdict = isCompatible()
                ? "compatible: " + count
                : "incompatible: " + count + ", " + breaking().size() + " breaking";
        return changes.stream().map(each -> "\n  " + each).collect(Collectors.joining("", verdict, ""));
    }
}
