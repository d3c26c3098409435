/**
 * Tribuo's models as a {@link io.leeway.model.ModelFormat}: how rows are converted to examples, how models are read
 * without trusting their bytes, and how linear models and trees are compiled to flat
 * arrays.
 *
 * <p>Start with {@link io.leeway.model.tribuo.TribuoModel}, a Tribuo model with the schema that it was trained with;
 * {@link io.leeway.model.tribuo.TribuoFormat} reads it. {@link io.leeway.model.tribuo.TribuoDomainClassifier} tells
 * current rows from a reference for a test of drift.
 */
@NullMarked
package io.leeway.model.tribuo;

import org.jspecify.annotations.NullMarked;
