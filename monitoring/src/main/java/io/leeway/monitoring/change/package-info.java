/**
 * Has a stream of numbers changed? Detectors that read one value after another in fixed memory and need no reference. Start from {@link
 * io.leeway.monitoring.change.ChangeDetectors}. Only detectors enter here that allocate nothing per value.
 */
@NullMarked
package io.leeway.monitoring.change;

import org.jspecify.annotations.NullMarked;
