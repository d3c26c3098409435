package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.onnx.Declarations.Categories;
import io.leeway.onnx.Mapping.Column;
import io.leeway.onnx.Mapping.Input;
import io.leeway.schema.Feature;
import io.leeway.schema.FeatureType;
import io.leeway.schema.Schema;
import io.leeway.schema.SchemaException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides which feature fills which column of a graph's inputs: as declared, or by name where that leaves no choice. */
final class InputInference {
    private final Schema<?> schema;
    private final Declarations declared;
    private final List<Port> ports;
    private final Map<String, Feature<?>> features = new LinkedHashMap<>();

    private InputInference(Schema<?> schema, Declarations declared, List<Port> ports) {
        this.schema = schema;
        this.declared = declared;
        this.ports = ports;
        schema.features().forEach(each -> features.put(each.name(), each));
    }

    static List<Input> of(Schema<?> schema, Declarations declared, OnnxGraph graph) {
        return new InputInference(schema, declared, graph.inputs()).inputs();
    }

    private List<Input> inputs() {
        requireKnownNames();
        Map<String, String> featureOf = featureOfInput();
        List<Input> inputs = new ArrayList<>();
        for (Port port : ports) {
            List<String> names = declared.matrices().get(port.name());
            if (names == null) {
                String feature = featureOf.get(port.name());
                if (feature == null) {
                    throw noFeature(port);
                }
                names = List.of(feature);
            }
            inputs.add(input(port, names));
        }
        return inputs;
    }

    /** A name that means nothing is a mistake, not something to pass over. */
    private void requireKnownNames() {
        for (String each : declared.features()) {
            feature(each);
        }
        List<String> names = ports.stream().map(Port::name).toList();
        Set<String> said = new HashSet<>(declared.matrices().keySet());
        said.addAll(declared.inputs().values());
        for (String each : said) {
            if (!names.contains(each)) {
                throw new MismatchedModelException(
                        "list of inputs",
                        "one with \"" + each + "\"",
                        Excerpt.of(ports),
                        "Use the names that the graph has");
            }
        }
    }

    private Feature<?> feature(String name) {
        Feature<?> feature = features.get(name);
        if (feature == null) {
            try {
                schema.feature(name);
            } catch (SchemaException e) {
                throw new MismatchedModelException(
                        "declared feature",
                        "one of the schema's features " + features.keySet(),
                        name,
                        e.getMessage() + "");
            }
            throw new MismatchedModelException(
                    "declared feature",
                    "one of the schema's features " + features.keySet(),
                    name,
                    "It is a column, but not a feature: a model must not read it");
        }
        return feature;
    }

    private Map<String, String> featureOfInput() {
        Map<String, String> byInput = new LinkedHashMap<>();
        declared.inputs().forEach((feature, input) -> {
            String other = byInput.put(input, feature);
            if (other != null || declared.matrices().containsKey(input)) {
                throw new MismatchedModelException(
                        "declared input " + input,
                        "one declaration of what fills it",
                        other == null ? "matrix(...) and input(\"" + feature + "\", ...)" : other + " and " + feature,
                        "Declare several columns by matrix(\"" + input + "\", features)");
            }
        });
        features.keySet().forEach(name -> byInput.putIfAbsent(name, name));
        return byInput;
    }

    private MismatchedModelException noFeature(Port port) {
        if (port.width() > 1 || port.width() < 0) {
            return new MismatchedModelException(
                    "input " + port,
                    "one column a feature, or a declared order of columns",
                    "a matrix whose columns have no names",
                    "Say which features fill it, in the order of training: OnnxModel.of(...).matrix(\"" + port.name()
                            + "\", \"first\", \"second\", ...)");
        }
        return new MismatchedModelException(
                "input " + port,
                "one that a feature of the schema fills: " + features.keySet(),
                "one that no feature has the name of",
                "Say which feature fills it: OnnxModel.of(...).input(feature, \"" + port.name()
                        + "\"), or export the graph without it");
    }

