/**
 * Tests that compare the features of a reference and of current rows together, so that they see changes of dependence that no feature shows
 * alone: maximum mean discrepancy, energy distance, reconstruction error and domain classifiers, for rows and for embeddings. Start with
 * {@link io.leeway.monitoring.drift.multivariate.MultivariateTests}. This package contains only pure functions of two sets of rows.
 */
@NullMarked
package io.leeway.monitoring.drift.multivariate;

import org.jspecify.annotations.NullMarked;
