/**
 * Trains candidates on validated data and gates them. Start from {@code Pipeline}.
 */
@NullMarked
package io.leeway.pipeline;

import org.jspecify.annotations.NullMarked;
