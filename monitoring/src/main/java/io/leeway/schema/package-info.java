/**
 * The description of a row, declared once: which features it has, of which type, and how each is read. Start from
 * {@link io.leeway.schema.Schema}. Only what describes a row may enter; where rows come from is the matter of
 * {@code io.leeway.data}.
 */
@NullMarked
package io.leeway.schema;

import org.jspecify.annotations.NullMarked;
