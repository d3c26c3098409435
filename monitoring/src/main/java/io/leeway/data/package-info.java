/**
 * Typed rows and where they come from. Start from {@link io.leeway.data.Rows}: {@code Rows.csv(file, Flight.class)} or
 * {@code Rows.of(list)}. Readers of further sources may enter; what rows mean is the matter of {@code io.leeway.schema}.
 */
@NullMarked
package io.leeway.data;

import org.jspecify.annotations.NullMarked;
