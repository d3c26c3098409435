/** What drift tests keep to, published for those who write their own: extend {@code DriftTestContract}. */
@NullMarked
package io.leeway.monitoring.drift.contract;

import org.jspecify.annotations.NullMarked;
