/**
 * What every change detector promises, as a suite of tests to extend. Start from
 * {@link io.leeway.monitoring.change.contract.ChangeDetectorContract}. Only what holds for any detector enters here.
 */
@NullMarked
package io.leeway.monitoring.change.contract;

import org.jspecify.annotations.NullMarked;
