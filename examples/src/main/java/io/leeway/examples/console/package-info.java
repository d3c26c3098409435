/**
 * What the examples print: a progress bar, a timeline of what happened, tables that fit a terminal. Start from
 * {@link io.leeway.examples.console.Terminal}. What may enter is what turns values into lines of text.
 */
@NullMarked
package io.leeway.examples.console;

import org.jspecify.annotations.NullMarked;
