/**
 * Tribuo's models as a {@link io.leeway.model.ModelFormat}: how a row becomes an example, how models are read without trusting their
 * bytes, and how linear ones are compiled to flat arrays.
 *
 * <p>Start from {@link io.leeway.model.tribuo.TribuoModel}, which ties a Tribuo model to the schema that it was trained with;
 * {@link io.leeway.model.tribuo.TribuoFormat} reads one back.
 */
@NullMarked
package io.leeway.model.tribuo;

import org.jspecify.annotations.NullMarked;
