/**
 * What a trained model is: its bytes, how a row becomes its input, and what it answers.
 *
 * <p>Start from {@link io.leeway.model.TrainedModel}, which ties a Tribuo model to the schema that it was trained with;
 * {@link io.leeway.model.ModelReader} reads one back from bytes without trusting them. Only what both training and
 * serving need may enter here.
 */
@NullMarked
package io.leeway.model;

import org.jspecify.annotations.NullMarked;
