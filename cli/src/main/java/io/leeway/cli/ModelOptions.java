package io.leeway.cli;

import io.leeway.model.ModelFormats;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.onnx.OnnxFormat;
import io.leeway.onnx.OnnxModel;
import io.leeway.schema.FeatureType;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model's file does not say of itself. */
final class ModelOptions {
    /** How an output of ONNX is read. */
    enum OutputIs {
        PROBABILITIES,
        LOGITS,
        LABELS
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "classification or regression. Default: what the type of the response says.")
    private @Nullable ModelKind kind;

    @Option(
            names = "--positive",
            paramLabel = "CLASS",
            defaultValue = "true",
            description = "The class whose probability is the score. Default: true.")
    private String positive = "true";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "onnx or tribuo. Default: onnx for a file that ends in .onnx.")
    private @Nullable String format;

    @Option(
            names = "--matrix",
            paramLabel = "INPUT=COLUMN+COLUMN",
            description = "ONNX: the columns of an input that takes several, in the order of training.")
    private Map<String, String> matrices = new LinkedHashMap<>();

    @Option(
            names = "--one-hot",
            paramLabel = "COLUMN=TEXT+TEXT",
            description = "ONNX: a column of categories that fills a column a category.")
    private Map<String, String> oneHot = new LinkedHashMap<>();

    @Option(
            names = "--as-number",
            paramLabel = "COLUMN",
            split = ",",
            description = "ONNX: columns of categories that are read as numbers.")
    private List<String> asNumber = List.of();

    @Option(names = "--output", paramLabel = "NAME", description = "ONNX: the output that is read.")
    private @Nullable String output;

    @Option(
            names = "--output-is",
            paramLabel = "WHAT",
            description = "ONNX: ${COMPLETION-CANDIDATES}, where the graph does not say.")
    private @Nullable OutputIs outputIs;

    @Option(
            names = "--classes",
            paramLabel = "CLASS",
            split = ",",
            description = "ONNX: the classes as the response names them.")
    private List<String> classes = List.of();

    /** A model's bytes and the metadata by which they are read. */
    record Described(byte[] bytes, ModelSpec<TableRow> spec, Map<String, String> metadata) {}

    Described describe(Path file, TableSchema schema) {
        byte[] bytes = Disk.bytes(file);
        ModelSpec<TableRow> spec = spec(schema);
        Map<String, String> metadata = new TreeMap<>();
        String chosen = format(file);
        metadata.put(ModelMetadata.FORMAT, chosen);
        metadata.put(ModelMetadata.KIND, spec.kind().name());
        spec.positiveClass().ifPresent(each -> metadata.put(ModelMetadata.POSITIVE_CLASS, each));
        metadata.put(ModelMetadata.SCHEMA, spec.schema().fingerprint());
        metadata.put(RegistryTask.SCHEMA, schema.toJson());
        if (chosen.equals(OnnxFormat.NAME)) {
            metadata.putAll(onnx(bytes).metadata(spec));
        }
        return new Described(bytes, spec.withMetadata(metadata), metadata);
    }

    private String format(Path file) {
        String given = format;
        if (given != null) {
            return given.toLowerCase(Locale.ROOT);
        }
        return file.toString().endsWith(".onnx") ? OnnxFormat.NAME : ModelFormats.DEFAULT;
    }

    private ModelSpec<TableRow> spec(TableSchema schema) {
        var bound = schema.bind();
        if (bound.response().isEmpty()) {
            throw new CommandException(
                    "the schema has no response: name the column that the model predicts by --response");
        }
        boolean numeric = bound.response().get().type() == FeatureType.NUMERIC;
        ModelKind task = Optional.ofNullable(kind).orElse(numeric ? ModelKind.REGRESSION : ModelKind.CLASSIFICATION);
        return task == ModelKind.REGRESSION ? ModelSpec.regressor(bound) : ModelSpec.classifier(bound, positive);
    }

    private OnnxModel onnx(byte[] bytes) {
        OnnxModel model = OnnxModel.of(bytes);
        for (Map.Entry<String, String> matrix : matrices.entrySet()) {
            model = model.matrix(matrix.getKey(), parts(matrix.getValue()));
        }
        for (Map.Entry<String, String> each : oneHot.entrySet()) {
            model = model.oneHot(each.getKey(), parts(each.getValue()));
        }
        model = model.asNumber(asNumber.toArray(new String[0]));
        String read = output;
        if (read != null) {
            model = model.output(read);
        }
        if (!classes.isEmpty()) {
            model = model.classes(classes.toArray(new String[0]));
        }
        OutputIs form = outputIs;
        if (form == null) {
            return model;
        }
        return switch (form) {
            case PROBABILITIES -> model.probabilities();
            case LOGITS -> model.logits();
            case LABELS -> model.labelsOnly();
        };
    }

    private static List<String> parts(String text) {
        return List.of(text.split("\\+"));
    }
}
