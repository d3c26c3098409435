/**
 * Runnable examples.
 */
@NullMarked
package io.leeway.examples;

import org.jspecify.annotations.NullMarked;
