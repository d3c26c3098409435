/**
 * Data validation: expectations of data, and their check. Start with {@link io.leeway.monitoring.quality.Expectations},
 * which creates expectations and checks rows or a profile against them; the result is a
 * {@link io.leeway.monitoring.quality.DataQualityReport}. This package contains conditions on a single set of rows
 * only; the comparison of two sets is drift.
 */
@NullMarked
package io.leeway.monitoring.quality;

import org.jspecify.annotations.NullMarked;
