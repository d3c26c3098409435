package io.leeway.pipeline;

import io.leeway.model.TrainedModel;
import java.time.Instant;
import java.util.Optional;
import org.tribuo.Output;

/**
 * A model with what is known of its training.
 *
 * @param model the model
 * @param onTheRows whether it was trained on the rows of the run
 * @param trainedBy what trained it
 * @param from the event time of the oldest row that it has seen, if it was not trained on the rows of the run and that is known
 * @param to the event time of the newest such row
 */
record Trained<R, T extends Output<T>>(
        TrainedModel<R, T> model, boolean onTheRows, String trainedBy, Optional<Instant> from, Optional<Instant> to) {}
