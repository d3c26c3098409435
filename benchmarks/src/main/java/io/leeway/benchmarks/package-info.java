/**
 * JMH benchmarks.
 */
@NullMarked
package io.leeway.benchmarks;

import org.jspecify.annotations.NullMarked;
