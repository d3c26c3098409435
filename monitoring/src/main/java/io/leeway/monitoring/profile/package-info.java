/**
 * Summaries of rows that merge exactly: fixed memory, exact counts and moments, quantiles and distinct counts with a stated
 * error, and a versioned byte form. Start from {@link io.leeway.monitoring.profile.Profiler}, which turns rows into a
 * {@link io.leeway.monitoring.profile.Profile}.
 *
 * <p>Only summaries whose merge is associative and commutative to the bit may enter: the profile of a fleet must not depend on who
 * merged whom.
 */
@NullMarked
package io.leeway.monitoring.profile;

import org.jspecify.annotations.NullMarked;
