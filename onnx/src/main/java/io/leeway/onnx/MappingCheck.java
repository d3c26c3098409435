package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.OutputForm.Form;
import java.util.List;
import java.util.Map;

/** Compares a mapping that was stored with a version with the graph and with what the model is for now. */
final class MappingCheck {
    private static final String REMEDY = "Register the model again with a mapping that fits";

    private MappingCheck() {}

    static void of(Mapping mapping, ModelSpec<?> spec, OnnxGraph graph) {
        Map<String, Port> ports = RuntimeModel.portsByName(graph);
        List<String> filled = mapping.inputs().stream().map(Mapping.Input::name).toList();
        if (filled.size() != ports.size() || !ports.keySet().containsAll(filled)) {
            throw new MismatchedModelException(
                    "list of inputs",
                    "what its mapping fills: " + filled,
                    graph.inputs().toString(),
                    REMEDY);
        }
        mapping.inputs().forEach(each -> input(each, ports.get(each.name())));
        output(mapping.output(), graph);
        use(mapping.output(), spec);
    }

    private static void input(Mapping.Input input, @org.jspecify.annotations.Nullable Port port) {
        ElementType element = port == null ? null : port.element();
        if (port == null || element == null || !port.holdsRows()) {
            throw new MismatchedModelException("input " + port, "a tensor of rows", "another type", REMEDY);
        }
        if (port.width() >= 0 && port.width() != input.columns().size()) {
            throw new MismatchedModelException(
                    "input " + port,
                    input.columns().size() + " columns, as its mapping has",
                    String.valueOf(port.width()),
                    REMEDY);
        }
        for (Mapping.Column each : input.columns()) {
            boolean text = each.encoding() instanceof Encoding.AsText;
            if (text != (element == ElementType.TEXT)) {
                throw new MismatchedModelException(
                        "input " + port,
                        text ? "string, as its mapping fills it" : "a number, as its mapping fills it",
                        element.toString(),
                        REMEDY);
            }
        }
    }

    private static void output(OutputForm form, OnnxGraph graph) {
        Port port = graph.output(form.output())
                .orElseThrow(() -> new MismatchedModelException(
                        "list of outputs",
                        "one with \"" + form.output() + "\", which its mapping reads,",
                        graph.outputs().toString(),
                        REMEDY));
        if (port.isMaps() != (form.form() == Form.MAPS)) {
            throw new MismatchedModelException(
                    "output " + port, form.form() + ", as its mapping reads it", port.type(), REMEDY);
        }
    }

    private static void use(OutputForm form, ModelSpec<?> spec) {
        boolean number = form.form() == Form.NUMBER;
        if (number != (spec.kind() == ModelKind.REGRESSION)) {
            throw new MismatchedModelException(
                    "kind of output",
                    spec.kind() == ModelKind.REGRESSION ? "a number" : "probabilities of classes",
                    form.form().toString());
        }
        if (!number && !form.classes().contains(spec.positiveClass().orElseThrow())) {
            throw new MismatchedModelException(
                    "list of classes",
                    "one with \"" + spec.positiveClass().orElseThrow() + "\"",
                    form.classes().toString());
        }
    }
}
