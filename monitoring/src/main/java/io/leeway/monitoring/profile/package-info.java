/**
 * Profiles: summaries of rows that merge exactly, with fixed memory, exact counts and moments, quantiles and distinct
 * counts with a stated error, and a versioned binary format. Start with {@link io.leeway.monitoring.profile.Profiler},
 * which computes a {@link io.leeway.monitoring.profile.Profile} from rows.
 *
 * <p>This package contains only summaries whose merge is associative and commutative to the bit, so that the profile of
 * many replicas does not depend on the order of the merges.
 */
@NullMarked
package io.leeway.monitoring.profile;

import org.jspecify.annotations.NullMarked;
