/**
 * What a trained model is, whatever its format: its bytes, what it is for, and how it answers rows.
 *
 * <p>Start from {@link io.leeway.model.TrainedModel}; {@link io.leeway.model.ModelFormat} is what a format implements. Only what both
 * training and serving need may enter here; each format has a package or a module of its own.
 */
@NullMarked
package io.leeway.model;

import org.jspecify.annotations.NullMarked;
