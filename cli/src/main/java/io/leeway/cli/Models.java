package io.leeway.cli;

import io.leeway.model.ModelFormat;
import io.leeway.model.ModelFormats;
import io.leeway.model.ModelKind;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.TableRow;
import io.leeway.schema.TableSchema;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads models by what is known of them. */
final class Models {
    /** What the library says is in the result; Tribuo's progress is not. Held, or the level would be forgotten with the logger. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.OFF);
    }

    private Models() {}

    static TrainedModel<TableRow, ?> read(ModelSpec<TableRow> spec, byte[] bytes) {
        ModelFormat format = ModelFormats.installed().of(spec.metadata());
        return spec.kind() == ModelKind.REGRESSION
                ? TrainedModel.regressor(format, spec, bytes)
                : TrainedModel.classifier(format, spec, bytes);
    }

    /** What a registered version is read as: by the metadata that a pipeline or this command stored. */
    static ModelSpec<TableRow> spec(ModelVersion version, TableSchema schema) {
        boolean regression =
                ModelKind.REGRESSION.name().equals(version.metadata().get(ModelMetadata.KIND));
        ModelSpec<TableRow> spec = regression
                ? ModelSpec.regressor(schema.bind())
                : ModelSpec.classifier(
                        schema.bind(), version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, "true"));
        return spec.withMetadata(version.metadata());
    }
}
