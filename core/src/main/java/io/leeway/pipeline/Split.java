package io.leeway.pipeline;

import io.leeway.model.Response;
import io.leeway.pipeline.PipelineException.Problem;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rows to train on, and the newer ones to evaluate on; both in the order of time. */
record Split<R>(List<R> training, List<R> holdOut) {

    /** Holds out the newest share; without a time in the schema, the last rows. */
    static <R> Split<R> newest(Schema<R> schema, List<R> rows, double share) {
        List<R> ordered = inOrder(schema, rows);
        int held = Math.max(1, (int) Math.round(share * ordered.size()));
        if (held >= ordered.size()) {
            throw new PipelineException(
                    Problem.NO_ROWS,
                    null,
                    "There are " + rows.size() + " rows; some to train on and some to hold out are needed.");
        }
        int cut = ordered.size() - held;
        return new Split<>(ordered.subList(0, cut), ordered.subList(cut, ordered.size()));
    }

    static <R> Split<R> given(Schema<R> schema, List<R> training, List<R> holdOut) {
        if (training.isEmpty() || holdOut.isEmpty()) {
            throw new PipelineException(
                    Problem.NO_ROWS,
                    null,
                    "There are " + training.size() + " rows to train on and " + holdOut.size()
                            + " to hold out; both are needed.");
        }
        return new Split<>(inOrder(schema, training), inOrder(schema, holdOut));
    }

    private static <R> List<R> inOrder(Schema<R> schema, List<R> rows) {
        List<R> ordered = new ArrayList<>(rows);
        if (schema.hasTime()) {
            ordered.sort(Comparator.comparing(schema::time));
        }
        return List.copyOf(ordered);
    }

    /** Returns the place of the first held-out row that is newer than a time. */
    int firstAfter(Schema<R> schema, Instant time) {
        int place = 0;
        while (place < holdOut.size() && !schema.time(holdOut.get(place)).isAfter(time)) {
            place++;
        }
        return place;
    }

    /** Counts the held-out rows that are older than the newest training row; none where the schema has no time. */
    int heldOutFromThePast(Schema<R> schema) {
        if (!schema.hasTime()) {
            return 0;
        }
        Instant newest = schema.time(training.get(training.size() - 1));
        int older = 0;
        while (older < holdOut.size() && schema.time(holdOut.get(older)).isBefore(newest)) {
            older++;
        }
        return older;
    }

    List<R> all() {
        List<R> all = new ArrayList<>(training);
        all.addAll(holdOut);
        return List.copyOf(all);
    }

    /** Refuses rows that cannot be learnt from. */
    void check(Schema<R> schema, Task<R, ?> task, Response<R> response) {
        List<R> all = all();
        long missing = 0;
        for (R row : all) {
            missing += task.hasResponse(row, response) ? 0 : 1;
        }
        if (missing > 0) {
            String name = schema.response().orElseThrow().name();
            throw new PipelineException(
                    Problem.MISSING_RESPONSE,
                    name,
                    missing + " of " + all.size() + " rows have no " + name
                            + ": leave them out with rows.filter(...), or wait for their labels.");
        }
        schema.features().forEach(this::check);
    }

    private void check(Feature<R> feature) {
        boolean present = false;
        for (R row : training) {
            if (feature.type() == FeatureType.CATEGORICAL) {
                present |= feature.category(row) != null;
            } else {
                double value = feature.number(row);
                if (Double.isInfinite(value)) {
                    throw new PipelineException(
                            Problem.INFINITE_VALUE,
                            feature.name(),
                            "The feature " + feature.name() + " is " + value + " in the row " + row
                                    + ": make it NaN if it is missing, or leave the row out.");
                }
                present |= !Double.isNaN(value);
            }
        }
        if (!present) {
            throw new PipelineException(
                    Problem.EMPTY_FEATURE,
                    feature.name(),
                    "All " + training.size() + " values of the feature " + feature.name()
                            + " are missing: look for a renamed column, or drop it with schema.without(\""
                            + feature.name() + "\").");
        }
    }
}