    private Input input(Port port, List<String> names) {
        if (port.element() == null || !port.holdsRows()) {
            throw new MismatchedModelException(
                    "input " + port,
                    "a tensor of float, double, int32, int64, bool or string with one row a prediction",
                    "of a type or shape that rows cannot fill",
                    "Cast it inside the graph, and export with inputs of shape [N, columns] or [N]");
        }
        if (!port.takesAnyNumberOfRows() && port.shape()[0] != 1) {
            throw new MismatchedModelException(
                    "input " + port,
                    "any number of rows, or one",
                    port.shape()[0] + " rows at a time",
                    "Export with a dynamic first dimension (dynamic_axes in PyTorch, None in scikit-learn and Keras)");
        }
        List<Column> columns = new ArrayList<>();
        for (String each : names) {
            columns.addAll(columns(port, feature(each)));
        }
        if (port.width() >= 0 && port.width() != columns.size()) {
            throw new MismatchedModelException(
                    "input " + port,
                    "a row of " + port.width() + " columns",
                    "filled with " + columns.size() + " columns, by the features " + names,
                    "Name the features in the order of training; a one-hot encoded feature fills a column a category");
        }
        return new Input(port.name(), columns);
    }

    private List<Column> columns(Port port, Feature<?> feature) {
        ElementType element = port.element();
        String missing = declared.missing().get(feature.name());
        requireNoContradiction(port, feature);
        if (feature.type() == FeatureType.NUMERIC) {
            if (element == ElementType.TEXT) {
                throw wrongType(
                        port,
                        "numbers, because the feature " + feature.name() + " is a number,",
                        "Declare it categorical(\"" + feature.name() + "\") in the schema");
            }
            return List.of(new Column(feature.name(), new Encoding.AsNumber(missingNumber(port, feature, missing))));
        }
        if (element == ElementType.TEXT) {
            return List.of(new Column(feature.name(), new Encoding.AsText(missing == null ? "" : missing)));
        }
        Categories how = declared.encodings().get(feature.name());
        if (how instanceof Categories.Number) {
            return List.of(
                    new Column(feature.name(), new Encoding.ParsedNumber(missingNumber(port, feature, missing))));
        }
        if (how instanceof Categories.Codes codes) {
            return List.of(new Column(feature.name(), new Encoding.Code(codes.categories(), codes.other())));
        }
        if (how instanceof Categories.OneHot one) {
            return one.categories().stream()
                    .map(each -> new Column(feature.name(), new Encoding.OneHot(each)))
                    .toList();
        }
        throw wrongType(
                port,
                "text, because the feature " + feature.name() + " is a category,",
                "Say how it became numbers in training: oneHot(\"" + feature.name() + "\", categories), codes(\""
                        + feature.name() + "\", categories) or asNumber(\"" + feature.name()
                        + "\"); better, keep the encoder inside the graph and let it take strings");
    }

    /** A declaration that has no effect would be one that somebody relies on. */
    private void requireNoContradiction(Port port, Feature<?> feature) {
        Categories how = declared.encodings().get(feature.name());
        if (how == null) {
            return;
        }
        if (feature.type() == FeatureType.NUMERIC || port.element() == ElementType.TEXT) {
            throw contradiction(
                    feature,
                    how + ", though "
                            + (feature.type() == FeatureType.NUMERIC ? "it is a number" : "the graph takes texts"),
                    "Leave the encoding out");
        }
        if (!(how instanceof Categories.Number) && declared.missing().containsKey(feature.name())) {
            throw contradiction(
                    feature,
                    how + " and missing(...), though the encoding says what a missing category is",
                    "Leave missing(...) out; codes(feature, categories, other) names the code of missing categories");
        }
    }

    private static MismatchedModelException contradiction(Feature<?> feature, String actual, String remedy) {
        return new MismatchedModelException(
                "declaration of the feature " + feature.name(), "one that does not contradict itself", actual, remedy);
    }

    private static MismatchedModelException wrongType(Port port, String expected, String remedy) {
        return new MismatchedModelException("input " + port, expected, "of the type " + port.element(), remedy);
    }

    private static double missingNumber(
            Port port, Feature<?> feature, @org.jspecify.annotations.Nullable String missing) {
        double value = Double.NaN;
        if (missing != null) {
            try {
                value = Double.parseDouble(missing);
            } catch (NumberFormatException e) {
                throw new MismatchedModelException(
                        "missing value of " + feature.name(),
                        "a number, because the input " + port + " takes numbers,",
                        "\"" + missing + "\"",
                        "Declare missing(\"" + feature.name() + "\", a number)");
            }
        }
        ElementType element = port.element();
        if (Double.isNaN(value) && element != null && !element.hasNaN()) {
            throw new MismatchedModelException(
                    "input " + port,
                    "a type in which " + feature.name() + " can be missing",
                    "of the type " + element + ", in which nothing is missing",
                    "Say what stands for a missing value: missing(\"" + feature.name() + "\", value)");
        }
        return value;
    }
}
