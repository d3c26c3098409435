package io.leeway.cli;

import io.leeway.model.ModelException;
import io.leeway.model.TrainedModel;
import io.leeway.registry.Cause;
import io.leeway.registry.Lineage;
import io.leeway.registry.ModelArtifact;
import io.leeway.registry.ModelName;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Registers a model that was trained elsewhere. */
@Command(
        name = "register",
        description = {
            "Registers a model file as the next version of a model.",
            "",
            "The file is read first, as a service would: a model that does not fit the schema is refused. The schema is"
                    + " stored with the version, so that 'leeway evaluate' needs no other file."
        },
        footer = {"%nExample:", "  leeway registry register flight-delay model.onnx --schema flights.json"})
final class RegisterCommand extends RegistryTask {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The name of the model.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The model: ONNX, or Tribuo's protobuf form.")
    private Path file = Path.of("");

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            required = true,
            description = "Columns, types and the response as JSON, as 'leeway schema infer' writes.")
    private Path schema = Path.of("");

    @Mixin
    private ModelOptions options = new ModelOptions();

    @Option(
            names = "--metadata",
            paramLabel = "KEY=VALUE",
            description = "Entries to store with the version, such as commit=1a2b3c.")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "--trained-by", paramLabel = "WHAT", description = "What trained it, for the lineage.")
    private String trainer = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private String reason = "";

    @Option(names = "--by", paramLabel = "WHO", description = "Who, for the audit trail. Default: the user.")
    private @Nullable String actor;

    @Override
    boolean creates() {
        return true;
    }

    @Override
    Outcome run(ModelRegistry registry) {
        ModelName model = ModelName.of(name);
        TableSchema table = TableOptions.read(schema);
        ModelOptions.Described described = described(table);
        Cause because = Cause.because(reason);
        String who = actor;
        Cause cause = who == null ? because : because.by(who);
        ModelArtifact artifact = ModelArtifact.of(described.bytes())
                .metadata(metadata)
                .metadata(described.metadata())
                .lineage(Lineage.none().trainedBy(trainer).createdBy(cause.actor()));
        ModelVersion version = registry.register(model, artifact, cause);
        String text = version.name() + " v" + version.number() + ", " + version.size() + " bytes, sha256 "
                + version.sha256().substring(0, 12);
        return Outcome.fine(text, json(version));
    }

    private ModelOptions.Described described(TableSchema table) {
        try {
            ModelOptions.Described described = options.describe(file, table);
            try (TrainedModel<TableRow, ?> read = Models.read(described.spec(), described.bytes())) {
                read.kind();
            }
            return described;
        } catch (ModelException e) {
            throw e.about(file.toString());
        }
    }
}
