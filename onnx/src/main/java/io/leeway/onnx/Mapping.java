package io.leeway.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a row becomes a graph's inputs, and the graph's output a score. Stored with a version as text, so that it is read again exactly.
 *
 * @param inputs what fills each input
 * @param output what is read
 */
record Mapping(List<Input> inputs, OutputForm output) {

    /** The version of the text form. */
    static final String VERSION = "leeway-onnx-mapping 1";

    Mapping {
        inputs = List.copyOf(inputs);
    }

    /**
     * One input of a graph.
     *
     * @param name its name
     * @param columns its columns, in order
     */
    record Input(String name, List<Column> columns) {
        Input {
            columns = List.copyOf(columns);
        }
    }

    /**
     * One column of an input.
     *
     * @param feature the feature that fills it
     * @param encoding how
     */
    record Column(String feature, Encoding encoding) {}

    /** One line an input, as a person reads it. */
    String describe() {
        StringJoiner lines = new StringJoiner("; ");
        for (Input input : inputs) {
            Map<String, String> features = new LinkedHashMap<>();
            input.columns()
                    .forEach(
                            each -> features.put(each.feature(), each.encoding().describe()));
            StringJoiner columns = new StringJoiner(", ");
            features.forEach((feature, how) -> columns.add(feature + " (" + how + ")"));
            lines.add(input.name() + " <- " + columns);
        }
        return lines + "; " + output.describe();
    }

    /** The text form: one line a column of an input. */
    String toText() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add(VERSION);
        for (Input input : inputs) {
            for (Column each : input.columns()) {
                lines.add(Fields.write(columnFields(input.name(), each)));
            }
        }
        List<String> out =
                new ArrayList<>(List.of("output", output.output(), output.form().name()));
        out.addAll(output.classes());
        lines.add(Fields.write(out));
        return lines.toString();
    }

    private static List<String> columnFields(String input, Column column) {
        List<String> fields = new ArrayList<>(List.of("column", input, column.feature()));
        Encoding encoding = column.encoding();
        if (encoding instanceof Encoding.AsNumber number) {
            fields.addAll(List.of("number", Double.toString(number.missing())));
        } else if (encoding instanceof Encoding.ParsedNumber parsed) {
            fields.addAll(List.of("parsed", Double.toString(parsed.missing())));
        } else if (encoding instanceof Encoding.AsText text) {
            fields.addAll(List.of("text", text.missing()));
        } else if (encoding instanceof Encoding.OneHot one) {
            fields.addAll(List.of("one-hot", one.category()));
        } else if (encoding instanceof Encoding.Code code) {
            fields.addAll(List.of("code", Integer.toString(code.other())));
            fields.addAll(code.categories());
        }
        return fields;
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Mapping parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(VERSION)) {
            throw new IllegalArgumentException("it does not begin with \"" + VERSION + "\"");
        }
        Map<String, List<Column>> inputs = new LinkedHashMap<>();
        OutputForm output = null;
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = Fields.read(line);
            if (fields.size() >= 3 && fields.get(0).equals("output")) {
                output = new OutputForm(fields.get(1), form(fields.get(2)), fields.subList(3, fields.size()));
            } else if (fields.size() >= 5 && fields.get(0).equals("column")) {
                inputs.computeIfAbsent(fields.get(1), key -> new ArrayList<>())
                        .add(new Column(fields.get(2), encoding(fields)));
            } else {
                throw new IllegalArgumentException("it has the line \"" + line + "\"");
            }
        }
        if (output == null) {
            throw new IllegalArgumentException("it names no output");
        }
        List<Input> ordered = new ArrayList<>();
        inputs.forEach((name, columns) -> ordered.add(new Input(name, columns)));
        return new Mapping(ordered, output);
    }

    private static OutputForm.Form form(String name) {
        for (OutputForm.Form each : OutputForm.Form.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("it has the unknown form " + name);
    }

    private static Encoding encoding(List<String> fields) {
        String value = fields.get(4);
        return switch (fields.get(3)) {
            case "number" -> new Encoding.AsNumber(Double.parseDouble(value));
            case "parsed" -> new Encoding.ParsedNumber(Double.parseDouble(value));
            case "text" -> new Encoding.AsText(value);
            case "one-hot" -> new Encoding.OneHot(value);
            case "code" -> new Encoding.Code(List.copyOf(fields.subList(5, fields.size())), Integer.parseInt(value));
            default ->
                throw new IllegalArgumentException(
                        "it has the unknown encoding " + fields.get(3).toLowerCase(Locale.ROOT));
        };
    }
}
