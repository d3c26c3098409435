/**
 * The description of a row, declared once: its features, their types and how they are read. Start with
 * {@link io.leeway.schema.Schema}, or with {@link io.leeway.schema.TableSchema} for rows without a Java class. Sources
 * of rows are in {@code io.leeway.data}.
 */
@NullMarked
package io.leeway.schema;

import org.jspecify.annotations.NullMarked;
