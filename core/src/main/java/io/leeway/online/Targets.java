package io.leeway.online;

import io.leeway.model.ModelKind;
import io.leeway.model.Response;
import io.leeway.online.OnlineException.Reason;
import io.leeway.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Turns labels into what is learnt: 0 or 1, or a number.
 *
 * @param kind the kind of prediction
 * @param negative the class that is 0; empty for numbers
 * @param positive the class that is 1; empty for numbers
 */
record Targets(ModelKind kind, String negative, String positive) {

    static Targets numbers() {
        return new Targets(ModelKind.REGRESSION, "", "");
    }

    double number(double label) {
        if (kind != ModelKind.REGRESSION) {
            throw invalid(label, "this model predicts the classes " + negative + " and " + positive);
        }
        if (!(Math.abs(label) <= Inputs.MOST)) {
            throw invalid(label, "a label must be a number between -1e150 and 1e150");
        }
        return label;
    }

    double category(@Nullable String label) {
        if (kind != ModelKind.CLASSIFICATION) {
            throw invalid(label, "this model predicts numbers");
        }
        if (!positive.equals(label) && !negative.equals(label)) {
            throw invalid(label, "a label must be " + negative + " or " + positive);
        }
        return positive.equals(label) ? 1 : 0;
    }

    /** The label of a row. */
    <R> double of(Schema<R> schema, R row) {
        Response<R> response = Response.of(schema);
        return kind == ModelKind.REGRESSION ? number(response.target(row)) : category(response.label(row));
    }

    private static OnlineException invalid(@Nullable Object label, String why) {
        return new OnlineException(
                Reason.INVALID_LABEL, "the label is " + label + ", but " + why + ": nothing was learnt from it");
    }
}
