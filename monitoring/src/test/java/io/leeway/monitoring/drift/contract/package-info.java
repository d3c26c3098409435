/** The contract of drift tests, published for tests of your own: extend {@code DriftTestContract}. */
@NullMarked
package io.leeway.monitoring.drift.contract;

import org.jspecify.annotations.NullMarked;
