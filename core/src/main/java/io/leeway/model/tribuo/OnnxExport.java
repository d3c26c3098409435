package io.leeway.model.tribuo;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.leeway.model.ModelExportException;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.model.tribuo.LinearTerms.Term;
import io.leeway.schema.Feature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Writes a linear model as an ONNX graph, its preparation included: one input a feature, doubles or texts of shape [rows, 1]. A NaN or
 * infinite number and an empty or unknown text add nothing, as in the model itself. All arithmetic is in double.
 *
 * @param <R> the type of rows
 */
final class OnnxExport<R> {
    /** The property of the graph that names the classes in the order of the probabilities, percent-encoded, separated by spaces. */
    private static final String CLASSES = "leeway.classes";

    private final ModelSpec<R> spec;
    private final List<String> classes;
    private final List<LinearLayout<R>> sums;
    private final GraphDraft graph = new GraphDraft();

    private OnnxExport(ModelSpec<R> spec, List<String> classes, List<LinearLayout<R>> sums) {
        this.spec = spec;
        this.classes = classes;
        this.sums = sums;
    }

    static <R> byte[] of(ModelSpec<R> spec, TribuoPredictor<R, ?> tribuo) {
        try {
            List<String> classes = tribuo.classes();
            List<LinearTerms> terms = spec.kind() == ModelKind.REGRESSION
                    ? List.of(LinearTerms.ofNumber(tribuo.model()))
                    : classes.size() == 2
                            ? List.of(LinearTerms.ofTwoClasses(tribuo.model(), classes.get(1)))
                            : LinearTerms.ofClasses(tribuo.model(), classes);
            List<LinearLayout<R>> sums = new ArrayList<>();
            for (LinearTerms each : terms) {
                sums.add(LinearLayout.of(spec.schema(), each));
            }
            return new OnnxExport<>(spec, classes, sums).write(tribuo.model().getName());
        } catch (NotCompilableException e) {
            throw new ModelExportException(tribuo.model().getName(), "ONNX", String.valueOf(e.getMessage()));
        }
    }

    private byte[] write(String name) {
        List<String> parts = new ArrayList<>();
        if (!sums.get(0).numbers().isEmpty()) {
            parts.add(numbers());
        }
        sums.get(0).categories().forEach((feature, weights) -> {
            if (!weights.isEmpty()) {
                parts.add(categories(feature));
            }
        });
        parts.add(graph.constant(sums.stream().mapToDouble(LinearLayout::bias).toArray(), 1, sums.size()));
        String sum = parts.get(0);
        for (String each : parts.subList(1, parts.size())) {
            sum = graph.node("Add", List.of(sum, each));
        }
        if (spec.kind() == ModelKind.REGRESSION) {
            String output = free("prediction");
            graph.named(output, "Identity", List.of(sum));
            graph.output(output, DataType.DOUBLE_VALUE, 1);
            return graph.model(name, List.of());
        }
        probabilities(sum);
        return graph.model(name, List.of(property()));
    }

    /** The sum of all numeric terms: missing and infinite values stand at the centre, which adds nothing. */
    private String numbers() {
        Map<Feature<R>, Term> terms = sums.get(0).numbers();
        int columns = terms.size();
        terms.keySet().forEach(each -> graph.input(each.name(), DataType.DOUBLE_VALUE));
        String values = graph.node(
                "Concat", terms.keySet().stream().map(Feature::name).toList(), GraphDraft.integer("axis", 1));
        double[] centers = terms.values().stream().mapToDouble(Term::center).toArray();
        String center = graph.constant(centers, 1, columns);
        String absent =
                graph.node("Or", List.of(graph.node("IsNaN", List.of(values)), graph.node("IsInf", List.of(values))));
        String present = graph.node("Where", List.of(absent, center, values));
        double[] slopes = new double[columns * sums.size()];
        for (int sum = 0; sum < sums.size(); sum++) {
            int column = 0;
            for (Term each : sums.get(sum).numbers().values()) {
                slopes[column++ * sums.size() + sum] = each.slope();
            }
        }
        String centered = graph.node("Sub", List.of(present, center));
        return graph.node("MatMul", List.of(centered, graph.constant(slopes, columns, sums.size())));
    }

    /** The weights of one feature's categories, by one-hot encoding; no column for those that the model does not know. */
    private String categories(Feature<R> feature) {
        graph.input(feature.name(), DataType.STRING_VALUE);
        List<String> known = new ArrayList<>(weightsOf(feature, sums.get(0)).keySet());
        String one = graph.learning(
                "OneHotEncoder",
                graph.fresh("OneHotEncoder"),
                List.of(feature.name()),
                GraphDraft.texts("cats_strings", known),
                GraphDraft.integer("zeros", 1));
        String flat = graph.node("Reshape", List.of(one, graph.constant(-1, known.size())));
        String doubles = graph.node("Cast", List.of(flat), GraphDraft.integer("to", DataType.DOUBLE_VALUE));
        double[] weights = new double[known.size() * sums.size()];
        for (int sum = 0; sum < sums.size(); sum++) {
            Map<String, Double> byName = weightsOf(feature, sums.get(sum));
            for (int i = 0; i < known.size(); i++) {
                weights[i * sums.size() + sum] = byName.getOrDefault(known.get(i), 0.0);
            }
        }
        return graph.node("MatMul", List.of(doubles, graph.constant(weights, known.size(), sums.size())));
    }

    private static <R> Map<String, Double> weightsOf(Feature<R> feature, LinearLayout<R> sum) {
        return sum.categories().getOrDefault(feature, new LinkedHashMap<>());
    }

    private void probabilities(String sum) {
        String name = free("probabilities");
        String label = free("label");
        if (classes.size() == 2) {
            String second = graph.node("Sigmoid", List.of(sum));
            String first = graph.node("Sub", List.of(graph.constant(new double[] {1}, 1, 1), second));
            graph.named(name, "Concat", List.of(first, second), GraphDraft.integer("axis", 1));
        } else {
            graph.named(name, "Softmax", List.of(sum), GraphDraft.integer("axis", 1));
        }
        String best =
                graph.node("ArgMax", List.of(name), GraphDraft.integer("axis", 1), GraphDraft.integer("keepdims", 0));
        graph.learning(
                "LabelEncoder",
                label,
                List.of(best),
                GraphDraft.integers(
                        "keys_int64s",
                        LongStream.range(0, classes.size()).boxed().toList()),
                GraphDraft.texts("values_strings", classes));
        graph.output(label, DataType.STRING_VALUE, 0);
        graph.output(name, DataType.DOUBLE_VALUE, classes.size());
    }

    /** A name for an output that no feature has. */
    private String free(String name) {
        String free = name;
        while (isFeature(free)) {
            free += "_";
        }
        return free;
    }

    private boolean isFeature(String name) {
        return spec.schema().features().stream().anyMatch(each -> each.name().equals(name));
    }

    private StringStringEntryProto property() {
        return StringStringEntryProto.newBuilder()
                .setKey(CLASSES)
                .setValue(classes.stream()
                        .map(each -> URLEncoder.encode(each, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" ")))
                .build();
    }
}
