package io.leeway.evaluation;

import io.leeway.model.ModelKind;
import io.leeway.model.TrainedModel;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the answers of one model, row by row. */
final class EvaluationRecorder<R> {
    private final TrainedModel<R, ?> model;
    private final List<double[]> answers = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Double> targets = new ArrayList<>();
    private final Map<String, List<@Nullable String>> groups = new LinkedHashMap<>();

    EvaluationRecorder(TrainedModel<R, ?> model) {
        this.model = model;
        model.schema().sensitive().forEach(each -> groups.put(each, new ArrayList<>()));
    }

    void add(R row) {
        if (model.kind() == ModelKind.CLASSIFICATION) {
            String label = model.encoder().label(row);
            if (label == null) {
                throw missingResponse();
            }
            labels.add(label);
            answers.add(model.probabilities(row).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray());
        } else {
            double target = model.encoder().target(row);
            if (!Double.isFinite(target)) {
                throw missingResponse();
            }
            targets.add(target);
            answers.add(new double[] {model.score(row)});
        }
        groups.forEach((attribute, values) -> values.add(group(model.schema().feature(attribute), row)));
    }

    private IllegalArgumentException missingResponse() {
        return new IllegalArgumentException("Row " + answers.size()
                + " (from 0) has no response, so nothing can be compared with it: leave such rows out.");
    }

    private @Nullable String group(Feature<R> feature, R row) {
        if (feature.type() == FeatureType.CATEGORICAL) {
            return feature.category(row);
        }
        double value = feature.number(row);
        return Double.isNaN(value) ? null : Double.toString(value);
    }

    Evaluation evaluation() {
        Evaluation evaluation = model.kind() == ModelKind.CLASSIFICATION ? classification() : regression();
        for (Map.Entry<String, List<@Nullable String>> each : groups.entrySet()) {
            evaluation = evaluation.withGroups(each.getKey(), each.getValue().toArray(new @Nullable String[0]));
        }
        return evaluation;
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
        return new Evaluation(ModelKind.CLASSIFICATION, classes, positive, predicted, target, Map.of());
    }
}
