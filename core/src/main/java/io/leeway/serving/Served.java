package io.leeway.serving;

import io.leeway.adaptation.Revision;
import io.leeway.model.Scorer;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import io.leeway.schema.RowCells;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * What answers now; replaced as a whole, so that one read gives a model and what was learnt on top of it.
 *
 * @param cells scores rows that were read already; null if the model reads rows itself
 * @param revision null without an adaptation
 */
record Served<R, T extends Output<T>>(
        TrainedModel<R, T> model,
        @Nullable Scorer<RowCells> cells,
        ModelVersion version,
        int number,
        Instant since,
        LongAdder answers,
        @Nullable Revision revision) {

    Served<R, T> since(Instant moved) {
        return new Served<>(model, cells, version, number, moved, answers, revision);
    }

    Served<R, T> by(@Nullable Revision next) {
        return new Served<>(model, cells, version, number, since, answers, next);
    }
}
