/**
 * Tests that may be read after every row: the probability that they ever reject what is true is bounded, however often they are read
 * and whenever one stops. Start with {@link io.leeway.monitoring.sequential.SequentialTests}. What may enter has such a bound at
 * finite samples.
 */
@NullMarked
package io.leeway.monitoring.sequential;

import org.jspecify.annotations.NullMarked;
