package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.RowEncoder;
import io.leeway.model.TrainedModel;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.serving.LiveModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a model; {@link #on} names the rows.
 *
 * @param <R> the type of rows
 */
public final class ModelAssert<R> {
    private final String description;
    private final Function<Iterable<R>, Evaluation> measure;

    private ModelAssert(String description, Function<Iterable<R>, Evaluation> measure) {
        this.description = description;
        this.measure = measure;
    }

    static <R> ModelAssert<R> of(TrainedModel<R, ?> model) {
        return new ModelAssert<>(model.toString(), rows -> Evaluation.of(model, rows));
    }

    static <R> ModelAssert<R> of(LiveModel<R, ?> model, Schema<R> schema) {
        return new ModelAssert<>(model.toString(), rows -> evaluate(model, schema, rows));
    }

    /**
     * Measures the model.
     *
     * @param rows rows that it was not trained on, with their responses, in the order of time
     * @return the assertions
     */
    public EvaluationAssert on(Iterable<R> rows) {
        return new EvaluationAssert(measure.apply(rows)).as(description);
    }

    private static <R> Evaluation evaluate(LiveModel<R, ?> model, Schema<R> schema, Iterable<R> rows) {
        var metadata = model.version().metadata();
        boolean regression = ModelKind.REGRESSION.name().equals(metadata.get(ModelMetadata.KIND));
        String positive = metadata.getOrDefault(ModelMetadata.POSITIVE_CLASS, "true");
        RowEncoder<R> encoder = RowEncoder.of(schema);
        List<R> all = new ArrayList<>();
        rows.forEach(all::add);
        double[] scores = all.stream().mapToDouble(model::score).toArray();
        Evaluation evaluation;
        if (regression) {
            evaluation = Evaluation.ofRegression(
                    scores, all.stream().mapToDouble(encoder::target).toArray());
        } else {
            boolean[] actual = new boolean[scores.length];
            for (int i = 0; i < actual.length; i++) {
                actual[i] = positive.equals(encoder.label(all.get(i)));
            }
            evaluation = Evaluation.ofBinary(scores, actual);
        }
        for (String attribute : schema.sensitive()) {
            evaluation = evaluation.withGroups(attribute, groups(schema.feature(attribute), all));
        }
        return evaluation;
    }

    private static <R> @Nullable String[] groups(Feature<R> feature, List<R> rows) {
        @Nullable String[] groups = new @Nullable String[rows.size()];
        Arrays.setAll(
                groups,
                i -> feature.type() == FeatureType.CATEGORICAL
                        ? feature.category(rows.get(i))
                        : Double.toString(feature.number(rows.get(i))));
        return groups;
    }
}
