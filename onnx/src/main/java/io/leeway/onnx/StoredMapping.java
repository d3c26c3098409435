package io.leeway.onnx;

import io.leeway.model.MismatchedModelException;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.Mapping.Column;
import io.leeway.onnx.Mapping.Input;
import io.leeway.onnx.OutputForm.Form;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads the mapping that is stored with a version and compares it with the graph: metadata can be changed, and mixed up, as bytes can. */
record StoredMapping(ModelSpec<?> spec, OnnxGraph graph) {

    Mapping read(String text) {
        Mapping mapping;
        try {
            mapping = Mapping.parse(text);
        } catch (IllegalArgumentException e) {
            throw refused(
                    "a mapping that this version of Leeway wrote",
                    "another: " + Excerpt.of(String.valueOf(e.getMessage())));
        }
        Map<String, Port> ports = RuntimeModel.portsByName(graph);
        for (Input input : mapping.inputs()) {
            Port port = ports.get(input.name());
            if (port == null || port.element() == null || !port.holdsRows()) {
                throw refused(
                        "one of the graph's inputs " + Excerpt.of(graph.inputs()),
                        "one that fills the input " + Excerpt.of(input.name()));
            }
            requireColumns(input, port, port.element());
        }
        requireOutput(mapping.output());
        return mapping;
    }

    private static void requireColumns(Input input, Port port, ElementType element) {
        if (port.width() >= 0 && port.width() != input.columns().size()) {
            throw refused(
                    port.width() + " columns for the input " + port,
                    "one of " + input.columns().size());
        }
        for (Column column : input.columns()) {
            boolean text = column.encoding() instanceof Encoding.AsText;
            boolean noValue = !element.hasNaN() && Double.isNaN(missing(column.encoding()));
            if (text != (element == ElementType.TEXT) || (noValue && !text)) {
                throw refused(
                        "an encoding of " + Excerpt.of(column.feature()) + " for the type of the input " + port,
                        column.encoding().describe());
            }
        }
    }

    /** What stands for a missing number; 0 where that is no question. */
    private static double missing(Encoding encoding) {
        if (encoding instanceof Encoding.AsNumber number) {
            return number.missing();
        }
        return encoding instanceof Encoding.ParsedNumber parsed ? parsed.missing() : 0;
    }

    private void requireOutput(OutputForm output) {
        if (graph.output(output.output()).isEmpty()) {
            throw refused("one of the graph's outputs " + Excerpt.of(graph.outputs()), Excerpt.of(output.output()));
        }
        List<String> classes = output.classes();
        if ((output.form() == Form.NUMBER) != (spec.kind() == ModelKind.REGRESSION)) {
            throw refused("one for a " + spec.kind(), output.describe());
        }
        if (output.form() == Form.NUMBER) {
            return;
        }
        boolean two = output.form() == Form.PROBABILITY || output.form() == Form.LOGIT;
        if (classes.size() < 2
                || (two && classes.size() != 2)
                || new HashSet<>(classes).size() != classes.size()
                || !classes.contains(spec.positiveClass().orElseThrow())) {
            throw refused(
                    "different classes with the positive class \""
                            + spec.positiveClass().orElseThrow() + "\"",
                    "one of the classes " + Excerpt.of(new TreeSet<>(classes)));
        }
    }

    private static MismatchedModelException refused(String expected, String actual) {
        return new MismatchedModelException(
                "metadata entry " + OnnxMetadata.MAPPING,
                expected,
                actual,
                "Register the model again, with the metadata of OnnxModel.of(...).metadata(spec)");
    }
}
