package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.Response;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import io.leeway.testing.Figure.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Assertions about a live model, evaluated by the predictions that its callers get.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class LiveModelAssert<R, T extends Output<T>>
        extends AbstractAssert<LiveModelAssert<R, T>, LiveModel<R, T>> {
    private final Schema<R> schema;

    LiveModelAssert(@Nullable LiveModel<R, T> actual, Schema<R> schema) {
        super(actual, LiveModelAssert.class);
        this.schema = schema;
    }

    /**
     * Verifies which version is live.
     *
     * @param version its number
     * @return this
     */
    public LiveModelAssert<R, T> servesVersion(int version) {
        isNotNull();
        int served = actual.version().number();
        Recording.note(Figure.of(
                subject().as(descriptionText()),
                "version",
                OptionalDouble.of(served),
                "version " + version,
                OptionalDouble.of(version),
                served == version,
                "version " + served + " is live"));
        if (served != version) {
            throw failureWithActualExpected(
                    served,
                    version,
                    "%nExpecting version%n  %s%nbut what answers is version%n  %s%nas follows: %s",
                    version,
                    served,
                    actual);
        }
        return this;
    }

    /**
     * Predicts every row once and evaluates the predictions against the rows' labels. A classifier is evaluated as
     * binary: the positive class against all others.
     *
     * @param rows labelled rows on which the model was not trained
     * @return assertions about the evaluation
     * @throws IllegalArgumentException if a row has no response
     */
    public EvaluationAssert on(Iterable<R> rows) {
        isNotNull();
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        double[] scores = all.stream().mapToDouble(actual::score).toArray();
        Map<String, String> metadata = actual.version().metadata();
        boolean regression = ModelKind.REGRESSION.name().equals(metadata.get(ModelMetadata.KIND));
        String positive = metadata.getOrDefault(ModelMetadata.POSITIVE_CLASS, "true");
        return new EvaluationAssert(regression ? numbers(scores, all) : classes(scores, positive, all), subject())
                .as(descriptionText());
    }

    private Subject subject() {
        ModelVersion version = actual.version();
        return new Subject(actual.toString(), "", version.name(), version.number(), "");
    }

    private Evaluation numbers(double[] scores, List<R> rows) {
        Response<R> response = Response.of(schema);
        double[] targets = rows.stream().mapToDouble(response::target).toArray();
        for (int row = 0; row < targets.length; row++) {
            if (!Double.isFinite(targets[row])) {
                throw withoutResponse(row);
            }
        }
        return Evaluation.ofRegression(scores, targets);
    }

    private Evaluation classes(double[] scores, String positive, List<R> rows) {
        Response<R> response = Response.of(schema);
        boolean[] targets = new boolean[scores.length];
        for (int row = 0; row < targets.length; row++) {
            String label = response.label(rows.get(row));
            if (label == null) {
                throw withoutResponse(row);
            }
            targets[row] = label.equals(positive);
        }
        return Evaluation.ofBinary(scores, targets);
    }

    private static IllegalArgumentException withoutResponse(int row) {
        return new IllegalArgumentException(
                "Row " + row + " (from 0) has no response, so nothing can be compared with it: leave such rows out.");
    }
}
