/**
 * The contract of change detectors, as a test suite to extend:
 * {@link io.leeway.monitoring.change.contract.ChangeDetectorContract}. It contains only tests that hold for every
 * detector.
 */
@NullMarked
package io.leeway.monitoring.change.contract;

import org.jspecify.annotations.NullMarked;
