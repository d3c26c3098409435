/**
 * Signatures of broken data: a unit that changed, a value that is stuck, categories that were renamed, rows that come twice. Start with
 * {@link io.leeway.monitoring.signature.Signatures}, which learns from blocks of a reference (weeks, say) by how much they differ when nothing is
 * wrong, and judges further blocks. This package contains only pure functions of blocks; whether a distribution is merely different is drift.
 */
@NullMarked
package io.leeway.monitoring.signature;

import org.jspecify.annotations.NullMarked;
