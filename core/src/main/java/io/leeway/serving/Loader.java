package io.leeway.serving;

import io.leeway.model.ModelMetadata;
import io.leeway.model.ModelReader;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.Schema;
import org.tribuo.classification.Label;
import org.tribuo.regression.Regressor;

/** Makes a scorer of a version's bytes. */
interface Loader<R, T> {

    Scorer<R, T> load(ModelVersion version, byte[] bytes);

    static <R> Loader<R, Label> ofClassifiers(ModelReader reader, Schema<R> schema) {
        return (version, bytes) -> {
            String positive = version.metadata().getOrDefault(ModelMetadata.POSITIVE_CLASS, "true");
            return Compiler.classifier(reader.classifier(schema, bytes, positive));
        };
    }

    static <R> Loader<R, Regressor> ofRegressors(ModelReader reader, Schema<R> schema) {
        return (version, bytes) -> Compiler.regressor(reader.regressor(schema, bytes));
    }
}
