package io.leeway.cli;

import io.leeway.model.ModelException;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.registry.ModelRegistry;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.SchemaDiff;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model is evaluated: a version of a registry, or a file. */
final class ModelSelection {
    @Option(names = "--model", paramLabel = "NAME", description = "The name of a model in the registry.")
    private @Nullable String name;

    @Option(names = "--version", paramLabel = "VERSION", description = "A version; by default that of --alias.")
    private @Nullable Integer number;

    @Option(
            names = "--alias",
            paramLabel = "ALIAS",
            defaultValue = "champion",
            description = "The alias. Default: champion.")
    private String alias = "champion";

    @Mixin
    private RegistryOptions place = new RegistryOptions();

    @Option(names = "--file", paramLabel = "FILE", description = "A model file instead of a registered version.")
    private @Nullable Path file;

    @Mixin
    private ModelOptions options = new ModelOptions();

    /** A model to read. */
    record Selected(String name, TableSchema schema, ModelSpec<TableRow> spec, byte[] bytes) {}

    Selected select(TableOptions table) {
        Path chosen = file;
        String registered = name;
        if (chosen != null && registered == null) {
            return ofFile(chosen, table);
        }
        if (registered != null && chosen == null) {
            return ofRegistry(registered, table);
        }
        throw CommandException.wrongUsage("name one model: a registered one by --model, or a file by --file");
    }

    private Selected ofFile(Path chosen, TableOptions table) {
        TableSchema schema = table.required("a model in a file");
        try {
            ModelOptions.Described described = options.describe(chosen, schema);
            return new Selected(String.valueOf(chosen.getFileName()), schema, described.spec(), described.bytes());
        } catch (ModelException e) {
            throw e.about(chosen.toString());
        }
    }

    private Selected ofRegistry(String registered, TableOptions table) {
        try (ModelRegistry registry = place.open()) {
            ModelVersion version =
                    number == null ? registry.resolve(registered, alias) : registry.version(registered, number);
            TableSchema schema = schemaOf(version, table);
            return new Selected(
                    registered + " v" + version.number(), schema, Models.spec(version, schema), registry.read(version));
        }
    }

    /** The schema to read rows by; one that the model was not trained with would give answers, and wrong ones. */
    private static TableSchema schemaOf(ModelVersion version, TableOptions table) {
        String stored = version.metadata().get(RegistryTask.SCHEMA);
        if (stored != null) {
            TableSchema trained = TableSchema.parse(stored);
            TableSchema schema = table.schemaOr(trained);
            SchemaDiff diff = trained.diff(schema);
            if (!diff.isCompatible()) {
                throw new CommandException("the rows do not fit " + version.name() + " v" + version.number() + ": "
                        + diff.breaking().get(0).sentence());
            }
            return schema;
        }
        TableSchema schema = table.required("a version that was registered without its schema");
        String fingerprint = version.metadata().get(ModelMetadata.SCHEMA);
        if (fingerprint != null && !fingerprint.equals(schema.bind().fingerprint())) {
            throw new CommandException(version.name() + " v" + version.number() + " was trained with another schema ("
                    + fingerprint + ", not " + schema.bind().fingerprint()
                    + "): write the one of the application by TableSchema.of(schema).toJson()");
        }
        return schema;
    }
}
