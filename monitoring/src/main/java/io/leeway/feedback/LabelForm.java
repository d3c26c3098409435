package io.leeway.feedback;

import io.leeway.schema.RowForm;
import org.jspecify.annotations.Nullable;

/** Checks labels against the response and gives them the form in which it is stored. */
record LabelForm(RowForm<?> form) {

    /** A label: the text counts unless it is null. */
    record Value(double number, @Nullable String text) {}

    private InvalidFeedbackException refused(String value, String why) {
        return new InvalidFeedbackException(value, "\"" + value + "\" cannot be a label: " + why);
    }

    private RowForm.Cell response(String value) {
        int cell = form.responseCell();
        if (cell < 0) {
            throw refused(value, "the schema has no response; name it by response(name)");
        }
        return form.cells().get(cell);
    }

    Value truth(boolean actual) {
        return text(actual ? "true" : "false");
    }

    Value number(double actual) {
        String value = Double.toString(actual);
        RowForm.Cell response = response(value);
        if (!Double.isFinite(actual)) {
            throw refused(value, "labels are finite; do not call label(...) while the outcome is unknown");
        }
        return switch (response.kind()) {
            case NUMBER -> new Value(actual, null);
            case WHOLE -> whole(response, value, (long) actual, (long) actual == actual);
            default ->
                throw refused(value, "the response \"" + response.name() + "\" is no number: give a text or a boolean");
        };
    }

    private Value whole(RowForm.Cell response, String value, long whole, boolean exact) {
        // A double holds each of these exactly.
        if (!exact || Math.abs(whole) > 1L << 53 || !form.accepts(form.responseCell(), whole)) {
            throw refused(value, "the response \"" + response.name() + "\" is a whole number of a smaller range");
        }
        return new Value(whole, null);
    }

    Value text(String actual) {
        RowForm.Cell response = response(actual);
        return switch (response.kind()) {
            case TEXT -> {
                if (!form.accepts(form.responseCell(), actual)) {
                    throw refused(actual, "the response \"" + response.name() + "\" has no such value");
                }
                yield new Value(Double.NaN, actual);
            }
            case WHOLE -> {
                try {
                    yield whole(response, actual, Long.parseLong(actual), true);
                } catch (NumberFormatException e) {
                    throw refused(actual, "the response \"" + response.name() + "\" is a whole number");
                }
            }
            default -> throw refused(actual, "the response \"" + response.name() + "\" is a number: give one");
        };
    }
}
