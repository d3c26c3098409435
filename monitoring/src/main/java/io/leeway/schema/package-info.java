/**
 * The description of a row, declared once: its features, their types and how they are read. Start with
 * {@link io.leeway.schema.Schema}. Sources of rows are in {@code io.leeway.data}.
 */
@NullMarked
package io.leeway.schema;

import org.jspecify.annotations.NullMarked;
