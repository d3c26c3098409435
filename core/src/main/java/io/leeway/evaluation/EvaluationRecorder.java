package io.leeway.evaluation;

import io.leeway.model.ModelKind;
import io.leeway.model.Response;
import io.leeway.model.TrainedModel;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the answers of one model: rows are asked in batches, because some formats answer many at once faster. */
final class EvaluationRecorder<R> {
    private static final int BATCH_ROWS = 4096;
    private static final long DAY_MILLIS = 86_400_000;

    private final TrainedModel<R, ?> model;
    private final Response<R> response;
    private final List<R> batch = new ArrayList<>();
    private final List<double[]> answers = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();
    private final Map<String, List<@Nullable String>> groups = new LinkedHashMap<>();
    private final List<Long> days = new ArrayList<>();
    private int rows;

    EvaluationRecorder(TrainedModel<R, ?> model) {
        this.model = model;
        this.response = Response.of(model.schema());
        model.schema().sensitive().forEach(each -> groups.put(each, new ArrayList<>()));
    }

    void add(R row) {
        if (model.kind() == ModelKind.CLASSIFICATION) {
            String label = response.label(row);
            if (label == null) {
                throw missingResponse();
            }
            labels.add(label);
        } else {
            double target = response.target(row);
            if (!Double.isFinite(target)) {
                throw missingResponse();
            }
            targets.add(target);
        }
        groups.forEach((attribute, values) -> values.add(group(model.schema().feature(attribute), row)));
        if (model.schema().hasTime()) {
            days.add(Math.floorDiv(model.schema().timeMillis(row), DAY_MILLIS));
        }
        rows++;
        batch.add(row);
        if (batch.size() == BATCH_ROWS) {
            ask();
        }
    }

    private void ask() {
        double[] scores = model.scores(batch);
        int width = batch.isEmpty() ? 0 : scores.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
            answers.add(Arrays.copyOfRange(scores, i * width, (i + 1) * width));
        }
        batch.clear();
    }

    private IllegalArgumentException missingResponse() {
        return new IllegalArgumentException(
                "Row " + rows + " (from 0) has no response, so nothing can be compared with it: leave such rows out.");
    }

    private @Nullable String group(Feature<R> feature, R row) {
        if (feature.type() == FeatureType.CATEGORICAL) {
            return feature.category(row);
        }
        double value = feature.number(row);
        return Double.isNaN(value) ? null : Double.toString(value);
    }

    Evaluation evaluation() {
        ask();
        Evaluation evaluation = model.kind() == ModelKind.CLASSIFICATION ? classification() : regression();
        for (Map.Entry<String, List<@Nullable String>> each : groups.entrySet()) {
            evaluation = evaluation.withGroups(each.getKey(), each.getValue().toArray(new @Nullable String[0]));
        }
        return model.schema().hasTime()
                ? evaluation.withDays(days.stream().mapToLong(Long::longValue).toArray())
                : evaluation;
    }

    private Evaluation regression() {
        return Evaluation.ofRegression(
                answers.stream().mapToDouble(each -> each[0]).toArray(),
                targets.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Evaluation classification() {
        List<String> known = model.classes();
        TreeSet<String> all = new TreeSet<>(known);
        all.addAll(labels);
        List<String> classes = List.copyOf(all);
        double[] predicted = new double[classes.size() * labels.size()];
        double[] target = new double[labels.size()];
        for (int row = 0; row < target.length; row++) {
            target[row] = classes.indexOf(labels.get(row));
            for (int each = 0; each < known.size(); each++) {
                predicted[row * classes.size() + classes.indexOf(known.get(each))] = answers.get(row)[each];
            }
        }
        int positive = classes.indexOf(model.positiveClass().orElseThrow());
        return new Evaluation(ModelKind.CLASSIFICATION, classes, positive, predicted, target, Map.of(), new long[0]);
    }
}
