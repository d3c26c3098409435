/**
 * The description of a row, declared once: which features it has, of which type, and how each is read.
 */
@NullMarked
package io.leeway.schema;

import org.jspecify.annotations.NullMarked;
