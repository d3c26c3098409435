/** What every change detector promises, as a suite to extend. */
@NullMarked
package io.leeway.monitoring.change.contract;

import org.jspecify.annotations.NullMarked;
