/**
 * Sources of typed rows. Start with {@link io.leeway.data.Rows}: {@code Rows.csv(file, Flight.class)} or
 * {@code Rows.of(list)}; {@link io.leeway.data.Columns} feed profiles and drift tests without rows. The meaning of a row's columns is defined in {@code io.leeway.schema}.
 */
@NullMarked
package io.leeway.data;

import org.jspecify.annotations.NullMarked;
