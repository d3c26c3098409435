/**
 * Natural variation: whether a window differs from a reference by more than the reference's own blocks, such as its weeks, differ from
 * each other. Rows of one day share much that later days do not, so that tests of independent rows alarm every week. Start with
 * {@link io.leeway.monitoring.variation.NaturalVariation}. This package contains only pure functions of profiles.
 */
@NullMarked
package io.leeway.monitoring.variation;

import org.jspecify.annotations.NullMarked;
