package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.OutputForm.Form;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Decides which output of a graph is read and what it means: as declared, or where only one reading is possible. */
final class OutputInference {
    private static final List<String> NO_AND_YES = List.of("false", "true");

    private final ModelSpec<?> spec;
    private final Declarations declared;
    private final OnnxGraph graph;

    private OutputInference(ModelSpec<?> spec, Declarations declared, OnnxGraph graph) {
        this.spec = spec;
        this.declared = declared;
        this.graph = graph;
    }

    static OutputForm of(ModelSpec<?> spec, Declarations declared, OnnxGraph graph) {
        OutputInference inference = new OutputInference(spec, declared, graph);
        return spec.kind() == ModelKind.REGRESSION ? inference.number() : inference.classes();
    }

    private OutputForm number() {
        if (declared.form() != null || !declared.classes().isEmpty()) {
            throw new MismatchedModelException(
                    "declared output", "a number, because this is a regression,", String.valueOf(declared.form()));
        }
        Port port = port(graph.outputs().stream()
                .filter(each -> isNumeric(each) && (each.width() == 1 || each.width() < 0))
                .toList());
        return new OutputForm(port.name(), Form.NUMBER, List.of());
    }

    private OutputForm classes() {
        if (declared.form() == Form.LABELS) {
            Port port = port(graph.outputs().stream()
                    .filter(each -> each.element() == ElementType.TEXT || each.element() == ElementType.INT64)
                    .toList());
            return new OutputForm(port.name(), Form.LABELS, names(-1));
        }
        Port port = port(graph.outputs().stream()
                .filter(each -> each.isMaps() || isNumeric(each))
                .toList());
        if (port.isMaps()) {
            return new OutputForm(port.name(), Form.MAPS, names(-1));
        }
        if (port.width() == 1) {
            return oneColumn(port);
        }
        Form form = declared.form() == Form.LOGITS ? Form.LOGITS : Form.PROBABILITIES;
        return new OutputForm(port.name(), form, names(port.width()));
    }

    /** One column could be a probability or a logit: they look alike, and confusing them is silent, so it must be said. */
    private OutputForm oneColumn(Port port) {
        Form form = declared.form();
        if (form == null) {
            throw new MismatchedModelException(
                    "output " + port,
                    "a column a class",
                    "one column, which may hold probabilities or logits",
                    "Say which: OnnxModel.of(...).probabilities() if the graph ends in a sigmoid, .logits() if not");
        }
        List<String> names = names(2);
        return new OutputForm(port.name(), form == Form.LOGITS ? Form.LOGIT : Form.PROBABILITY, names);
    }

    private static boolean isNumeric(Port port) {
        return (port.element() == ElementType.FLOAT || port.element() == ElementType.DOUBLE) && port.holdsRows();
    }

    private Port port(List<Port> possible) {
        String wanted = declared.output();
        if (wanted != null) {
            return possible.stream()
                    .filter(each -> each.name().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new MismatchedModelException(
                            "list of outputs",
                            "one of numbers or maps named \"" + wanted + "\"",
                            Excerpt.of(graph.outputs()),
                            "Use the name of an output that the graph has"));
        }
        if (possible.size() == 1) {
            return possible.get(0);
        }
        throw new MismatchedModelException(
                "list of outputs",
                spec.kind() == ModelKind.REGRESSION ? "one column of numbers" : "one output of probabilities",
                Excerpt.of(graph.outputs()),
                possible.isEmpty() && spec.kind() == ModelKind.CLASSIFICATION
                        ? "Export the probabilities too; if there are labels only, say so: OnnxModel.of(...).labelsOnly()"
                        : "Say which output to read: OnnxModel.of(...).output(name)");
    }

    /** The classes in the order of the graph; {@code columns} is how many there must be, -1 if it cannot be told. */
    private List<String> names(long columns) {
        List<String> names = declared.classes();
        if (names.isEmpty()) {
            Optional<List<String>> found = graph.classes();
            names = found.map(this::translated).orElse(List.of());
        }
        String positive = spec.positiveClass().orElseThrow();
        if (names.isEmpty() && columns == 2 && positive.equals("true")) {
            names = NO_AND_YES;
        }
        if (names.isEmpty()) {
            throw new MismatchedModelException(
                    "list of classes",
                    "the names of the classes in the order of the output",
                    "not in the graph",
                    "Name them in the order of training: OnnxModel.of(...).classes(\"first\", \"" + positive + "\")");
        }
        if (new TreeSet<>(names).size() != names.size() || names.size() < 2) {
            throw new MismatchedModelException("list of classes", "two or more different names", names.toString());
        }
        if (columns >= 0 && columns != names.size()) {
            throw new MismatchedModelException(
                    "number of probabilities",
                    names.size() + ", one for each of the classes " + names + ",",
                    String.valueOf(columns),
                    "Read another output, or name as many classes as it has columns");
        }
        if (!names.contains(positive)) {
            throw new MismatchedModelException(
                    "list of classes",
                    "one with \"" + positive + "\", the positive class of the pipeline,",
                    names.toString(),
                    "Name the classes as the response does, in the order of the output: OnnxModel.of(...).classes(...)");
        }
        return names;
    }

    /** Python trains on 0 and 1 where a response in Java is false or true. */
    private List<String> translated(List<String> labels) {
        boolean zeroAndOne = labels.equals(List.of("0", "1"));
        return zeroAndOne && spec.positiveClass().orElseThrow().equals("true") ? NO_AND_YES : labels;
    }
}
