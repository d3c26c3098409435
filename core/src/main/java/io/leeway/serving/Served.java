package io.leeway.serving;

import io.leeway.adaptation.Revision;
import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * What answers now; replaced as a whole, so that one read gives a model and what was learnt on top of it.
 *
 * @param revision null without an adaptation
 */
record Served<R, T extends Output<T>>(
        TrainedModel<R, T> model,
        ModelVersion version,
        int number,
        Instant since,
        LongAdder answers,
        @Nullable Revision revision) {

    Served<R, T> since(Instant moved) {
        return new Served<>(model, version, number, moved, answers, revision);
    }

    Served<R, T> by(@Nullable Revision next) {
        return new Served<>(model, version, number, since, answers, next);
    }
}
