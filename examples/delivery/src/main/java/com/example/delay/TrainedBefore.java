package com.example.delay;

import io.leeway.model.ModelFormats;
import io.leeway.pipeline.ModelSource;
import io.leeway.pipeline.SuppliedModel;
import io.leeway.pipeline.TrainingRequest;
import io.leeway.registry.ModelVersion;

/** The candidate of the stage before: its bytes are gated, not trained again. */
record TrainedBefore(ModelVersion version, byte[] bytes) implements ModelSource {

    @Override
    public <R> SuppliedModel supply(TrainingRequest<R> request) {
        return SuppliedModel.of(ModelFormats.installed().of(version.metadata()), bytes)
                .metadata(version.metadata())
                .trainedBy(version.lineage().trainer())
                .trainedBetween(
                        version.lineage().dataFrom().orElseThrow(),
                        version.lineage().dataTo().orElseThrow());
    }

    @Override
    public boolean trains() {
        return false;
    }
}
