package io.leeway.feedback;

import io.leeway.schema.RowForm;
import io.leeway.schema.Schema;
import java.util.List;

/**
 * Decides whether rows of a segment can be read by a schema. Columns that were added are missing in old rows, and must be allowed to be; columns
 * that were removed are not read; a column that both have must be stored alike.
 */
record SchemaFit(RowForm<?> form) {

    void check(SegmentHeader header, String place) {
        List<RowForm.Cell> cells = form.cells();
        int common = 0;
        for (RowForm.Cell cell : cells) {
            int stored = header.find(cell.name());
            if (stored < 0) {
                refuseRequired(cell, place);
            } else if (header.cells().get(stored).kind() != cell.kind()) {
                throw new FeedbackSchemaException(
                        cell.name(),
                        "column \"" + cell.name() + "\" is stored as "
                                + header.cells().get(stored).kind() + " in " + place + " and is " + cell.kind()
                                + " now: give the new column another name, or the log another folder");
            } else if (header.cells().get(stored).dimension() != cell.dimension()) {
                throw new FeedbackSchemaException(
                        cell.name(),
                        "the vector \"" + cell.name() + "\" is stored with "
                                + header.cells().get(stored).dimension() + " numbers in " + place + " and has "
                                + cell.dimension()
                                + " now: give the new column another name, or the log another folder");
            } else {
                common++;
            }
        }
        int response = form.responseCell();
        boolean unlabelled = response >= 0 && header.find(cells.get(response).name()) < 0;
        if (common == 0 || unlabelled) {
            String column = unlabelled ? cells.get(response).name() : "";
            throw new FeedbackSchemaException(
                    column,
                    place + " has rows of another schema, with " + names(header.cells()) + " in place of "
                            + names(cells) + ": give each schema a folder of its own");
        }
    }

    /** Checks that rows of the second schema can be recorded in a log of the first. */
    static void requireSame(Schema<?> log, Schema<?> other) {
        if (!other.fingerprint().equals(log.fingerprint()) || !kinds(other).equals(kinds(log))) {
            throw new FeedbackSchemaException(
                    "", "this log is of another schema: open it with the schema of the model, " + other);
        }
    }

    private static List<RowForm.Kind> kinds(Schema<?> of) {
        return RowForm.of(of).cells().stream().map(RowForm.Cell::kind).toList();
    }

    private static List<String> names(List<RowForm.Cell> cells) {
        return cells.stream().map(RowForm.Cell::name).toList();
    }

    private static void refuseRequired(RowForm.Cell cell, String place) {
        if (!cell.optional()) {
            throw new FeedbackSchemaException(
                    cell.name(),
                    "rows in " + place + " have no \"" + cell.name()
                            + "\": declare the component as a box (Integer, Boolean, ...) or a double, which may be missing");
        }
    }
}
