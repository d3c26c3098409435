package io.leeway.serving;

import io.leeway.model.TrainedModel;
import io.leeway.registry.ModelVersion;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.tribuo.Output;

/** What answers now; replaced as a whole. */
record Served<R, T extends Output<T>>(
        TrainedModel<R, T> model, ModelVersion version, int number, Instant since, LongAdder answers) {

    Served<R, T> since(Instant moved) {
        return new Served<>(model, version, number, moved, answers);
    }
}
