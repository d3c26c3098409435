/**
 * Change detectors for streams of numbers: they process one value after another in fixed memory, need no reference and
 * allocate nothing for a value. Start with {@link io.leeway.monitoring.change.ChangeDetectors}.
 */
@NullMarked
package io.leeway.monitoring.change;

import org.jspecify.annotations.NullMarked;
