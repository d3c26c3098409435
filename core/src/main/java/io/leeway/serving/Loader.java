package io.leeway.serving;

import io.leeway.model.ModelFormats;
import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelSpec;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import org.tribuo.Output;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Makes a model of a version's bytes. */
@FunctionalInterface
interface Loader<R, T extends Output<T>> {

    TrainedModel<R, T> load(ModelFormats formats, ModelVersion version, byte[] bytes);

    static <R> Loader<R, Label> ofClassifiers(Schema<R> schema) {
        return (formats, version, bytes) -> {
            String positive = version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, "true");
            ModelSpec<R> spec = ModelSpec.classifier(schema, positive).withMetadata(version.metadata());
            return TrainedModel.classifier(formats.of(version.metadata()), spec, bytes);
        };
    }

    static <R> Loader<R, Regressor> ofRegressors(Schema<R> schema) {
        return (formats, version, bytes) -> {
            ModelSpec<R> spec = ModelSpec.regressor(schema).withMetadata(version.metadata());
            return TrainedModel.regressor(formats.of(version.metadata()), spec, bytes);
        };
    }
}
