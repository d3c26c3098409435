/**
 * The byte form that states have in common: an envelope with a magic, a version and a checksum, and numbers and texts within. Internal.
 *
 * <p>Start with {@link io.leeway.binary.BinaryForm}.
 */
@NullMarked
package io.leeway.binary;

import org.jspecify.annotations.NullMarked;
