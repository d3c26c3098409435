package io.leeway.testing;

import io.leeway.evaluation.Evaluation;
import io.leeway.model.TrainedModel;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.tribuo.Output;

/**
 * Assertions about a model.
 *
 * @param <R> the type of rows
 * @param <T> {@code Label} or {@code Regressor}
 */
public final class ModelAssert<R, T extends Output<T>> extends AbstractAssert<ModelAssert<R, T>, TrainedModel<R, T>> {

    ModelAssert(@Nullable TrainedModel<R, T> actual) {
        super(actual, ModelAssert.class);
    }

    /**
     * Predicts every row once and evaluates the predictions against the rows' labels.
     *
     * @param rows labelled rows on which the model was not trained
     * @return assertions about the evaluation
     * @throws IllegalArgumentException if a row has no response
     */
    public EvaluationAssert on(Iterable<R> rows) {
        isNotNull();
        return new EvaluationAssert(Evaluation.of(actual, rows), Figure.Subject.called(actual.toString()))
                .as(descriptionText());
    }
}
