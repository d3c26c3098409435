/**
 * Trained models of any format: their bytes, their use, and how they make predictions.
 *
 * <p>Start with {@link io.leeway.model.TrainedModel}; {@link io.leeway.model.ModelFormat} is the interface of formats.
 * This package contains only what both training and serving need; each format has its own package or module.
 */
@NullMarked
package io.leeway.model;

import org.jspecify.annotations.NullMarked;
