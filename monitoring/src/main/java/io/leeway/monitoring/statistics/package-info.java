/**
 * The mathematics below drift tests: distributions, ranks, selection and counting, on plain arrays. This package knows nothing of drift, of
 * profiles or of features, and is not exported.
 */
@NullMarked
package io.leeway.monitoring.statistics;

import org.jspecify.annotations.NullMarked;
