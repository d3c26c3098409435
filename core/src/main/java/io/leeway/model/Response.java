package io.leeway.model;

import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the response of a row: the class or the number that a model predicts.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @param <R> the type of rows
 */
public final class Response<R> {
    private final Schema<R> schema;

    private Response(Schema<R> schema) {
        this.schema = schema;
    }

    /**
     * Returns the reader of a schema's response.
     *
     * @param <R> the type of rows
     * @param schema the schema that reads rows
     * @return the reader
     */
    public static <R> Response<R> of(Schema<R> schema) {
        return new Response<>(schema);
    }

    /**
     * Returns the response of a row as a class.
     *
     * @param row the row
     * @return the class; a whole number is written without a point; null if the response is missing
     * @throws IllegalStateException if the schema has no response
     */
    public @Nullable String label(R row) {
        Feature<R> response = response();
        if (response.type() == FeatureType.CATEGORICAL) {
            return response.category(row);
        }
        double number = response.number(row);
        if (Double.isNaN(number)) {
            return null;
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /**
     * Returns the response of a row as a number.
     *
     * @param row the row
     * @return the number, NaN if it is missing
     * @throws IllegalStateException if the schema has no response, or one that is not numeric
     */
    public double target(R row) {
        Feature<R> response = response();
        if (response.type() != FeatureType.NUMERIC) {
            throw new IllegalStateException(
                    "The response " + response.name() + " is categorical; a regression needs a numeric one.");
        }
        return response.number(row);
    }

    private Feature<R> response() {
        return schema.response()
                .orElseThrow(() -> new IllegalStateException(
                        "The schema has no response: declare it with schema.response(name)."));
    }
}
